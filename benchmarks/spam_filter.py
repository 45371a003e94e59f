"""How well the filter tells advertising from readers, and what it costs. German, seeded, held out.

Run as ``python -m benchmarks.spam_filter``.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._spam_corpus import (
    UNWANTED_LEARNED,
    UNWANTED_NEW,
    WANTED_LEARNED,
    WANTED_NEW,
    Comment,
    comments,
)
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Verdict
from comments_api.spam.learning import SpamFilter
from comments_api.storage.database import open_database, prepare
from comments_api.storage.sql import SqlStore

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
THREAD = ThreadId("spiegel")
SEEDS = range(5)
LEARNED = (30, 60, 150, 600)
TESTED = 600
HOLD_AT = 95


def taught(folder: Path, lessons: list[Comment]) -> tuple[SqlStore, SpamFilter, list[float]]:
    """A database with these lessons; and milliseconds for each."""
    engine = open_database(f"sqlite:///{folder / 'comments.sqlite3'}", 5)
    prepare(engine)
    store, spam_filter = SqlStore(engine), SpamFilter(b"s" * 32)
    took = []
    for item in lessons:
        with store.writing() as writing:
            writing.claim_thread(THREAD)
            comment_id = writing.insert(as_new(item))
            comment = writing.comment(comment_id)
        verdict = Verdict.UNWANTED if item.unwanted else Verdict.WANTED
        begun = time.perf_counter()
        with store.writing() as writing:
            spam_filter.teach(writing, comment, verdict)
        took.append((time.perf_counter() - begun) * 1000)
    return store, spam_filter, took


def as_new(item: Comment) -> NewComment:
    return NewComment(
        thread_id=THREAD,
        author=item.author,
        website=item.website,
        source=item.text,
        written_at=NOON,
    )


def judged(
    store: SqlStore, spam_filter: SpamFilter, tested: list[Comment]
) -> tuple[list[tuple[bool, int]], list[float]]:
    """(is unwanted, percent) of each, and milliseconds for each."""
    result, took = [], []
    with store.writing() as writing:
        rows = [(item, writing.comment(writing.insert(as_new(item)))) for item in tested]
    for item, comment in rows:
        with store.reading() as reading:
            begun = time.perf_counter()
            opinion = spam_filter.opinion(reading, comment)
            took.append((time.perf_counter() - begun) * 1000)
        result.append((item.unwanted, opinion.percent))
    return result, took


def shares(results: list[tuple[bool, int]]) -> tuple[float, float, float, float]:
    """Percent of spam held, of readers held, of pairs in the right order, of spam above 50."""
    spam = [percent for unwanted, percent in results if unwanted]
    fine = [percent for unwanted, percent in results if not unwanted]
    held = 100 * sum(percent >= HOLD_AT for percent in spam) / len(spam)
    wrongly = 100 * sum(percent >= HOLD_AT for percent in fine) / len(fine)
    ordered = statistics.fmean(
        1.0 if bad > good else 0.5 if bad == good else 0.0 for bad in spam for good in fine
    )
    suspected = 100 * sum(percent > 50 for percent in spam) / len(spam)
    return held, wrongly, 100 * ordered, suspected


def main() -> None:
    print("| lessons | tested on | spam held | readers held | order right | spam above 50 % |")
    print("|---|---|---|---|---|---|")
    teaching: list[float] = []
    asking: list[float] = []
    for number in LEARNED:
        rows: dict[str, list[tuple[float, ...]]] = {
            "campaigns it knows": [],
            "campaigns it never saw": [],
        }
        for seed in SEEDS:
            draw = random.Random(seed)
            lessons = list(comments(draw, WANTED_LEARNED, UNWANTED_LEARNED, number))
            known = list(comments(draw, WANTED_LEARNED, UNWANTED_LEARNED, TESTED))
            new = list(comments(draw, WANTED_NEW, UNWANTED_NEW, TESTED))
            seen = {item.text for item in lessons}
            known = [item for item in known if item.text not in seen]
            with tempfile.TemporaryDirectory() as folder:
                store, spam_filter, took = taught(Path(folder), lessons)
                teaching += took
                for name, tested in zip(rows, (known, new), strict=True):
                    results, took = judged(store, spam_filter, tested)
                    asking += took
                    rows[name].append(shares(results))
        for name, found in rows.items():
            cells = [f"{statistics.fmean(column):.1f} %" for column in zip(*found, strict=True)]
            print(f"| {number} | {name} | {' | '.join(cells)} |", flush=True)
    for name, took in (("to learn one comment", teaching), ("to judge one", asking)):
        slow = sorted(took)[len(took) * 99 // 100]
        print(f"{name}: median {statistics.median(took):.1f} ms, 99 % within {slow:.1f} ms")


if __name__ == "__main__":
    main()

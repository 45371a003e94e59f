from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comments_api.commands import DISCUSSION
from comments_api.conversation.limits import Limits
from comments_api.demonstration import (
    Discussion,
    ThreadMissing,
    UnusableDiscussion,
    load,
    read_discussion,
    remove,
)
from comments_api.model import EventKind, NewComment, Status
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import NOON, OPEN, KnownThreads, TurnedClock

FIRST = {
    "key": "a",
    "parent": None,
    "name": "Erna",
    "website": None,
    "text": "Zuerst.",
    "minutes_after": 42,
    "by_author": False,
}
SECOND = {**FIRST, "key": "b", "parent": "a", "name": "Leopold", "by_author": True}


def write(path: Path, *comments: dict[str, Any], **more: object) -> Path:
    file = path / "discussion.json"
    content = {"thread": OPEN, "comments": comments or (FIRST, SECOND), **more}
    file.write_text(json.dumps(content), "utf-8")
    return file


def read(path: Path) -> Discussion:
    return read_discussion(path, Limits(), lambda message: message)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def public(store: MemoryStore) -> list[tuple[int, int | None, str, datetime, bool]]:
    with store.reading() as reading:
        return [
            (one.id, one.parent_id, one.author, one.written_at, one.by_author)
            for one in reading.approved(OPEN)
        ]


def test_a_discussion_is_loaded_approved_and_nested(
    store: MemoryStore, clock: TurnedClock, tmp_path: Path
) -> None:
    published = datetime(2026, 9, 1, 7, 30, tzinfo=UTC)
    change = load(store, KnownThreads(), clock, read(write(tmp_path)), published)
    assert (change.changed, change.unchanged, change.threads) == (2, 0, (OPEN,))
    when = published + timedelta(minutes=42)
    assert public(store) == [(1, None, "Erna", when, False), (2, 1, "Leopold", when, True)]
    with store.reading() as reading:
        assert [event.kind for event in reading.events(1)] == [EventKind.LOADED]
        state = reading.thread(OPEN)
    assert state is not None
    assert state.version == 1


def test_loading_again_adds_nothing_and_mends_what_is_missing(
    store: MemoryStore, clock: TurnedClock, tmp_path: Path
) -> None:
    load(store, KnownThreads(), clock, read(write(tmp_path, FIRST)))
    change = load(store, KnownThreads(), clock, read(write(tmp_path)))
    assert (change.changed, change.unchanged) == (1, 1)
    change = load(store, KnownThreads(), clock, read(write(tmp_path)))
    assert (change.changed, change.unchanged) == (0, 2)
    assert [(row[0], row[1]) for row in public(store)] == [(1, None), (2, 1)]


def test_times_count_from_the_files_own_publication_or_end_now(
    store: MemoryStore, clock: TurnedClock, tmp_path: Path
) -> None:
    own = read(write(tmp_path, FIRST, published="2026-09-01T09:30:00+02:00"))
    load(store, KnownThreads(), clock, own)
    assert public(store)[0][3] == datetime(2026, 9, 1, 8, 12, tzinfo=UTC)
    other = MemoryStore()
    load(other, KnownThreads(), clock, read(write(tmp_path)))
    assert public(other)[-1][3] == NOON


def test_removing_takes_exactly_what_was_loaded(
    store: MemoryStore, clock: TurnedClock, tmp_path: Path
) -> None:
    with store.writing() as writing:
        writing.claim_thread(OPEN)
        real = writing.insert(
            NewComment(
                thread_id=OPEN,
                author="Erna",
                source="Zuerst.",
                written_at=NOON,
                status=Status.APPROVED,
            )
        )
    load(store, KnownThreads(), clock, read(write(tmp_path)))
    change = remove(store, clock)
    assert (change.changed, change.threads) == (2, (OPEN,))
    assert [row[0] for row in public(store)] == [real]
    with store.reading() as reading:
        assert reading.events(2)[-1].kind is EventKind.ERASED
    assert remove(store, clock).changed == 0


def test_a_thread_the_site_does_not_have_stops_it(
    store: MemoryStore, clock: TurnedClock, tmp_path: Path
) -> None:
    discussion = read(write(tmp_path, thread="gibt-es-nicht"))
    with pytest.raises(ThreadMissing):
        load(store, KnownThreads(), clock, discussion)
    with store.reading() as reading:
        assert list(reading.every_comment()) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"thread": 5, "comments": []}',
        '{"thread": "auf-der-resterampe", "comments": 5}',
        '{"thread": "auf-der-resterampe", "comments": [5]}',
        '{"thread": "auf-der-resterampe", "comments": [{}]}',
        '{"thread": "auf-der-resterampe", "published": "gestern", "comments": []}',
        '{"thread": "Auf der Resterampe", "comments": []}',
        "[" * 100_000,
    ],
)
def test_what_is_no_discussion_is_refused_with_its_path(tmp_path: Path, content: str) -> None:
    file = tmp_path / "discussion.json"
    file.write_text(content)
    with pytest.raises(UnusableDiscussion) as caught:
        read(file)
    assert caught.value.path == file
    assert caught.value.reason


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"text": ""}, "comments[1]: text"),
        ({"name": ""}, "comments[1]: author"),
        ({"website": "javascript:x"}, "comments[1]: website"),
        ({"minutes_after": "bald"}, "ValueError"),
        ({"minutes_after": 1e300}, "OverflowError"),
        ({"parent": "z"}, "“z”"),
    ],
)
def test_a_fault_in_a_comment_is_told_with_its_place(
    tmp_path: Path, changes: dict[str, object], what: str
) -> None:
    with pytest.raises(UnusableDiscussion) as caught:
        read(write(tmp_path, {**FIRST, **changes}))
    assert what in caught.value.reason


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableDiscussion, match="twice"):
        read(write(tmp_path, FIRST, FIRST))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableDiscussion, match="No such file"):
        read(tmp_path / "nirgends.json")


def test_the_discussion_that_comes_with_the_project_can_be_loaded() -> None:
    discussion = read(DISCUSSION)
    assert sum(entry.parent is None for entry in discussion.entries) >= 6
    assert sum(entry.by_author for entry in discussion.entries) >= 3

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Event, EventKind, NewComment, Status
from comments_api.storage import archive
from comments_api.storage.database import open_database, prepare
from comments_api.storage.sql import SqlStore
from comments_api.storage.tables import metadata

NOON = datetime(2026, 9, 7, 12, 0, 0, 123456, tzinfo=UTC)
THREAD = ThreadId("die-resterampe")
Rows = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """One database with something of everything, one empty."""
    made = [open_database(f"sqlite:///{tmp_path / name}.sqlite3", 5) for name in ("old", "new")]
    for engine in made:
        prepare(engine)
    fill(made[0])
    yield made[0], made[1]
    for engine in made:
        engine.dispose()


def fill(engine: Engine) -> None:
    common: dict[str, Any] = {"thread_id": THREAD, "author": "Änne", "source": "Ein *Satz*."}
    with SqlStore(engine).writing() as writing:
        writing.claim_thread(THREAD)
        first = NewComment(
            **common,
            written_at=NOON,
            email="aenne@example.org",
            status=Status.APPROVED,
            decided_at=NOON,
            submission_key=UUID(int=7),
            fingerprint=b"f",
            receipt_nonce=b"\x00\xff",
            receipt_hash=b"h",
            origin="demo:1",
        )
        writing.insert(first)
        writing.insert(NewComment(**common, written_at=NOON, parent_id=1))
        writing.insert(NewComment(**common, written_at=NOON, status=Status.REJECTED))
        writing.erase(3)
        for comment_id in (1, 2, 3):
            event = Event(comment_id=comment_id, kind=EventKind.LOADED, who="Ute", at=NOON)
            writing.add_event(event)
        writing.raise_version(THREAD)
        writing.mark_published(THREAD, 1)


def lines(engine: Engine) -> list[str]:
    return [archive.encoded(name, row) for name, row in archive.rows(engine)]


def rows(engine: Engine) -> Rows:
    return list(archive.decoded(line.encode() for line in lines(engine)))


def test_out_and_in_and_out_again_is_the_same(engines: tuple[Engine, Engine]) -> None:
    old, new = engines
    report = archive.put_back(new, rows(old))
    assert (report.added["comments"], report.added["events"]) == (2, 3)
    assert lines(new) == lines(old)
    with SqlStore(new).reading() as reading:
        comment = reading.comment_by_receipt(b"h")
        assert comment is not None
        assert (comment.submission_key, comment.receipt_nonce) == (UUID(int=7), b"\x00\xff")
        state = reading.thread(THREAD)
    assert state is not None
    assert (state.version, state.published_version) == (1, 0), "to be published here"


def test_what_is_there_stays_and_a_second_run_adds_nothing(
    engines: tuple[Engine, Engine],
) -> None:
    old, new = engines
    archive.put_back(new, rows(old))
    report = archive.put_back(new, rows(old))
    assert dict(report.added) == {}
    assert report.unchanged["comments"] == 2
    assert lines(new) == lines(old)


def test_the_number_of_an_erased_comment_is_not_given_again(
    engines: tuple[Engine, Engine],
) -> None:
    old, new = engines
    archive.put_back(new, rows(old))
    with SqlStore(new).writing() as writing:
        comment = NewComment(thread_id=THREAD, author="a", source="b", written_at=NOON)
        assert writing.insert(comment) == 4


def test_a_thread_that_was_there_is_published_anew(engines: tuple[Engine, Engine]) -> None:
    old, new = engines
    with SqlStore(new).writing() as writing:
        writing.claim_thread(THREAD)
    archive.put_back(new, rows(old))
    with SqlStore(new).reading() as reading:
        state = reading.thread(THREAD)
    assert state is not None
    assert state.version == 1


def changed(given: Rows, table: str, **values: object) -> Rows:
    return [(name, {**row, **values} if name == table else row) for name, row in given]


@pytest.mark.parametrize(
    ("table", "values", "what"),
    [
        ("comments", {"author": "Wer anders"}, "“comments” number 1 is something else"),
        ("comments", {"mood": "froh"}, "has no “mood” here"),
        ("comments", {"written_at": "gestern"}, "“written_at” of “comments” cannot be 'gestern'"),
        ("comments", {"written_at": "2026-09-07T12:00:00"}, "cannot be '2026"),
        ("comments", {"author": "a\ud800"}, "cannot be"),
        ("comments", {"id": 2**63}, "cannot be 9"),
        ("comments", {"receipt_hash": "#"}, "cannot be '#'"),
        ("comments", {"submission_key": 1}, "cannot be 1"),
        ("comments", {"author": None}, "cannot be None"),
        ("comments", {"by_author": 1}, "cannot be 1"),
        ("events", {"comment_id": "1"}, "cannot be '1'"),
    ],
)
def test_a_row_that_does_not_fit_leaves_everything_as_it_was(
    engines: tuple[Engine, Engine], table: str, values: dict[str, object], what: str
) -> None:
    old, new = engines
    if values == {"author": "Wer anders"}:
        archive.put_back(new, rows(old))
    before = lines(new)
    with pytest.raises(archive.UnusableRow, match=what):
        archive.put_back(new, changed(rows(old), table, **values))
    assert lines(new) == before


def test_other_tables_missing_columns_and_other_lines_are_told(
    engines: tuple[Engine, Engine],
) -> None:
    _old, new = engines
    with pytest.raises(archive.UnusableRow, match="1: there is no table “moderators”"):
        archive.put_back(new, [("moderators", {"id": 1})])
    with pytest.raises(archive.UnusableRow, match="“version” is missing"):
        archive.put_back(new, [("threads", {"id": "a"})])
    good = json.dumps({"table": "threads", "row": {}}).encode()
    for bad in (b"{", b"[]", b"{}", b'{"table": "a", "row": 1}', b"\xff", b"[" * 100_000):
        with pytest.raises(archive.UnusableRow, match="2: this is no line"):
            list(archive.decoded([good, bad]))


def test_every_table_is_carried_or_left_out_on_purpose(engines: tuple[Engine, Engine]) -> None:
    """Whoever adds a table that is of its place, and not about comments, names it there."""
    names = {table.name for table in metadata.sorted_tables}
    assert names >= archive.LEFT_OUT_TABLES
    columns = {str(column) for table in metadata.sorted_tables for column in table.c}
    assert columns >= archive.LEFT_OUT_COLUMNS
    with engines[0].begin() as connection:  # a table nobody has thought of comes along
        connection.execute(text("UPDATE comments SET parent_id = 9 WHERE id = 2"))
    archive.put_back(engines[1], rows(engines[0]))
    assert lines(engines[1]) == lines(engines[0])


@pytest.mark.postgresql
def test_a_discussion_moves_to_postgresql_and_back(
    engines: tuple[Engine, Engine], empty_postgresql: Engine
) -> None:
    old, new = engines
    archive.put_back(empty_postgresql, rows(old))
    assert lines(empty_postgresql) == lines(old)
    with SqlStore(empty_postgresql).writing() as writing:
        comment = NewComment(thread_id=THREAD, author="a", source="b", written_at=NOON)
        assert writing.insert(comment) == 4
    archive.put_back(new, rows(empty_postgresql))
    assert lines(new) == lines(empty_postgresql)

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import StatementError

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Lesson, NewComment, Verdict
from comments_api.ports import BrokenStore, StoreUnavailable
from comments_api.storage.database import open_database, place, prepare
from comments_api.storage.migrate import scripts
from comments_api.storage.sql import SqlStore, SqlWriting
from comments_api.storage.tables import REVISION, comments, metadata

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
THREAD = ThreadId("die-resterampe")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "comments.sqlite3"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{path}", busy_seconds=0.05)
    yield engine
    engine.dispose()


def write_comment(engine: Engine, text: str = "Ein Satz.") -> int:
    with SqlStore(engine).writing() as writing:
        writing.claim_thread(THREAD)
        return writing.insert(
            NewComment(thread_id=THREAD, author="Ute", source=text, written_at=NOON)
        )


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(f"PRAGMA {name}"))


# What is acknowledged is kept


@pytest.mark.parametrize(
    ("name", "value"), [("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)]
)
def test_a_live_connection_is_set_up_to_lose_nothing(
    engine: Engine, name: str, value: object
) -> None:
    prepare(engine)
    assert pragma(engine, name) == value


def test_a_writer_takes_the_lock_when_it_begins(engine: Engine) -> None:
    prepare(engine)
    store, another = SqlStore(engine), SqlStore(engine)
    with store.writing(), pytest.raises(StoreUnavailable, match="locked"):
        another.check()
    another.check()


def test_a_writer_waits_for_another_of_its_process(engine: Engine) -> None:
    prepare(engine)
    store = SqlStore(engine, busy_seconds=0.05)
    with (
        ThreadPoolExecutor(1) as pool,
        store.writing(),
        pytest.raises(StoreUnavailable, match="this process"),
    ):
        pool.submit(store.check).result()
    store.check()


def test_the_usual_patience_comes_back_after_a_transaction_began(engine: Engine) -> None:
    prepare(engine)
    write_comment(engine)
    assert pragma(engine, "busy_timeout") == 50


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    prepare(engine)
    write_comment(engine)
    store = SqlStore(engine)
    with store.writing() as writing, store.reading() as reading:
        writing.erase(1)
        assert reading.comment(1) is not None


def test_what_one_writer_undid_is_not_taken_for_done_by_the_next(engine: Engine) -> None:
    prepare(engine)

    def fail(writing: SqlWriting) -> None:
        with writing.apart():
            writing.claim_thread(THREAD)
            writing.learn(Lesson(1, Verdict.UNWANTED, frozenset({2})))
            assert writing.spam_token() != before
            raise LookupError

    with SqlStore(engine).writing() as writing:
        before = writing.spam_token()
        with pytest.raises(LookupError):
            fail(writing)
        assert writing.spam_token() == before
        writing.claim_thread(THREAD)  # or the comment has no thread
        writing.insert(NewComment(thread_id=THREAD, author="Ute", source="Ja.", written_at=NOON))
    with SqlStore(engine).reading() as reading:
        assert reading.thread(THREAD) is not None


def test_a_naive_time_is_refused(engine: Engine) -> None:
    prepare(engine)
    with pytest.raises(StatementError, match="without a zone"), engine.connect() as connection:
        connection.execute(comments.select().where(comments.c.written_at == datetime(2026, 9, 7)))  # noqa: DTZ001 that is the point


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM comments WHERE thread_id = 'a' AND status = 'approved' ORDER BY written_at",
        "SELECT * FROM comments WHERE status = 'pending' ORDER BY written_at, id LIMIT 50",
        "SELECT * FROM comments WHERE decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT 50",
        "SELECT * FROM comments WHERE parent_id = 1 AND status != 'rejected' LIMIT 1",
        "SELECT * FROM comments WHERE folder_id = 1 ORDER BY id",
        "SELECT * FROM comments WHERE receipt_hash = x'00'",
        "SELECT * FROM comments WHERE submission_key = 'a'",
        "SELECT * FROM comments WHERE fingerprint = x'00' AND written_at >= 'a'",
        "SELECT * FROM events WHERE comment_id = 1 ORDER BY id",
        "DELETE FROM rate_counts WHERE window_start < 'a'",
    ],
)
def test_what_is_asked_often_is_found_by_an_index(engine: Engine, query: str) -> None:
    prepare(engine)
    with engine.connect() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert any("USING INDEX" in step or "USING COVERING INDEX" in step for step in plan), plan
    assert not any(step.startswith("SCAN comments") and "INDEX" not in step for step in plan)


# Trouble


def test_a_full_disk_is_told_and_stores_nothing(engine: Engine) -> None:
    prepare(engine)
    write_comment(engine)
    with engine.connect() as connection:  # the pool gives the same connection again
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreUnavailable, match="full"):
        write_comment(engine, "x" * 100_000)
    with SqlStore(engine).reading() as reading:
        assert [comment.source for comment in reading.every_comment()] == ["Ein Satz."]


def test_damage_met_while_running_is_told_with_place_and_remedy(engine: Engine, path: Path) -> None:
    prepare(engine)
    write_comment(engine)
    engine.dispose()
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(BrokenStore) as caught, SqlStore(engine).reading() as reading:
        list(reading.every_comment())
    assert str(path) in str(caught.value)
    assert "backup" in caught.value.remedy


def test_a_folder_that_is_missing_is_made(engine: Engine, path: Path) -> None:
    prepare(engine)
    assert path.is_file()


def test_a_place_is_told_without_its_password() -> None:
    engine = open_database("postgres://ute:geheim@db.example/comments", busy_seconds=1)
    assert "geheim" not in place(engine)
    assert "db.example" in place(engine)
    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    engine = open_database(f"postgresql:///comments?host={tmp_path}", busy_seconds=1)
    with pytest.raises(StoreUnavailable):
        prepare(engine)
    engine.dispose()


# Files that are not ours to touch


def refused_untouched(engine: Engine, path: Path, what: str) -> None:
    before = path.read_bytes()
    with pytest.raises(BrokenStore, match=what) as caught:
        prepare(engine)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(engine: Engine, path: Path) -> None:
    path.write_bytes(b"Liebes Tagebuch, " * 1000)
    refused_untouched(engine, path, "not an SQLite database")


def test_a_damaged_database_is_refused_untouched(engine: Engine, path: Path) -> None:
    prepare(engine)
    for _ in range(50):
        write_comment(engine, "lang " * 1000)
    engine.dispose()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = b"\xff" * 20_000
    path.write_bytes(content)
    refused_untouched(engine, path, "damaged")


def test_a_database_cut_short_is_refused_untouched(engine: Engine, path: Path) -> None:
    prepare(engine)
    write_comment(engine)
    engine.dispose()
    path.write_bytes(path.read_bytes()[:6000])
    refused_untouched(engine, path, "damaged|not an SQLite")


def test_the_database_of_another_program_is_refused_untouched(engine: Engine, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE comments (tid REFERENCES threads(id), text VARCHAR)")
    refused_untouched(engine, path, "another program")


def test_a_database_of_a_newer_version_is_refused(engine: Engine, path: Path) -> None:
    prepare(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BrokenStore, match="newer version") as caught:
        prepare(engine)
    assert caught.value.where == str(path)
    with pytest.raises(BrokenStore, match="tables"):
        SqlStore(engine).check()


# Migrations


def test_migrating_an_empty_database_gives_the_tables_the_program_knows(engine: Engine) -> None:
    prepare(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def test_the_newest_migration_is_the_one_the_program_asks_for() -> None:
    assert ScriptDirectory.from_config(scripts()).get_current_head() == REVISION


def test_migrating_a_current_database_keeps_everything(engine: Engine) -> None:
    prepare(engine)
    comment_id = write_comment(engine)
    prepare(engine)
    with SqlStore(engine).reading() as reading:
        assert reading.comment(comment_id) is not None


def test_an_empty_file_is_a_new_database(engine: Engine, path: Path) -> None:
    path.touch()
    prepare(engine)
    write_comment(engine)


def test_processes_that_start_at_once_migrate_once(path: Path) -> None:
    def start(_: int) -> None:
        engine = open_database(f"sqlite:///{path}", busy_seconds=10)
        prepare(engine)
        SqlStore(engine).check()
        engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_upgrade(*_: object) -> None:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
            raise ZeroDivisionError

    monkeypatch.setattr("comments_api.storage.migrate.upgrade", broken_upgrade)
    with pytest.raises(ZeroDivisionError):
        prepare(engine)
    monkeypatch.undo()
    prepare(engine)
    with engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "half_done")

"""The store in a database, for SQLite and PostgreSQL alike."""

# ruff: noqa: D102 the protocols in ports.py say what each method does

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Event,
    EventKind,
    LoginDelay,
    Moderator,
    NewComment,
    Session,
    Status,
    StoredComment,
    ThreadState,
)
from comments_api.ports import BrokenStore, KeyTaken, NameTaken
from comments_api.storage.database import failures_told_apart, place, schema_is_current
from comments_api.storage.tables import (
    comments,
    events,
    login_delays,
    moderators,
    rate_counts,
    rate_salts,
    sessions,
    threads,
)

_COMMENT_FIELDS = [column for column in comments.c if column.name != "receipt_hash"]
_INSERT_COMMENT = insert(comments).returning(comments.c.id)
_BATCH = 500


class SqlStore:
    """A store over an engine made by `database.open_database`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite reads a snapshot in any transaction; PostgreSQL only when told to.
        self._reading = engine
        if engine.dialect.name == "postgresql":
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writing = engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[SqlReading]:
        """A consistent view."""
        with failures_told_apart(self._engine), self._reading.begin() as connection:
            yield SqlReading(connection)

    @contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        """A transaction; on SQLite it holds the write lock from its beginning."""
        with failures_told_apart(self._engine), self._writing.begin() as connection:
            yield SqlWriting(connection)

    def check(self) -> None:
        """Whether a writing transaction could begin, on tables that this program knows."""
        with failures_told_apart(self._engine), self._writing.begin() as connection:
            current = schema_is_current(connection)
        if not current:
            raise BrokenStore(
                place(self._engine),
                "the tables are not those of this version",
                "Restart the service; it brings them up to date when it starts.",
            )


class SqlReading:
    """What a transaction sees."""

    _locking = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _one(self, query: Select[Any]) -> StoredComment | None:
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _comment(row)

    def _many(self, query: Select[Any]) -> list[StoredComment]:
        return [_comment(row) for row in self._connection.execute(query).mappings()]

    # Comments

    def comment(self, comment_id: int) -> StoredComment | None:
        query = select(*_COMMENT_FIELDS).where(comments.c.id == comment_id)
        return self._one(query.with_for_update() if self._locking else query)

    def comment_by_receipt(self, receipt_hash: bytes) -> StoredComment | None:
        return self._one(select(*_COMMENT_FIELDS).where(comments.c.receipt_hash == receipt_hash))

    def comment_by_key(self, key: UUID) -> StoredComment | None:
        return self._one(select(*_COMMENT_FIELDS).where(comments.c.submission_key == key))

    def comment_by_origin(self, origin: str) -> StoredComment | None:
        return self._one(select(*_COMMENT_FIELDS).where(comments.c.origin == origin))

    def latest_by_fingerprint(self, fingerprint: bytes, since: datetime) -> StoredComment | None:
        return self._one(
            select(*_COMMENT_FIELDS)
            .where(comments.c.fingerprint == fingerprint, comments.c.written_at >= since)
            .order_by(comments.c.id.desc())
            .limit(1)
        )

    def approved(self, thread_id: ThreadId) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.thread_id == thread_id, comments.c.status == Status.APPROVED)
            .order_by(comments.c.written_at, comments.c.id)
        )

    def answers(
        self, thread_id: ThreadId, parent_id: int | None, limit: int
    ) -> Sequence[StoredComment]:
        newest = self._many(
            select(*_COMMENT_FIELDS)
            .where(
                comments.c.thread_id == thread_id,
                comments.c.status == Status.APPROVED,
                comments.c.parent_id.is_not_distinct_from(parent_id),
            )
            .order_by(comments.c.written_at.desc(), comments.c.id.desc())
            .limit(limit)
        )
        return newest[::-1]

    def standing(self, status: Status, limit: int) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.status == status)
            .order_by(comments.c.written_at, comments.c.id)
            .limit(limit)
        )

    def count(self, status: Status) -> int:
        query = select(func.count()).where(comments.c.status == status)
        return self._connection.scalars(query.select_from(comments)).one()

    def decided(self, limit: int) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.decided_at.is_not(None))
            .order_by(comments.c.decided_at.desc(), comments.c.id.desc())
            .limit(limit)
        )

    def loaded(self, origin_prefix: str) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.origin.startswith(origin_prefix, autoescape=True))
            .order_by(comments.c.id)
        )

    def every_comment(self) -> Iterator[StoredComment]:
        last = 0
        while batch := self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.id > last)
            .order_by(comments.c.id)
            .limit(_BATCH)
        ):
            yield from batch
            last = batch[-1].id

    def events(self, comment_id: int) -> Sequence[Event]:
        query = select(events).where(events.c.comment_id == comment_id).order_by(events.c.id)
        return [
            Event(
                comment_id=row["comment_id"],
                kind=EventKind(row["kind"]),
                who=row["who"],
                at=row["at"],
                why=row["why"],
            )
            for row in self._connection.execute(query).mappings()
        ]

    def thread(self, thread_id: ThreadId) -> ThreadState | None:
        query = select(threads).where(threads.c.id == thread_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _thread(row)

    def threads(self) -> Sequence[ThreadState]:
        query = select(threads).order_by(threads.c.id)
        return [_thread(row) for row in self._connection.execute(query).mappings()]

    # Accounts

    def moderators(self) -> Sequence[Moderator]:
        query = select(moderators).order_by(moderators.c.folded_name)
        return [_moderator(row) for row in self._connection.execute(query).mappings()]

    def moderator(self, name: str) -> Moderator | None:
        query = select(moderators).where(moderators.c.folded_name == name.casefold())
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _moderator(row)

    def session(self, token_hash: bytes) -> Session | None:
        query = (
            select(sessions, moderators.c.name.label("moderator_name"))
            .join(moderators, moderators.c.id == sessions.c.moderator_id)
            .where(sessions.c.token_hash == token_hash)
        )
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else Session(**row)

    def login_delay(self, name_key: bytes) -> LoginDelay | None:
        query = select(login_delays.c.failures, login_delays.c.wait_until)
        query = query.where(login_delays.c.name_key == name_key)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else LoginDelay(**row)


class SqlWriting(SqlReading):
    """What a transaction can change."""

    _locking = True

    # Comments

    def claim_thread(self, thread_id: ThreadId) -> None:
        row = {"id": thread_id, "version": 0, "published_version": 0}
        self._insert_missing(threads, row)
        self._connection.execute(
            select(threads.c.id).where(threads.c.id == thread_id).with_for_update()
        )

    def insert(self, comment: NewComment) -> int:
        values = {column.name: getattr(comment, column.name) for column in comments.c[1:]}
        try:
            comment_id: int = self._connection.execute(_INSERT_COMMENT, values).scalar_one()
        except IntegrityError as error:
            if "submission_key" in str(error.orig):
                raise KeyTaken(str(comment.submission_key)) from error
            raise
        return comment_id

    def decide(self, comment_id: int, status: Status, at: datetime | None) -> None:
        self._connection.execute(
            update(comments).where(comments.c.id == comment_id).values(status=status, decided_at=at)
        )

    def erase(self, comment_id: int) -> None:
        self._connection.execute(delete(comments).where(comments.c.id == comment_id))

    def add_event(self, event: Event) -> None:
        values = {column.name: getattr(event, column.name) for column in events.c[1:]}
        self._connection.execute(insert(events), values)

    def raise_version(self, thread_id: ThreadId) -> None:
        self._connection.execute(
            update(threads).where(threads.c.id == thread_id).values(version=threads.c.version + 1)
        )

    def mark_published(self, thread_id: ThreadId, version: int) -> None:
        self._connection.execute(
            update(threads)
            .where(threads.c.id == thread_id, threads.c.published_version < version)
            .values(published_version=version)
        )

    # Accounts

    def add_moderator(self, name: str, password_hash: str, at: datetime) -> None:
        row = {
            "name": name,
            "folded_name": name.casefold(),
            "password_hash": password_hash,
            "created_at": at,
        }
        try:
            self._connection.execute(insert(moderators), row)
        except IntegrityError as error:
            raise NameTaken(name) from error

    def set_password_hash(self, moderator_id: int, password_hash: str) -> None:
        self._connection.execute(
            update(moderators)
            .where(moderators.c.id == moderator_id)
            .values(password_hash=password_hash)
        )

    def open_session(self, token_hash: bytes, moderator_id: int, at: datetime) -> None:
        row = {"token_hash": token_hash, "moderator_id": moderator_id}
        self._connection.execute(insert(sessions), {**row, "created_at": at, "seen_at": at})

    def touch_session(self, token_hash: bytes, at: datetime) -> None:
        self._connection.execute(
            update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at)
        )

    def close_session(self, token_hash: bytes) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_sessions(self, *, opened_before: datetime, unused_since: datetime) -> None:
        old = (sessions.c.created_at < opened_before) | (sessions.c.seen_at < unused_since)
        self._connection.execute(delete(sessions).where(old))

    def set_login_delay(self, name_key: bytes, delay: LoginDelay) -> None:
        changed = {"failures": delay.failures, "wait_until": delay.wait_until}
        statement = self._upsert(login_delays).values(name_key=name_key, **changed)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name_key"], set_=changed)
        )

    def forget_login_delay(self, name_key: bytes) -> None:
        self._connection.execute(delete(login_delays).where(login_delays.c.name_key == name_key))

    def forget_login_delays(self, before: datetime) -> None:
        self._connection.execute(delete(login_delays).where(login_delays.c.wait_until < before))

    # Rates

    def rate_salt(self, day: date) -> bytes:
        query = select(rate_salts.c.salt).where(rate_salts.c.day == day)
        salt = self._connection.scalar(query)
        if salt is None:
            self._insert_missing(rate_salts, {"day": day, "salt": secrets.token_bytes(32)})
            salt = self._connection.scalars(query).one()
        return bytes(salt)

    def count_up(self, key: bytes, window_start: datetime) -> int:
        statement = (
            self._upsert(rate_counts)
            .values(key=key, window_start=window_start, count=1)
            .on_conflict_do_update(
                index_elements=["key", "window_start"], set_={"count": rate_counts.c.count + 1}
            )
            .returning(rate_counts.c.count)
        )
        count: int = self._connection.scalars(statement).one()
        return count

    def forget_rates(self, before: datetime) -> None:
        self._connection.execute(delete(rate_counts).where(rate_counts.c.window_start < before))
        today = before.astimezone(UTC).date()
        self._connection.execute(delete(rate_salts).where(rate_salts.c.day < today))

    def _upsert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        postgres = self._connection.dialect.name == "postgresql"
        return postgresql.insert(table) if postgres else sqlite.insert(table)

    def _insert_missing(self, table: Table, row: dict[str, object]) -> None:
        self._connection.execute(self._upsert(table).values(row).on_conflict_do_nothing())


def _comment(row: RowMapping) -> StoredComment:
    values = dict(row)
    values["status"] = Status(values["status"])
    return StoredComment(**values)


def _thread(row: RowMapping) -> ThreadState:
    return ThreadState(
        thread_id=ThreadId(row["id"]),
        version=row["version"],
        published_version=row["published_version"],
    )


def _moderator(row: RowMapping) -> Moderator:
    return Moderator(
        id=row["id"],
        name=row["name"],
        password_hash=row["password_hash"],
        created_at=row["created_at"],
    )

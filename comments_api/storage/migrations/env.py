"""Alembic's way in. The connection, and its transaction, come from `storage.migrate`."""

from alembic import context

from comments_api.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()

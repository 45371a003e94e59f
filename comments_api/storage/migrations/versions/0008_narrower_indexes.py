"""Indexes without the comments that have nothing there: each new one would be entered in three."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    for column in ("decided_at", "parent_id", "folder_id"):
        name, given = f"ix_comments_{column}", sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, "comments")
        op.create_index(name, "comments", [column], sqlite_where=given, postgresql_where=given)

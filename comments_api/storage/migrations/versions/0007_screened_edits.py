"""What the checks found in the text that a writer wants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    held = sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("edits", held)
    op.add_column("edits", sa.Column("score", sa.Float, nullable=False, server_default="0"))
    op.add_column("edits", sa.Column("words_hash", sa.LargeBinary))

"""The passage of the essay that a comment is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    for name in ("passage_exact", "passage_prefix", "passage_suffix"):
        op.add_column("comments", sa.Column(name, sa.Text))

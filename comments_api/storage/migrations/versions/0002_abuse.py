"""Against abuse: the filter's lessons, spent challenges, the block list, reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    op.add_column("comments", sa.Column("words_hash", sa.LargeBinary))
    op.add_column("comments", sa.Column("score", sa.Float, nullable=False, server_default="0"))
    op.create_index("ix_comments_words_hash", "comments", ["words_hash"])
    op.create_index(
        "ix_comments_status_score_written_at", "comments", ["status", "score", "written_at"]
    )
    op.create_table(
        "features",
        sa.Column("feature", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("unwanted", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("feature", name="pk_features"),
    )
    op.create_table(
        "lessons",
        sa.Column("comment_id", _id(), nullable=False, autoincrement=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("features", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_lessons"),
    )
    op.create_table(
        "spent_challenges",
        sa.Column("challenge", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_spent_challenges"),
    )
    op.create_index("ix_spent_challenges_until", "spent_challenges", ["until"])
    op.create_table(
        "blocks",
        sa.Column("id", _id(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("pattern", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blocks"),
        sa.UniqueConstraint("kind", "pattern", name="uq_blocks_kind_pattern"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reports",
        sa.Column("id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("thread_id", sa.String(100), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("receipt_nonce", sa.LargeBinary, nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("decided_ground", sa.String(16)),
        sa.Column("reasons", sa.Text),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("receipt_hash", name="uq_reports_receipt_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_comment_id", "reports", ["comment_id"])
    op.create_index("ix_reports_decided_at", "reports", ["decided_at"])
    op.create_index("ix_reports_fingerprint", "reports", ["fingerprint"])

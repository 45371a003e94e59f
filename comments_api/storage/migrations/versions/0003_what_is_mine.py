"""What writers own: corrections with the texts before them, waiting edits, folders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    op.add_column("comments", sa.Column("folder_id", _id()))
    op.add_column("comments", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_comments_parent_id", "comments", ["parent_id"])
    op.create_index("ix_comments_folder_id", "comments", ["folder_id"])
    op.create_table(
        "earlier_texts",
        sa.Column("id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_texts"),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name="fk_earlier_texts_comment_id",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_earlier_texts_comment_id", "earlier_texts", ["comment_id"])
    op.create_table(
        "edits",
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correction", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_edits"),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name="fk_edits_comment_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_edits_proposed_at", "edits", ["proposed_at"])
    op.create_table(
        "folders",
        sa.Column("id", _id(), nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_folders"),
        sa.UniqueConstraint("hash", name="uq_folders_hash"),
        sqlite_autoincrement=True,
    )

"""First tables: threads, comments, events, moderators, logins, rates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    op.create_table(
        "threads",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_threads"),
    )
    op.create_table(
        "comments",
        sa.Column("id", _id(), nullable=False),
        sa.Column("thread_id", sa.String(100), nullable=False),
        sa.Column("parent_id", _id()),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("website", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_author", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("submission_key", sa.Uuid),
        sa.Column("fingerprint", sa.LargeBinary),
        sa.Column("receipt_nonce", sa.LargeBinary),
        sa.Column("receipt_hash", sa.LargeBinary),
        sa.Column("origin", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_comments_thread_id"),
        sa.UniqueConstraint("submission_key", name="uq_comments_submission_key"),
        sa.UniqueConstraint("receipt_hash", name="uq_comments_receipt_hash"),
        sa.UniqueConstraint("origin", name="uq_comments_origin"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_comments_thread_id_status_written_at",
        "comments",
        ["thread_id", "status", "written_at"],
    )
    op.create_index("ix_comments_status_written_at", "comments", ["status", "written_at"])
    op.create_index("ix_comments_decided_at", "comments", ["decided_at"])
    op.create_index("ix_comments_fingerprint", "comments", ["fingerprint"])
    op.create_table(
        "events",
        sa.Column("id", _id(), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_comment_id", "events", ["comment_id"])
    op.create_table(
        "moderators",
        sa.Column("id", _id(), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded_name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moderators"),
        sa.UniqueConstraint("folded_name", name="uq_moderators_folded_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("moderator_id", _id(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["moderators.id"],
            name="fk_sessions_moderator_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "login_delays",
        sa.Column("name_key", sa.LargeBinary, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name="pk_login_delays"),
    )
    op.create_table(
        "rate_salts",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_rate_salts"),
    )
    op.create_table(
        "rate_counts",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "window_start", name="pk_rate_counts"),
    )
    op.create_index("ix_rate_counts_window_start", "rate_counts", ["window_start"])

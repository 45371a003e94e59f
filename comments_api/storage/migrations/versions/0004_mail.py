"""Replies by mail: who wants them, who was asked, what is to be sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _gone_with(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def upgrade() -> None:
    """Forward only: going back is restoring the backup made before the upgrade."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "subscriptions",
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("thread_id", sa.String(100), nullable=False),
        sa.Column("address_key", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("confirm_hash", sa.LargeBinary),
        sa.Column("leave_hash", sa.LargeBinary, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("confirm_until", moment),
        sa.Column("confirmed_at", moment),
        sa.PrimaryKeyConstraint("comment_id", name="pk_subscriptions"),
        sa.UniqueConstraint("confirm_hash", name="uq_subscriptions_confirm_hash"),
        sa.UniqueConstraint("leave_hash", name="uq_subscriptions_leave_hash"),
        _gone_with("subscriptions", "comment_id", "comments"),
    )
    for columns in (["address_key", "thread_id"], ["confirmed_at"]):
        op.create_index(f"ix_subscriptions_{'_'.join(columns)}", "subscriptions", columns)
    op.create_table(
        "asked_addresses",
        sa.Column("address_key", sa.LargeBinary, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("address_key", name="pk_asked_addresses"),
    )
    op.create_table(
        "mails",
        sa.Column("id", _id(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("comment_id", _id(), nullable=False),
        sa.Column("reply_id", _id()),
        sa.Column("report_id", _id()),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("queued_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sent_at", moment),
        sa.Column("given_up_at", moment),
        sa.Column("trouble", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("message_id", name="uq_mails_message_id"),
        sa.UniqueConstraint("comment_id", "reply_id", name="uq_mails_comment_id_reply_id"),
        _gone_with("mails", "comment_id", "comments"),
        _gone_with("mails", "reply_id", "comments"),
        _gone_with("mails", "report_id", "reports"),
        sqlite_autoincrement=True,
    )
    for column in ("reply_id", "report_id", "due_at"):
        op.create_index(f"ix_mails_{column}", "mails", [column])

"""The tables, once for both databases. `migrations/` builds them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
)

REVISION = "0008"
"""The newest migration, known without importing Alembic, which would slow every start."""


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC in Python, on both databases. Refuses naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; SQLite keeps text without a zone, which is UTC by this rule."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite only numbers rows by itself in a column of exactly the type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _index_where_given(column: str) -> Index:
    """An index without the rows that have nothing there, which is most when they are new."""
    given = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=given, postgresql_where=given)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

threads = Table(
    "threads",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("published_version", Integer, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    # No foreign key: a parent may be erased or never have come along from another system, and its
    # answers stay, labelled as orphans.
    Column("parent_id", _Id),
    Column("author", Text, nullable=False),
    Column("email", Text),
    Column("website", Text),
    Column("source", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("by_author", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("decided_at", UtcTime),
    Column("submission_key", Uuid, unique=True),
    Column("fingerprint", LargeBinary),
    Column("receipt_nonce", LargeBinary),
    Column("receipt_hash", LargeBinary, unique=True),
    Column("origin", Text, unique=True),
    Column("words_hash", LargeBinary),
    Column("score", Float, nullable=False, server_default="0"),
    # No foreign key: SQLite can add none to a table that stands.
    Column("folder_id", _Id),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("passage_exact", Text),
    Column("passage_prefix", Text),
    Column("passage_suffix", Text),
    Index(None, "thread_id", "status", "written_at"),
    Index(None, "status", "written_at"),
    _index_where_given("decided_at"),
    Index(None, "fingerprint"),
    Index(None, "words_hash"),
    Index(None, "status", "score", "written_at"),
    _index_where_given("parent_id"),
    _index_where_given("folder_id"),
    sqlite_autoincrement=True,  # the id of an erased comment is never given to another
)

earlier_texts = Table(
    "earlier_texts",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("comment_id", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("replaced_at", UtcTime, nullable=False),
    Index(None, "comment_id"),
    sqlite_autoincrement=True,
)

edits = Table(
    "edits",
    metadata,
    Column("comment_id", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    Column("correction", Boolean, nullable=False),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("score", Float, nullable=False, server_default="0"),
    Column("words_hash", LargeBinary),
    Index(None, "proposed_at"),
)

folders = Table(
    "folders",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

events = Table(
    "events",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("comment_id", _Id, nullable=False),  # no foreign key: events outlive what they tell of
    Column("kind", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("why", Text),
    Index(None, "comment_id"),
    sqlite_autoincrement=True,
)

moderators = Table(
    "moderators",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("moderator_id", ForeignKey("moderators.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

login_delays = Table(
    "login_delays",
    metadata,
    Column("name_key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("wait_until", UtcTime, nullable=False),
)

rate_salts = Table(
    "rate_salts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
)

rate_counts = Table(
    "rate_counts",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("window_start", UtcTime, primary_key=True),
    Column("count", Integer, nullable=False),
    Index(None, "window_start"),
)

# What the filter knows. A feature is a keyed hash, so that no word of anybody stands here; the
# feature 0 occurs in every lesson and so counts them.
features = Table(
    "features",
    metadata,
    Column("feature", BigInteger, primary_key=True, autoincrement=False),
    Column("wanted", Integer, nullable=False),
    Column("unwanted", Integer, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("comment_id", _Id, primary_key=True, autoincrement=False),
    Column("verdict", String(16), nullable=False),
    Column("features", LargeBinary, nullable=False),  # of eight bytes each
)

spent_challenges = Table(
    "spent_challenges",
    metadata,
    Column("challenge", LargeBinary, primary_key=True),
    Column("until", UtcTime, nullable=False),
    Index(None, "until"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("pattern", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("kind", "pattern"),
    sqlite_autoincrement=True,
)

# At most one row: another token whenever the lessons or the block list change.
spam_tokens = Table(
    "spam_tokens",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("token", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("comment_id", _Id, nullable=False),  # no foreign key: the comment may be erased
    Column("thread_id", String(100), nullable=False),
    Column("ground", String(16), nullable=False),
    Column("explanation", Text, nullable=False),
    Column("name", Text),
    Column("email", Text),
    Column("sent_at", UtcTime, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("receipt_nonce", LargeBinary, nullable=False),
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    Column("outcome", String(16)),
    Column("decided_ground", String(16)),
    Column("reasons", Text),
    Column("decided_by", Text),
    Column("decided_at", UtcTime),
    Index(None, "comment_id"),
    Index(None, "decided_at"),
    Index(None, "fingerprint"),
    sqlite_autoincrement=True,
)

# Who wants replies by mail. The address itself stands with the comment alone.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("comment_id", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", String(100), nullable=False),
    Column("address_key", LargeBinary, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("confirm_hash", LargeBinary, unique=True),
    Column("leave_hash", LargeBinary, nullable=False, unique=True),
    Column("asked_at", UtcTime, nullable=False),
    Column("confirm_until", UtcTime),
    Column("confirmed_at", UtcTime),
    Index(None, "address_key", "thread_id"),
    Index(None, "confirmed_at"),
)

# No foreign key: whoever erases a comment must not be able to have its address asked again at once.
asked_addresses = Table(
    "asked_addresses",
    metadata,
    Column("address_key", LargeBinary, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

# The outbox. What goes is about a comment, a reply or a report, and goes when they go.
mails = Table(
    "mails",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("comment_id", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("reply_id", ForeignKey("comments.id", ondelete="CASCADE")),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE")),
    Column("message_id", String(64), nullable=False, unique=True),
    Column("queued_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent_at", UtcTime),
    Column("given_up_at", UtcTime),
    Column("trouble", Text),
    UniqueConstraint("comment_id", "reply_id"),
    Index(None, "reply_id"),
    Index(None, "report_id"),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)

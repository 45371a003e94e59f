"""What the service holds: comments in all their states, what happened to them, who may decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.thread_id import ThreadId


class Status(StrEnum):
    """Where a comment stands. Only approved comments ever leave the database.

    A held comment waits like a pending one, apart from the others, because a machine doubts it.
    Machines hold; only people decide.
    """

    PENDING = "pending"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"

    @property
    def waits(self) -> bool:
        """Whether a person has still to decide."""
        return self in {Status.PENDING, Status.HELD}


class EventKind(StrEnum):
    """What happened to a comment. Events are only ever added."""

    SUBMITTED = "submitted"
    HELD = "held"  # who says by which check, for example "honeypot"
    APPROVED = "approved"
    REJECTED = "rejected"
    REOPENED = "reopened"  # a decision was taken back, the comment waits again
    ANSWERED = "answered"  # written by the essay's author, public at once
    LOADED = "loaded"  # came from a file, not from a form
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A visitor's comment after validation: clean text, within the lengths, nothing else.

    A visitor sets these fields and no other: there is none for status, time or authorship.
    """

    thread_id: ThreadId
    parent_id: int | None
    author: str
    email: str | None = field(repr=False)
    website: str | None
    text: str
    key: UUID | None
    trapped: bool = False  # the field that people cannot see was filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A row about to be written: everything but the id, which comes from the insert itself.

    Times must be aware and are kept in UTC. Raises ValueError for a naive one.
    """

    thread_id: ThreadId
    parent_id: int | None = None
    author: str
    email: str | None = field(default=None, repr=False)
    website: str | None = None
    source: str
    written_at: datetime
    by_author: bool = False
    status: Status = Status.PENDING
    decided_at: datetime | None = None
    submission_key: UUID | None = None
    fingerprint: bytes | None = field(default=None, repr=False)
    receipt_nonce: bytes | None = field(default=None, repr=False)
    receipt_hash: bytes | None = field(default=None, repr=False)
    origin: str | None = None

    def __post_init__(self) -> None:
        if self.written_at.utcoffset() is None:
            raise ValueError(f"written_at needs a time zone: {self.written_at.isoformat()}")
        object.__setattr__(self, "written_at", self.written_at.astimezone(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment as the database holds it. Times are aware UTC.

    `email` can be emptied alone. `fingerprint` is a keyed hash of what was sent and serves only to
    recognise a repeated submission. `origin` names where a loaded comment came from, for example
    ``demo:die-resterampe:1``, so that loading twice adds nothing and removing takes exactly those.
    """

    id: int
    thread_id: ThreadId
    parent_id: int | None
    author: str
    email: str | None = field(repr=False)
    website: str | None
    source: str
    written_at: datetime
    by_author: bool
    status: Status
    decided_at: datetime | None
    submission_key: UUID | None
    fingerprint: bytes | None = field(repr=False)
    receipt_nonce: bytes | None = field(repr=False)
    origin: str | None

    def public(self) -> PublicComment:
        """The part anybody may see."""
        return PublicComment(
            id=self.id,
            parent_id=self.parent_id,
            author=self.author,
            website=self.website,
            source=self.source,
            written_at=self.written_at,
            by_author=self.by_author,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to a comment, when, and why. Holds no text of the comment itself."""

    comment_id: int
    kind: EventKind
    who: str
    at: datetime
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadState:
    """How often the public part of a thread changed, and up to where that is published."""

    thread_id: ThreadId
    version: int
    published_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderator:
    """Someone who may decide."""

    id: int
    name: str
    password_hash: str = field(repr=False)
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A moderator's login. The token itself is only in the browser; here is its hash."""

    token_hash: bytes = field(repr=False)
    moderator_id: int
    moderator_name: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginDelay:
    """Failed logins under one name, and until when the next attempt has to wait."""

    failures: int
    wait_until: datetime

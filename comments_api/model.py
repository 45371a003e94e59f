"""What the service holds: comments in all their states, what happened to them, who may decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from comments_api.conversation.comment import EarlierText, PublicComment
from comments_api.conversation.passage import Passage
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


VISITOR = "visitor"
"""Who, in the events of a comment, its writer is."""


class EventKind(StrEnum):
    """What happened to a comment. Events are only ever added."""

    SUBMITTED = "submitted"
    HELD = "held"  # who says by which check, for example "honeypot"
    APPROVED = "approved"
    REJECTED = "rejected"
    REOPENED = "reopened"  # a decision was taken back, the comment waits again
    ANSWERED = "answered"  # written by the essay's author, public at once
    LOADED = "loaded"  # came from a file, not from a form
    EDITED = "edited"  # by its writer, while it waited
    EDIT_PROPOSED = "edit_proposed"  # its writer wants the public text changed
    EDIT_WITHDRAWN = "edit_withdrawn"
    EDIT_APPROVED = "edit_approved"
    EDIT_REJECTED = "edit_rejected"
    ERASED = "erased"
    REPORTED = "reported"  # a reader says that it must not stand there


class Check(StrEnum):
    """What may hold a comment. Who holds it, in the event that says so."""

    HONEYPOT = "honeypot"  # the field that people cannot see was filled in
    FORM_TIME = "form-time"  # sent faster than anybody writes, or with a time of no form of ours
    PROOF_OF_WORK = "proof-of-work"  # the site demands work and none of that comment was done
    DUPLICATE = "duplicate"  # the same words came before, under another essay or name
    BLOCK_LIST = "block-list"
    FILTER = "filter"  # it resembles what moderators rejected


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a machine holds a comment: `why` is a stable word, never anything of the comment."""

    check: Check
    why: str | None = None


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
    passage: Passage | None = None
    key: UUID | None
    folder: str | None = field(default=None, repr=False)  # asked to be kept in the folder named so
    replies: bool = False  # asked for replies by mail
    trapped: bool = False  # the field that people cannot see was filled in
    form_time: str | None = field(default=None, repr=False)
    proof: str | None = field(default=None, repr=False)

    @property
    def words(self) -> str:
        """All that it would put before readers: anything may be claimed to be a quotation."""
        return _words(self.passage, self.text)


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
    words_hash: bytes | None = field(default=None, repr=False)
    score: float = 0.0
    folder_id: int | None = None
    revision: int = 0
    passage: Passage | None = None

    def __post_init__(self) -> None:
        if self.written_at.utcoffset() is None:
            raise ValueError(f"written_at needs a time zone: {self.written_at.isoformat()}")
        object.__setattr__(self, "written_at", self.written_at.astimezone(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment as the database holds it. Times are aware UTC.

    `email` can be emptied alone. `fingerprint` is a keyed hash of what was sent and serves only to
    recognise a repeated submission; `words_hash`, of the words alone, recognises them elsewhere.
    `origin` names where a loaded comment came from, for example ``demo:die-resterampe:1``, so that
    loading twice adds nothing and removing takes exactly those. `score` is what the filter thinks:
    above 0 more like what was rejected, below more like what was approved.
    `folder_id` joins what one writer asked to keep together. `revision` counts what its writer
    changed, so that nobody decides on a text other than the one they read.
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
    words_hash: bytes | None = field(repr=False)
    score: float
    folder_id: int | None
    revision: int
    passage: Passage | None

    @property
    def words(self) -> str:
        """All that it puts before readers."""
        return _words(self.passage, self.source)

    def saying(self, source: str) -> StoredComment:
        """The comment as it would be with this text, still with its old `score` and hashes."""
        return replace(self, source=source)

    def public(
        self, earlier: Iterable[EarlierText] = (), avatar: int | None = None
    ) -> PublicComment:
        """The part anybody may see, `earlier` texts included; see `avatars` for its drawing."""
        return PublicComment(
            id=self.id,
            parent_id=self.parent_id,
            author=self.author,
            website=self.website,
            source=self.source,
            written_at=self.written_at,
            by_author=self.by_author,
            earlier=tuple(earlier),
            passage=self.passage,
            avatar=avatar,
        )


def _words(passage: Passage | None, text: str) -> str:
    return f"{passage.exact}\n{text}" if passage else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What the writer of a public comment wants it to say. The public text stays until decided.

    `correction`: it came too late to pass for a slip, so the page will show what stood before.
    `held`: a machine doubts the new text; `score` and `words_hash` are the new text's, see
    StoredComment.
    """

    comment_id: int
    source: str
    proposed_at: datetime
    correction: bool
    held: bool = False
    score: float = 0.0
    words_hash: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What one writer asked to keep together. Its key is with the writer; here is its hash."""

    id: int
    nonce: bytes = field(repr=False)
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ErasedComment:
    """What the ledger of erasures keeps of a comment: enough to know it by, no word of it."""

    comment_id: int
    written_at: datetime
    erased_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to a comment, when, and why. Holds no text of the comment itself."""

    comment_id: int
    kind: EventKind
    who: str
    at: datetime
    why: str | None = None


class Verdict(StrEnum):
    """What a decision teaches the filter."""

    WANTED = "wanted"
    UNWANTED = "unwanted"
    NOTHING = "nothing"  # rejected, but not for its words


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned of one comment: keyed hashes of its features, so that it can be unlearned.

    Each hash is below 2**63.
    """

    comment_id: int
    verdict: Verdict
    features: frozenset[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many lessons of each kind a feature occurred."""

    wanted: int = 0
    unwanted: int = 0

    @property
    def lessons(self) -> int:
        """In how many altogether."""
        return self.wanted + self.unwanted


class BlockKind(StrEnum):
    """What an entry of the block list looks at."""

    WORD = "word"
    DOMAIN = "domain"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBlock:
    """An entry about to be written. `pattern` is in the form `spam.block_list` gives it."""

    kind: BlockKind
    pattern: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An entry of the block list: who wants to see what comes with it, and since when."""

    id: int
    kind: BlockKind
    pattern: str
    who: str
    at: datetime


class Ground(StrEnum):
    """What a comment is said to violate."""

    LAW = "law"
    RULES = "rules"


class Outcome(StrEnum):
    """What became of a report."""

    REMOVED = "removed"
    KEPT = "kept"
    GONE = "gone"  # there was no such comment any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader reports, after validation; Art. 16 (2) of the Digital Services Act.

    `explanation` is (a), the comment's id stands for (b), `name` and `email` are (c); the statement
    of good faith, (d), is a condition of there being a notice at all.
    """

    ground: Ground
    explanation: str
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report about to be written."""

    comment_id: int
    thread_id: ThreadId
    ground: Ground
    explanation: str
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    sent_at: datetime
    fingerprint: bytes = field(repr=False)
    receipt_nonce: bytes = field(repr=False)
    receipt_hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report and, once a moderator has decided, what was decided and why (Art. 16 (5)).

    A decision that removes a comment is at the same time the statement of reasons owed to its
    writer (Art. 17): `decided_ground`, `reasons`, `decided_at`.
    """

    id: int
    comment_id: int
    thread_id: ThreadId
    ground: Ground
    explanation: str
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    sent_at: datetime
    receipt_nonce: bytes = field(repr=False)
    outcome: Outcome | None
    decided_ground: Ground | None
    reasons: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """How a report was decided."""

    outcome: Outcome
    ground: Ground | None
    reasons: str
    who: str
    at: datetime


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Somebody wants the replies to a comment by mail, to the address that came with it.

    The wish counts once an address of its discussion, `address_key`, has been confirmed by whoever
    reads the mail there. The key is a keyed hash, so that the same address is recognised without
    being written down a second time. `confirm_until` is when the link to confirm ends, None before
    it was mailed. The links' tokens are made from `nonce`.
    """

    comment_id: int
    thread_id: ThreadId
    address_key: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    asked_at: datetime
    confirm_until: datetime | None = None
    confirmed_at: datetime | None = None


class MailKind(StrEnum):
    """What a mail is about."""

    CONFIRM = "confirm"  # whether its address wants the replies
    REPLY = "reply"
    EDIT_DECLINED = "edit_declined"  # to the comment's writer
    STATEMENT = "statement"  # why a comment was removed, to its writer
    REPORT_RECEIVED = "report_received"  # to whoever reported
    REPORT_DECIDED = "report_decided"  # to the same


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail about to be queued: what it is about, never its words, which are made on sending.

    `comment_id` is the comment whose writer it goes to, or, for a report, that it is about;
    `reply_id` is the comment that answers it.
    """

    kind: MailKind
    comment_id: int
    reply_id: int | None = None
    report_id: int | None = None
    message_id: str
    queued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail in the outbox. `due_at` is when it is tried next; `tries` counts those begun.

    Once it is out, `sent_at` says since when; once nobody tries any more, `given_up_at`. `trouble`
    is the mail server's last word about it, in codes.
    """

    id: int
    kind: MailKind
    comment_id: int
    reply_id: int | None
    report_id: int | None
    message_id: str
    queued_at: datetime
    due_at: datetime
    tries: int
    sent_at: datetime | None
    given_up_at: datetime | None
    trouble: str | None

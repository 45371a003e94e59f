"""What the use cases need of the world, as narrow protocols, and how the world may fail them.

Errors::

    StoreError
    ├── StoreUnavailable   busy, full or out of reach: nothing was stored, try again
    ├── BrokenStore        the database is damaged, foreign or too new: a person has to mend it
    ├── KeyTaken           another comment was sent under this submission key
    ├── NameTaken          a moderator of this name exists
    └── BlockTaken         the block list has this entry

    FilesUnavailable       published files or the ledger could not be written
    NotDelivered           a mail could not be handed over
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import date, datetime
from email.message import EmailMessage
from typing import Protocol, TypeVar
from uuid import UUID

from comments_api.conversation.comment import EarlierText, Thread
from comments_api.conversation.exchange import PublishedThread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Block,
    Edit,
    ErasedComment,
    Event,
    Folder,
    Lesson,
    LoginDelay,
    Mail,
    Moderator,
    NewBlock,
    NewComment,
    NewMail,
    NewReport,
    Report,
    Ruling,
    Session,
    Status,
    StoredComment,
    Subscription,
    Tally,
    ThreadState,
)

T = TypeVar("T")


class StoreError(Exception):
    """The store could not do what it was asked."""


class StoreUnavailable(StoreError):
    """Busy, full or out of reach. Nothing of the transaction was stored.

    `reason` is for the log; `retry_after` is seconds.
    """

    def __init__(self, reason: str, retry_after: int = 5) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class BrokenStore(StoreError):
    """A person has to look at the database.

    Carries `where`, and `what` and `remedy` as msgids into which `values` are to be filled.
    """

    def __init__(self, where: str, what: str, remedy: str, **values: str) -> None:
        super().__init__(f"{where}: {what % values}\n→ {remedy}")
        self.where = where
        self.what = what
        self.remedy = remedy
        self.values = values


class KeyTaken(StoreError):
    """Another comment was sent under this submission key."""


class NameTaken(StoreError):
    """A moderator of this name exists."""


class BlockTaken(StoreError):
    """The block list has this entry."""


class FilesUnavailable(Exception):
    """A file of the service's could not be written. `where` and `reason` are for a person."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class NotDelivered(Exception):
    """A mail could not be handed over. `reason` is for the log and holds no address.

    `for_good`: the address or the mail itself was refused, so trying again is of no use.
    """

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class CommentReader(Protocol):
    """Comments, their events and their threads, as one transaction sees them."""

    def comment(self, comment_id: int) -> StoredComment | None:
        """The comment of this id. In a writing transaction nobody else can change it until then."""
        ...

    def comment_by_receipt(self, receipt_hash: bytes) -> StoredComment | None:
        """The comment whose receipt has this hash."""
        ...

    def comment_by_key(self, key: UUID) -> StoredComment | None:
        """The comment sent under this submission key."""
        ...

    def comment_by_origin(self, origin: str) -> StoredComment | None:
        """The loaded comment of this origin."""
        ...

    def latest_by_fingerprint(self, fingerprint: bytes, since: datetime) -> StoredComment | None:
        """The newest comment with this fingerprint written at or after `since`."""
        ...

    def same_words_since(self, words_hash: bytes, since: datetime) -> bool:
        """Whether a comment with this hash of its words was written at or after `since`."""
        ...

    def comments_by_email(self, email: str) -> Sequence[StoredComment]:
        """The comments sent with this address, capitals or not, in order of their ids."""
        ...

    def approved(self, thread_id: ThreadId) -> Sequence[StoredComment]:
        """The public comments of a thread, oldest first."""
        ...

    def newest_approved(self, limit: int) -> Sequence[StoredComment]:
        """The newest public comments of all threads, the newest first."""
        ...

    def answers(
        self, thread_id: ThreadId, parent_id: int | None, limit: int
    ) -> Sequence[StoredComment]:
        """The newest public comments below `parent_id` (None: at top level), oldest first."""
        ...

    def standing(
        self, status: Status, limit: int, *, by_score: bool = False
    ) -> Sequence[StoredComment]:
        """The comments of this status, oldest first, or those with the lowest score."""
        ...

    def count(self, status: Status) -> int:
        """How many comments have this status."""
        ...

    def decided(self, limit: int) -> Sequence[StoredComment]:
        """What was decided, the latest decision first."""
        ...

    def loaded(self, origin_prefix: str) -> Sequence[StoredComment]:
        """The comments whose origin begins with `origin_prefix`, in order of their ids."""
        ...

    def loaders(self) -> AbstractSet[str]:
        """Who or what loaded comments: of every event of that kind, its `who`."""
        ...

    def every_comment(self) -> Iterator[StoredComment]:
        """All comments in order of their ids, without holding them all in memory."""
        ...

    def events(self, comment_id: int) -> Sequence[Event]:
        """What happened to a comment, oldest first. Outlives the comment."""
        ...

    def thread(self, thread_id: ThreadId) -> ThreadState | None:
        """The state of a thread; None when nobody ever wrote in it."""
        ...

    def threads(self) -> Sequence[ThreadState]:
        """Every thread somebody wrote in, in order of the ids."""
        ...


class CommentWriter(CommentReader, Protocol):
    """Changes to comments. All of a transaction happen, or none."""

    def claim_thread(self, thread_id: ThreadId) -> None:
        """Keep other writers out of this thread until the transaction ends."""
        ...

    def insert(self, comment: NewComment) -> int:
        """Add a comment and return the id it got. Raises KeyTaken."""
        ...

    def decide(self, comment_id: int, status: Status, at: datetime | None) -> None:
        """Set the status; `at` is None when the comment waits again."""
        ...

    def erase(self, comment_id: int) -> None:
        """Remove the comment, what it said before, its waiting edit, and every reason given.

        It is unlearned, and its id is never given to another. That something happened to it, and
        when, stays.
        """
        ...

    def add_event(self, event: Event) -> None:
        """Write down what happened."""
        ...

    def raise_version(self, thread_id: ThreadId) -> None:
        """Note that the public part of a thread changed, so that it is published again."""
        ...

    def mark_published(self, thread_id: ThreadId, version: int) -> None:
        """Note that this version stands in the published files. Never goes back."""
        ...


class OwnershipReader(Protocol):
    """What writers change afterwards, and what they keep together."""

    def replied(self, comment_id: int) -> bool:
        """Whether a comment that was not rejected answers this one."""
        ...

    def edit(self, comment_id: int) -> Edit | None:
        """The edit of this comment that waits for a decision."""
        ...

    def edits(self, limit: int, *, by_score: bool = False) -> Sequence[Edit]:
        """The edits that wait, oldest first, or by score, and after them those that are held."""
        ...

    def count_edits(self) -> int:
        """How many edits wait."""
        ...

    def earlier(self, comment_id: int) -> Sequence[EarlierText]:
        """What stood in the page before it was corrected, oldest first."""
        ...

    def earlier_in(self, thread_id: ThreadId) -> Mapping[int, Sequence[EarlierText]]:
        """The same for every corrected comment of a thread, by the comment's id."""
        ...

    def folder(self, folder_id: int) -> Folder | None:
        """The folder of this id."""
        ...

    def folder_by_hash(self, folder_hash: bytes) -> Folder | None:
        """The folder whose key has this hash."""
        ...

    def in_folder(self, folder_id: int) -> Sequence[StoredComment]:
        """The comments in a folder, in order of their ids."""
        ...


class OwnershipWriter(OwnershipReader, Protocol):
    """Changes by writers."""

    def rewrite(
        self, comment_id: int, source: str, *, score: float = 0.0, words_hash: bytes | None = None
    ) -> None:
        """Replace the text of a comment, and what was found in it, and raise its revision."""
        ...

    def keep_earlier(self, comment_id: int, text: EarlierText) -> None:
        """Note what stood in the page until now."""
        ...

    def propose(self, edit: Edit) -> None:
        """Let an edit wait, in place of one that waits already, and raise the revision."""
        ...

    def set_edit_score(self, comment_id: int, score: float) -> None:
        """Note what the filter thinks of the edit that waits; the revision stays."""
        ...

    def drop_edit(self, comment_id: int) -> None:
        """Let the edit of this comment wait no longer and raise the revision."""
        ...

    def open_folder(self, nonce: bytes, folder_hash: bytes, at: datetime) -> int:
        """Make a folder and return its id."""
        ...

    def put_into_folder(self, comment_id: int, folder_id: int) -> None:
        """Put a comment into a folder."""
        ...

    def remove_empty_folders(self) -> None:
        """Forget the folders that hold nothing."""
        ...


class AccountReader(Protocol):
    """Moderators and their logins."""

    def moderators(self) -> Sequence[Moderator]:
        """All moderators in order of their names."""
        ...

    def moderator(self, name: str) -> Moderator | None:
        """The moderator of this name; capitals do not matter."""
        ...

    def session(self, token_hash: bytes) -> Session | None:
        """The login with this token."""
        ...

    def login_delay(self, name_key: bytes) -> LoginDelay | None:
        """How long logins under this name have to wait."""
        ...


class AccountWriter(AccountReader, Protocol):
    """Changes to moderators and logins."""

    def add_moderator(self, name: str, password_hash: str, at: datetime) -> None:
        """Add a moderator. Raises NameTaken."""
        ...

    def set_password_hash(self, moderator_id: int, password_hash: str) -> None:
        """Replace a password."""
        ...

    def remove_moderator(self, moderator_id: int) -> None:
        """Remove a moderator and end all logins of this one."""
        ...

    def close_sessions_of(self, moderator_id: int) -> None:
        """End all logins of a moderator."""
        ...

    def open_session(self, token_hash: bytes, moderator_id: int, at: datetime) -> None:
        """Note a login."""
        ...

    def touch_session(self, token_hash: bytes, at: datetime) -> None:
        """Note that a login is in use."""
        ...

    def close_session(self, token_hash: bytes) -> None:
        """End a login. Ending one that is gone is fine."""
        ...

    def close_sessions(self, *, opened_before: datetime, unused_since: datetime) -> None:
        """Forget logins opened before, or last used before, these times."""
        ...

    def set_login_delay(self, name_key: bytes, delay: LoginDelay) -> None:
        """Remember failed logins under a name."""
        ...

    def forget_login_delay(self, name_key: bytes) -> None:
        """The login succeeded."""
        ...

    def forget_login_delays(self, before: datetime) -> None:
        """Forget the delays that ended before this time."""
        ...


class RateWriter(Protocol):
    """Counts per network, kept for at most a day."""

    def rate_salt(self, day: date) -> bytes:
        """This day's salt, drawn by whoever asks first; all workers get the same."""
        ...

    def count_up(self, keys: Sequence[bytes], window_start: datetime) -> Sequence[int]:
        """Count one more for each of `keys`, which differ, in this window.

        Returns the new counts. Atomic.
        """
        ...

    def forget_rates(self, before: datetime) -> None:
        """Forget the windows that started, and the salts of days that ended, before this time."""
        ...


class LessonReader(Protocol):
    """What the filter has learned."""

    def lessons_learned(self) -> Tally:
        """How many comments of each kind were learned."""
        ...

    def tallies(self, features: Collection[int]) -> Mapping[int, Tally]:
        """The features that occurred in a lesson, and how often."""
        ...


class SpamReader(LessonReader, Protocol):
    """The same, one by one, and what is on the block list."""

    def lesson(self, comment_id: int) -> Lesson | None:
        """What was learned of this comment."""
        ...

    def spam_token(self) -> bytes | None:
        """Another value after every change of the lessons or the block list."""
        ...

    def blocks(self) -> Sequence[Block]:
        """The block list, by kind and pattern."""
        ...


class SpamWriter(SpamReader, Protocol):
    """Learning and unlearning, the block list, and the work that was done."""

    def learn(self, lesson: Lesson) -> None:
        """Learn, in place of what was learned of this comment before."""
        ...

    def unlearn(self, comment_id: int) -> None:
        """Take back what was learned of this comment; a feature that is left with nothing goes."""
        ...

    def set_score(self, comment_id: int, score: float) -> None:
        """Note what the filter thinks."""
        ...

    def spend(self, challenge: bytes, until: datetime) -> bool:
        """Remember a solved challenge until it expires; False when it was spent before. Atomic."""
        ...

    def forget_spent(self, before: datetime) -> None:
        """Forget the challenges that expired before this time."""
        ...

    def add_block(self, block: NewBlock) -> int:
        """Add an entry to the block list. Raises BlockTaken."""
        ...

    def remove_block(self, block_id: int) -> bool:
        """Take an entry off the block list; False when there is none of this id."""
        ...


class ReportReader(Protocol):
    """What readers reported."""

    def report(self, report_id: int) -> Report | None:
        """The report of this id."""
        ...

    def report_by_receipt(self, receipt_hash: bytes) -> Report | None:
        """The report whose receipt has this hash."""
        ...

    def report_by_fingerprint(self, fingerprint: bytes, since: datetime) -> Report | None:
        """The newest undecided report with this fingerprint sent at or after `since`."""
        ...

    def open_reports(self, limit: int) -> Sequence[Report]:
        """The reports nobody decided yet, oldest first."""
        ...

    def decided_reports(self, limit: int) -> Sequence[Report]:
        """The decided reports, the latest decision first."""
        ...

    def count_open_reports(self) -> int:
        """How many wait for a decision."""
        ...

    def reports_on(self, comment_id: int) -> Sequence[Report]:
        """The reports about this comment, oldest first."""
        ...


class ReportWriter(ReportReader, Protocol):
    """Changes to reports."""

    def add_report(self, report: NewReport) -> int:
        """Add a report and return its id."""
        ...

    def rule(self, report_id: int, ruling: Ruling) -> None:
        """Write down the decision."""
        ...

    def forget_reports(self, decided_before: datetime) -> int:
        """Erase the reports that were decided before this time; returns how many."""
        ...


class MailReader(Protocol):
    """Who wants mail, and what is in the outbox."""

    def subscription(self, comment_id: int) -> Subscription | None:
        """The wish that came with this comment."""
        ...

    def subscription_to_confirm(self, confirm_hash: bytes, now: datetime) -> Subscription | None:
        """The unconfirmed wish whose link to confirm has this hash and is still good."""
        ...

    def subscription_to_leave(self, leave_hash: bytes) -> Subscription | None:
        """The wish whose link to leave has this hash."""
        ...

    def replies_wanted(self, comment_id: int) -> bool:
        """Whether this comment came with the wish, and its address confirmed one in its thread."""
        ...

    def wishes_above(self, comment_id: int) -> Sequence[Subscription]:
        """The wishes that count of this comment and of all it answers, the nearest first.

        Of an address that has several, the nearest one.
        """
        ...

    def to_be_asked(self, asked_before: datetime, limit: int) -> Sequence[Subscription]:
        """The wishes whose address is to be asked for confirmation, oldest first.

        Not asked are: comments that a machine put aside or a person rejected, addresses that
        confirmed a wish in the same thread, and those asked at or after `asked_before`.
        """
        ...

    def mail_due(self, now: datetime) -> bool:
        """Whether a mail is to be tried now."""
        ...

    def mails(self, limit: int) -> Sequence[Mail]:
        """The outbox, what was queued last first."""
        ...


class MailWriter(MailReader, Protocol):
    """Changes to wishes and outbox."""

    def subscribe(
        self, subscription: Subscription, *, confirm_hash: bytes, leave_hash: bytes
    ) -> None:
        """Note a wish."""
        ...

    def ask_until(self, comment_id: int, until: datetime) -> None:
        """Note until when the wish of this comment may be confirmed."""
        ...

    def note_asked(self, address_key: bytes, at: datetime) -> None:
        """Note when this address was asked last. It outlives the wish: nobody asks again sooner."""
        ...

    def confirm(self, comment_id: int, at: datetime) -> None:
        """The wish counts from now on, and its link is used up."""
        ...

    def unsubscribe(self, address_key: bytes, thread_id: ThreadId | None = None) -> int:
        """Forget the wishes of this address in this thread, or all; returns how many."""
        ...

    def end_subscription(self, comment_id: int) -> None:
        """Forget the wish of this comment."""
        ...

    def forget_unconfirmed(self, until_before: datetime, asked_before: datetime) -> None:
        """Forget wishes that nobody confirmed in time, and when addresses were asked before."""
        ...

    def queue_mail(self, mail: NewMail) -> None:
        """Put a mail into the outbox; about the same reply to the same comment, only once."""
        ...

    def take_mail(self, now: datetime, until: datetime) -> Mail | None:
        """The mail that is due longest, kept from all others until `until`; None when none is."""
        ...

    def mail_sent(self, mail_id: int, at: datetime) -> None:
        """It is out."""
        ...

    def put_mail_off(self, mail_id: int, due_at: datetime, trouble: str) -> None:
        """Try again then."""
        ...

    def give_mail_up(self, mail_id: int, at: datetime, trouble: str) -> None:
        """Try no more."""
        ...

    def drop_mail(self, mail_id: int) -> None:
        """Take it out: nobody wants it any more."""
        ...

    def forget_mails(self, done_before: datetime) -> None:
        """Forget the mails that were sent, or given up, before this time."""
        ...


class Reading(
    CommentReader,
    OwnershipReader,
    AccountReader,
    SpamReader,
    ReportReader,
    MailReader,
    Protocol,
):
    """One consistent view of the store."""


class Writing(
    CommentWriter,
    OwnershipWriter,
    AccountWriter,
    RateWriter,
    SpamWriter,
    ReportWriter,
    MailWriter,
    Protocol,
):
    """One transaction: leaving it normally stores everything, an exception nothing."""


class Store(Protocol):
    """Where everything is kept. Every method may raise StoreUnavailable and BrokenStore."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A consistent view that waits for no writer."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction."""
        ...

    def transact(self, work: Callable[[Writing], T]) -> T:
        """What `work` returns, once what it did is stored; what it raises, once that is undone.

        It may share a transaction with what others want done at the same moment, and may run in
        one of their threads, so it uses nothing but what it was given.
        """
        ...

    def leave_no_trace(self) -> None:
        """See that what was erased or overwritten is nowhere on the disk any more, where it can."""
        ...

    def check(self) -> None:
        """Whether a transaction could begin, on tables that this program knows."""
        ...


class Threads(Protocol):
    """The threads the site has."""

    def get(self, thread_id: ThreadId) -> Thread | None:
        """The thread of this id. Raises ExchangeError when the site's list cannot be read."""
        ...


class ErasureLedger(Protocol):
    """Which comments were erased; kept outside the store, so that no restore forgets it."""

    def note(self, erased: Iterable[ErasedComment]) -> None:
        """Note these for good before returning. Raises FilesUnavailable."""
        ...

    def entries(self) -> Iterable[ErasedComment]:
        """Everything noted, oldest first. Raises FilesUnavailable."""
        ...


class Passwords(Protocol):
    """Slow hashing of passwords."""

    def hash(self, password: str) -> str:
        """A salted hash that says how it was made."""
        ...

    def verify(self, password_hash: str, password: str) -> bool:
        """Whether the password made the hash."""
        ...

    def outdated(self, password_hash: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        ...


class PublishedFiles(Protocol):
    """The published form of threads: what the site's build and its readers get."""

    def held(self, thread_id: ThreadId) -> AbstractContextManager[None]:
        """Keep everyone else from publishing this thread meanwhile. Raises FilesUnavailable."""
        ...

    def site_held(self) -> AbstractContextManager[None]:
        """Keep everyone else from publishing the site's feed. Raises FilesUnavailable."""
        ...

    def write(self, published: PublishedThread, fragments: Sequence[str], feed: str | None) -> None:
        """Put the files in place; pages not in `fragments`, or no `feed`, go away.

        Raises FilesUnavailable.
        """
        ...

    def write_site_feed(self, feed: str) -> None:
        """Put the site's feed in place. Raises FilesUnavailable."""
        ...


class Transport(Protocol):
    """Hands mails over to whoever delivers them."""

    def send(self, message: EmailMessage) -> None:
        """Hand over one message, to the one address in its To. Raises NotDelivered."""
        ...

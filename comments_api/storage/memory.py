"""The store in memory: for tests, and as the plainest statement of what a store does."""

# ruff: noqa: D102 the protocols in ports.py say what each method does

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from comments_api.conversation.comment import EarlierText
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Block,
    Edit,
    Event,
    EventKind,
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
    Verdict,
)
from comments_api.ports import BlockTaken, KeyTaken, NameTaken

T = TypeVar("T")


@dataclass
class _Tables:
    comments: dict[int, StoredComment] = field(default_factory=dict)
    receipts: dict[bytes, int] = field(default_factory=dict)
    last_id: int = 0
    events: tuple[Event, ...] = ()
    earlier: dict[int, tuple[EarlierText, ...]] = field(default_factory=dict)
    edits: dict[int, Edit] = field(default_factory=dict)
    folders: dict[bytes, Folder] = field(default_factory=dict)
    last_folder_id: int = 0
    threads: dict[ThreadId, ThreadState] = field(default_factory=dict)
    moderators: dict[str, Moderator] = field(default_factory=dict)
    last_moderator_id: int = 0
    sessions: dict[bytes, Session] = field(default_factory=dict)
    delays: dict[bytes, LoginDelay] = field(default_factory=dict)
    salts: dict[date, bytes] = field(default_factory=dict)
    counts: dict[tuple[bytes, datetime], int] = field(default_factory=dict)
    lessons: dict[int, Lesson] = field(default_factory=dict)
    spent: dict[bytes, datetime] = field(default_factory=dict)
    blocks: dict[int, Block] = field(default_factory=dict)
    spam_token: bytes | None = None
    last_block_id: int = 0
    reports: dict[int, Report] = field(default_factory=dict)
    report_receipts: dict[bytes, int] = field(default_factory=dict)
    report_fingerprints: dict[int, bytes] = field(default_factory=dict)
    last_report_id: int = 0
    subscriptions: dict[int, Subscription] = field(default_factory=dict)
    confirm_hashes: dict[bytes, int] = field(default_factory=dict)
    leave_hashes: dict[bytes, int] = field(default_factory=dict)
    asked: dict[bytes, datetime] = field(default_factory=dict)
    mails: dict[int, Mail] = field(default_factory=dict)
    last_mail_id: int = 0

    def copy(self) -> _Tables:
        """Apart from the original; rows are frozen and may be shared."""
        twin = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, dict):
                setattr(twin, name, value.copy())
        return twin


class MemoryStore:
    """A store that lives as long as its process. Transactions are copies, swapped in at the end."""

    def __init__(self) -> None:
        self._tables = _Tables()
        self._lock = Lock()

    @contextmanager
    def reading(self) -> Iterator[MemoryReading]:
        """A consistent view."""
        yield MemoryReading(self._tables)

    @contextmanager
    def writing(self) -> Iterator[MemoryWriting]:
        """A transaction; one at a time."""
        with self._lock:
            tables = self._tables.copy()
            yield MemoryWriting(tables)
            self._tables = tables

    def transact(self, work: Callable[[MemoryWriting], T]) -> T:
        """What `work` returns, once it is stored; see ports.py."""
        with self.writing() as writing:
            return work(writing)

    def leave_no_trace(self) -> None:
        """Memory forgets by itself."""

    def check(self) -> None:
        """Memory is always there."""


class MemoryReading:
    """What a transaction sees."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    def _where(self, wanted: Callable[[StoredComment], bool]) -> list[StoredComment]:
        return [comment for comment in self._tables.comments.values() if wanted(comment)]

    # Comments

    def comment(self, comment_id: int) -> StoredComment | None:
        return self._tables.comments.get(comment_id)

    def comment_by_receipt(self, receipt_hash: bytes) -> StoredComment | None:
        return self._tables.comments.get(self._tables.receipts.get(receipt_hash, 0))

    def comment_by_key(self, key: UUID) -> StoredComment | None:
        return next(iter(self._where(lambda comment: comment.submission_key == key)), None)

    def comment_by_origin(self, origin: str) -> StoredComment | None:
        return next(iter(self._where(lambda comment: comment.origin == origin)), None)

    def latest_by_fingerprint(self, fingerprint: bytes, since: datetime) -> StoredComment | None:
        found = self._where(
            lambda comment: comment.fingerprint == fingerprint and comment.written_at >= since
        )
        return found[-1] if found else None

    def same_words_since(self, words_hash: bytes, since: datetime) -> bool:
        return bool(
            self._where(
                lambda comment: comment.words_hash == words_hash and comment.written_at >= since
            )
        )

    def comments_by_email(self, email: str) -> Sequence[StoredComment]:
        return self._where(lambda comment: (comment.email or "").lower() == email.lower())

    def approved(self, thread_id: ThreadId) -> Sequence[StoredComment]:
        found = self._where(
            lambda comment: (comment.thread_id, comment.status) == (thread_id, Status.APPROVED)
        )
        return sorted(found, key=lambda comment: (comment.written_at, comment.id))

    def newest_approved(self, limit: int) -> Sequence[StoredComment]:
        found = self._where(lambda comment: comment.status is Status.APPROVED)
        return sorted(found, key=lambda one: (one.written_at, one.id), reverse=True)[:limit]

    def answers(
        self, thread_id: ThreadId, parent_id: int | None, limit: int
    ) -> Sequence[StoredComment]:
        below = [item for item in self.approved(thread_id) if item.parent_id == parent_id]
        return below[-limit:]

    def standing(
        self, status: Status, limit: int, *, by_score: bool = False
    ) -> Sequence[StoredComment]:
        def order(comment: StoredComment) -> tuple[float, datetime, int]:
            return (comment.score if by_score else 0, comment.written_at, comment.id)

        return sorted(self._where(lambda comment: comment.status is status), key=order)[:limit]

    def count(self, status: Status) -> int:
        return len(self._where(lambda comment: comment.status is status))

    def decided(self, limit: int) -> Sequence[StoredComment]:
        decided = [
            (comment.decided_at, comment.id, comment)
            for comment in self._tables.comments.values()
            if comment.decided_at is not None
        ]
        return [comment for _, _, comment in sorted(decided, reverse=True)][:limit]

    def loaded(self, origin_prefix: str) -> Sequence[StoredComment]:
        return self._where(lambda comment: (comment.origin or "").startswith(origin_prefix))

    def loaders(self) -> AbstractSet[str]:
        return {event.who for event in self._tables.events if event.kind is EventKind.LOADED}

    def every_comment(self) -> Iterator[StoredComment]:
        return iter(tuple(self._tables.comments.values()))

    def events(self, comment_id: int) -> Sequence[Event]:
        return [event for event in self._tables.events if event.comment_id == comment_id]

    def thread(self, thread_id: ThreadId) -> ThreadState | None:
        return self._tables.threads.get(thread_id)

    def threads(self) -> Sequence[ThreadState]:
        return [state for _, state in sorted(self._tables.threads.items())]

    # Ownership

    def replied(self, comment_id: int) -> bool:
        return any(
            comment.parent_id == comment_id and comment.status is not Status.REJECTED
            for comment in self._tables.comments.values()
        )

    def edit(self, comment_id: int) -> Edit | None:
        return self._tables.edits.get(comment_id)

    def edits(self, limit: int, *, by_score: bool = False) -> Sequence[Edit]:
        def order(edit: Edit) -> tuple[bool, float, datetime, int]:
            doubted = (edit.held, edit.score) if by_score else (False, 0.0)
            return (*doubted, edit.proposed_at, edit.comment_id)

        return sorted(self._tables.edits.values(), key=order)[:limit]

    def count_edits(self) -> int:
        return len(self._tables.edits)

    def earlier(self, comment_id: int) -> Sequence[EarlierText]:
        return list(self._tables.earlier.get(comment_id, ()))

    def earlier_in(self, thread_id: ThreadId) -> Mapping[int, Sequence[EarlierText]]:
        return {
            comment_id: list(texts)
            for comment_id, texts in self._tables.earlier.items()
            if self._tables.comments[comment_id].thread_id == thread_id
        }

    def folder(self, folder_id: int) -> Folder | None:
        return next((one for one in self._tables.folders.values() if one.id == folder_id), None)

    def folder_by_hash(self, folder_hash: bytes) -> Folder | None:
        return self._tables.folders.get(folder_hash)

    def in_folder(self, folder_id: int) -> Sequence[StoredComment]:
        return self._where(lambda comment: comment.folder_id == folder_id)

    # Accounts

    def moderators(self) -> Sequence[Moderator]:
        return [moderator for _, moderator in sorted(self._tables.moderators.items())]

    def moderator(self, name: str) -> Moderator | None:
        return self._tables.moderators.get(name.casefold())

    def session(self, token_hash: bytes) -> Session | None:
        return self._tables.sessions.get(token_hash)

    def login_delay(self, name_key: bytes) -> LoginDelay | None:
        return self._tables.delays.get(name_key)

    # Spam

    def lesson(self, comment_id: int) -> Lesson | None:
        return self._tables.lessons.get(comment_id)

    def lessons_learned(self) -> Tally:
        return _tally(self._tables.lessons.values())

    def tallies(self, features: Collection[int]) -> Mapping[int, Tally]:
        lessons = self._tables.lessons.values()
        counted = {
            feature: _tally(lesson for lesson in lessons if feature in lesson.features)
            for feature in features
        }
        return {feature: tally for feature, tally in counted.items() if tally.lessons}

    def spam_token(self) -> bytes | None:
        return self._tables.spam_token

    def blocks(self) -> Sequence[Block]:
        return sorted(self._tables.blocks.values(), key=lambda block: (block.kind, block.pattern))

    # Reports

    def report(self, report_id: int) -> Report | None:
        return self._tables.reports.get(report_id)

    def report_by_receipt(self, receipt_hash: bytes) -> Report | None:
        return self.report(self._tables.report_receipts.get(receipt_hash, 0))

    def report_by_fingerprint(self, fingerprint: bytes, since: datetime) -> Report | None:
        prints = self._tables.report_fingerprints
        found = [
            report
            for report in self._tables.reports.values()
            if prints[report.id] == fingerprint
            and report.sent_at >= since
            and report.decided_at is None
        ]
        return found[-1] if found else None

    def open_reports(self, limit: int) -> Sequence[Report]:
        waiting = [item for item in self._tables.reports.values() if item.decided_at is None]
        return sorted(waiting, key=lambda report: (report.sent_at, report.id))[:limit]

    def decided_reports(self, limit: int) -> Sequence[Report]:
        decided = [
            (report.decided_at, report.id, report)
            for report in self._tables.reports.values()
            if report.decided_at is not None
        ]
        return [report for _, _, report in sorted(decided, reverse=True)][:limit]

    def count_open_reports(self) -> int:
        return sum(report.decided_at is None for report in self._tables.reports.values())

    def reports_on(self, comment_id: int) -> Sequence[Report]:
        return [item for item in self._tables.reports.values() if item.comment_id == comment_id]

    # Mail

    def subscription(self, comment_id: int) -> Subscription | None:
        return self._tables.subscriptions.get(comment_id)

    def subscription_to_confirm(self, confirm_hash: bytes, now: datetime) -> Subscription | None:
        found = self.subscription(self._tables.confirm_hashes.get(confirm_hash, 0))
        good = found and not found.confirmed_at and found.confirm_until
        return found if good and good > now else None

    def subscription_to_leave(self, leave_hash: bytes) -> Subscription | None:
        return self.subscription(self._tables.leave_hashes.get(leave_hash, 0))

    def replies_wanted(self, comment_id: int) -> bool:
        wish = self.subscription(comment_id)
        return wish is not None and self._confirmed(wish)

    def _confirmed(self, wish: Subscription) -> bool:
        return any(
            other.confirmed_at is not None
            and (other.address_key, other.thread_id) == (wish.address_key, wish.thread_id)
            for other in self._tables.subscriptions.values()
        )

    def wishes_above(self, comment_id: int) -> Sequence[Subscription]:
        found: dict[bytes, Subscription] = {}
        passed: set[int] = set()
        comment = self.comment(comment_id)
        while comment is not None and comment.id not in passed:
            passed.add(comment.id)
            wish = self.subscription(comment.id)
            if wish is not None and self._confirmed(wish):
                found.setdefault(wish.address_key, wish)
            comment = self.comment(comment.parent_id or 0)
        return list(found.values())

    def to_be_asked(self, asked_before: datetime, limit: int) -> Sequence[Subscription]:
        asked = {key for key, at in self._tables.asked.items() if at >= asked_before}
        standing = {Status.PENDING, Status.APPROVED}
        found = [
            wish
            for wish in self._tables.subscriptions.values()
            if wish.confirm_until is None
            and self._tables.comments[wish.comment_id].status in standing
            and wish.address_key not in asked
            and not self._confirmed(wish)
        ]
        return sorted(found, key=lambda wish: (wish.asked_at, wish.comment_id))[:limit]

    def mail_due(self, now: datetime) -> bool:
        return bool(self._due(now))

    def _due(self, now: datetime) -> list[Mail]:
        due = [
            mail
            for mail in self._tables.mails.values()
            if mail.sent_at is None and mail.given_up_at is None and mail.due_at <= now
        ]
        return sorted(due, key=lambda mail: (mail.due_at, mail.id))

    def mails(self, limit: int) -> Sequence[Mail]:
        return list(self._tables.mails.values())[::-1][:limit]


class MemoryWriting(MemoryReading):
    """What a transaction can change."""

    # Comments

    def claim_thread(self, thread_id: ThreadId) -> None:
        fresh = ThreadState(thread_id=thread_id, version=0, published_version=0)
        self._tables.threads.setdefault(thread_id, fresh)

    def insert(self, comment: NewComment) -> int:
        key = comment.submission_key
        if key is not None and self.comment_by_key(key) is not None:
            raise KeyTaken(str(key))
        tables = self._tables
        tables.last_id += 1
        values = {item.name: getattr(comment, item.name) for item in fields(comment)}
        receipt_hash = values.pop("receipt_hash")
        tables.comments[tables.last_id] = StoredComment(id=tables.last_id, **values)
        if receipt_hash is not None:
            tables.receipts[receipt_hash] = tables.last_id
        return tables.last_id

    def decide(self, comment_id: int, status: Status, at: datetime | None) -> None:
        comment = self._tables.comments[comment_id]
        self._tables.comments[comment_id] = replace(comment, status=status, decided_at=at)

    def erase(self, comment_id: int) -> None:
        self.unlearn(comment_id)
        self._tables.comments.pop(comment_id, None)
        self._tables.earlier.pop(comment_id, None)
        self._tables.edits.pop(comment_id, None)
        self.end_subscription(comment_id)
        self._drop_mails(lambda mail: comment_id in {mail.comment_id, mail.reply_id})
        self._tables.events = tuple(
            replace(event, why=None) if event.comment_id == comment_id else event
            for event in self._tables.events
        )

    def add_event(self, event: Event) -> None:
        self._tables.events += (event,)

    def raise_version(self, thread_id: ThreadId) -> None:
        state = self._tables.threads[thread_id]
        self._tables.threads[thread_id] = replace(state, version=state.version + 1)

    def mark_published(self, thread_id: ThreadId, version: int) -> None:
        state = self._tables.threads[thread_id]
        if state.published_version < version:
            self._tables.threads[thread_id] = replace(state, published_version=version)

    # Ownership

    def rewrite(
        self, comment_id: int, source: str, *, score: float = 0.0, words_hash: bytes | None = None
    ) -> None:
        comment = self._tables.comments[comment_id]
        rewritten = replace(comment, source=source, score=score, words_hash=words_hash)
        self._tables.comments[comment_id] = rewritten
        self._raise_revision(comment_id)

    def _raise_revision(self, comment_id: int) -> None:
        comment = self._tables.comments[comment_id]
        self._tables.comments[comment_id] = replace(comment, revision=comment.revision + 1)

    def keep_earlier(self, comment_id: int, text: EarlierText) -> None:
        self._tables.earlier[comment_id] = (*self._tables.earlier.get(comment_id, ()), text)

    def propose(self, edit: Edit) -> None:
        self._tables.edits[edit.comment_id] = edit
        self._raise_revision(edit.comment_id)

    def set_edit_score(self, comment_id: int, score: float) -> None:
        self._tables.edits[comment_id] = replace(self._tables.edits[comment_id], score=score)

    def drop_edit(self, comment_id: int) -> None:
        self._tables.edits.pop(comment_id, None)
        self._raise_revision(comment_id)

    def open_folder(self, nonce: bytes, folder_hash: bytes, at: datetime) -> int:
        tables = self._tables
        tables.last_folder_id += 1
        folder = Folder(id=tables.last_folder_id, nonce=nonce, created_at=at)
        tables.folders[folder_hash] = folder
        return folder.id

    def put_into_folder(self, comment_id: int, folder_id: int) -> None:
        comment = self._tables.comments[comment_id]
        self._tables.comments[comment_id] = replace(comment, folder_id=folder_id)

    def remove_empty_folders(self) -> None:
        filled = {comment.folder_id for comment in self._tables.comments.values()}
        self._tables.folders = {
            key: folder for key, folder in self._tables.folders.items() if folder.id in filled
        }

    # Accounts

    def add_moderator(self, name: str, password_hash: str, at: datetime) -> None:
        moderators = self._tables.moderators
        if name.casefold() in moderators:
            raise NameTaken(name)
        self._tables.last_moderator_id += 1
        moderators[name.casefold()] = Moderator(
            id=self._tables.last_moderator_id, name=name, password_hash=password_hash, created_at=at
        )

    def set_password_hash(self, moderator_id: int, password_hash: str) -> None:
        for name, moderator in self._tables.moderators.items():
            if moderator.id == moderator_id:
                self._tables.moderators[name] = replace(moderator, password_hash=password_hash)

    def remove_moderator(self, moderator_id: int) -> None:
        self.close_sessions_of(moderator_id)
        self._tables.moderators = {
            name: moderator
            for name, moderator in self._tables.moderators.items()
            if moderator.id != moderator_id
        }

    def close_sessions_of(self, moderator_id: int) -> None:
        self._tables.sessions = {
            token_hash: session
            for token_hash, session in self._tables.sessions.items()
            if session.moderator_id != moderator_id
        }

    def open_session(self, token_hash: bytes, moderator_id: int, at: datetime) -> None:
        names = {moderator.id: moderator.name for moderator in self.moderators()}
        self._tables.sessions[token_hash] = Session(
            token_hash=token_hash,
            moderator_id=moderator_id,
            moderator_name=names[moderator_id],
            created_at=at,
            seen_at=at,
        )

    def touch_session(self, token_hash: bytes, at: datetime) -> None:
        session = self._tables.sessions[token_hash]
        self._tables.sessions[token_hash] = replace(session, seen_at=at)

    def close_session(self, token_hash: bytes) -> None:
        self._tables.sessions.pop(token_hash, None)

    def close_sessions(self, *, opened_before: datetime, unused_since: datetime) -> None:
        self._tables.sessions = {
            token_hash: session
            for token_hash, session in self._tables.sessions.items()
            if session.created_at >= opened_before and session.seen_at >= unused_since
        }

    def set_login_delay(self, name_key: bytes, delay: LoginDelay) -> None:
        self._tables.delays[name_key] = delay

    def forget_login_delay(self, name_key: bytes) -> None:
        self._tables.delays.pop(name_key, None)

    def forget_login_delays(self, before: datetime) -> None:
        self._tables.delays = {
            name_key: delay
            for name_key, delay in self._tables.delays.items()
            if delay.wait_until >= before
        }

    # Rates

    def rate_salt(self, day: date) -> bytes:
        return self._tables.salts.setdefault(day, secrets.token_bytes(32))

    def count_up(self, keys: Sequence[bytes], window_start: datetime) -> Sequence[int]:
        counts = [self._tables.counts.get((key, window_start), 0) + 1 for key in keys]
        self._tables.counts |= {
            (key, window_start): count for key, count in zip(keys, counts, strict=True)
        }
        return counts

    def forget_rates(self, before: datetime) -> None:
        today = before.astimezone(UTC).date()
        self._tables.salts = {day: salt for day, salt in self._tables.salts.items() if day >= today}
        self._tables.counts = {
            (key, start): count
            for (key, start), count in self._tables.counts.items()
            if start >= before
        }

    # Spam

    def learn(self, lesson: Lesson) -> None:
        self._tables.lessons[lesson.comment_id] = lesson
        self._change_spam_token()

    def unlearn(self, comment_id: int) -> None:
        self._tables.lessons.pop(comment_id, None)
        self._change_spam_token()

    def set_score(self, comment_id: int, score: float) -> None:
        comment = self._tables.comments[comment_id]
        self._tables.comments[comment_id] = replace(comment, score=score)

    def spend(self, challenge: bytes, until: datetime) -> bool:
        before = len(self._tables.spent)
        self._tables.spent.setdefault(challenge, until)
        return len(self._tables.spent) > before

    def forget_spent(self, before: datetime) -> None:
        self._tables.spent = {
            challenge: until for challenge, until in self._tables.spent.items() if until >= before
        }

    def add_block(self, block: NewBlock) -> int:
        blocks = self._tables.blocks
        if any((old.kind, old.pattern) == (block.kind, block.pattern) for old in blocks.values()):
            raise BlockTaken(block.pattern)
        self._tables.last_block_id += 1
        self._change_spam_token()
        values = {item.name: getattr(block, item.name) for item in fields(block)}
        blocks[self._tables.last_block_id] = Block(id=self._tables.last_block_id, **values)
        return self._tables.last_block_id

    def remove_block(self, block_id: int) -> bool:
        self._change_spam_token()
        return self._tables.blocks.pop(block_id, None) is not None

    def _change_spam_token(self) -> None:
        self._tables.spam_token = secrets.token_bytes(16)

    # Reports

    def add_report(self, report: NewReport) -> int:
        tables = self._tables
        tables.last_report_id += 1
        values = {item.name: getattr(report, item.name) for item in fields(report)}
        tables.report_receipts[values.pop("receipt_hash")] = tables.last_report_id
        tables.report_fingerprints[tables.last_report_id] = values.pop("fingerprint")
        tables.reports[tables.last_report_id] = Report(
            id=tables.last_report_id,
            **values,
            outcome=None,
            decided_ground=None,
            reasons=None,
            decided_by=None,
            decided_at=None,
        )
        return tables.last_report_id

    def rule(self, report_id: int, ruling: Ruling) -> None:
        self._tables.reports[report_id] = replace(
            self._tables.reports[report_id],
            outcome=ruling.outcome,
            decided_ground=ruling.ground,
            reasons=ruling.reasons,
            decided_by=ruling.who,
            decided_at=ruling.at,
        )

    def forget_reports(self, decided_before: datetime) -> int:
        before = len(self._tables.reports)
        self._tables.reports = {
            report.id: report
            for report in self._tables.reports.values()
            if report.decided_at is None or report.decided_at >= decided_before
        }
        self._drop_mails(lambda mail: mail.report_id not in {None, *self._tables.reports})
        return before - len(self._tables.reports)

    # Mail

    def subscribe(
        self, subscription: Subscription, *, confirm_hash: bytes, leave_hash: bytes
    ) -> None:
        self._tables.subscriptions[subscription.comment_id] = subscription
        self._tables.confirm_hashes[confirm_hash] = subscription.comment_id
        self._tables.leave_hashes[leave_hash] = subscription.comment_id

    def ask_until(self, comment_id: int, until: datetime) -> None:
        wish = self._tables.subscriptions[comment_id]
        self._tables.subscriptions[comment_id] = replace(wish, confirm_until=until)

    def note_asked(self, address_key: bytes, at: datetime) -> None:
        self._tables.asked[address_key] = at

    def confirm(self, comment_id: int, at: datetime) -> None:
        wish = self._tables.subscriptions[comment_id]
        self._tables.subscriptions[comment_id] = replace(wish, confirmed_at=at)

    def unsubscribe(self, address_key: bytes, thread_id: ThreadId | None = None) -> int:
        return self._forget_wishes(
            lambda wish: wish.address_key == address_key and thread_id in {None, wish.thread_id}
        )

    def end_subscription(self, comment_id: int) -> None:
        self._tables.subscriptions.pop(comment_id, None)

    def forget_unconfirmed(self, until_before: datetime, asked_before: datetime) -> None:
        self._forget_wishes(
            lambda wish: (
                wish.confirmed_at is None
                and wish.confirm_until is not None
                and wish.confirm_until < until_before
            )
        )
        self._tables.asked = {
            key: at for key, at in self._tables.asked.items() if at >= asked_before
        }

    def _forget_wishes(self, unwanted: Callable[[Subscription], bool]) -> int:
        before = self._tables.subscriptions
        self._tables.subscriptions = {
            comment_id: wish for comment_id, wish in before.items() if not unwanted(wish)
        }
        return len(before) - len(self._tables.subscriptions)

    def queue_mail(self, mail: NewMail) -> None:
        pair = (mail.comment_id, mail.reply_id)
        known = {(old.comment_id, old.reply_id) for old in self._tables.mails.values()}
        if mail.reply_id is not None and pair in known:
            return
        self._tables.last_mail_id += 1
        self._tables.mails[self._tables.last_mail_id] = Mail(
            id=self._tables.last_mail_id,
            **{item.name: getattr(mail, item.name) for item in fields(mail)},
            due_at=mail.queued_at,
            tries=0,
            sent_at=None,
            given_up_at=None,
            trouble=None,
        )

    def take_mail(self, now: datetime, until: datetime) -> Mail | None:
        due = self._due(now)
        if not due:
            return None
        return self._change_mail(due[0].id, due_at=until, tries=due[0].tries + 1)

    def mail_sent(self, mail_id: int, at: datetime) -> None:
        self._change_mail(mail_id, sent_at=at, trouble=None)

    def put_mail_off(self, mail_id: int, due_at: datetime, trouble: str) -> None:
        self._change_mail(mail_id, due_at=due_at, trouble=trouble)

    def give_mail_up(self, mail_id: int, at: datetime, trouble: str) -> None:
        self._change_mail(mail_id, given_up_at=at, trouble=trouble)

    def _change_mail(self, mail_id: int, **changes: Any) -> Mail | None:
        mail = self._tables.mails.get(mail_id)
        if mail is None:  # erased while it was under way
            return None
        self._tables.mails[mail_id] = replace(mail, **changes)
        return self._tables.mails[mail_id]

    def drop_mail(self, mail_id: int) -> None:
        self._drop_mails(lambda mail: mail.id == mail_id)

    def forget_mails(self, done_before: datetime) -> None:
        self._drop_mails(
            lambda mail: any(
                done is not None and done < done_before for done in (mail.sent_at, mail.given_up_at)
            )
        )

    def _drop_mails(self, unwanted: Callable[[Mail], bool]) -> None:
        self._tables.mails = {
            mail.id: mail for mail in self._tables.mails.values() if not unwanted(mail)
        }


def _tally(lessons: Iterable[Lesson]) -> Tally:
    verdicts = [lesson.verdict for lesson in lessons]
    return Tally(verdicts.count(Verdict.WANTED), verdicts.count(Verdict.UNWANTED))

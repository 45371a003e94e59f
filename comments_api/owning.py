"""What writers do with what they wrote: see it, change it, keep it together, take it away.

Whoever holds a comment's receipt may see, edit and erase this comment; whoever holds a folder's
key may do so with every comment in it. Neither leads from one comment to another by itself.

Refusals::

    NotOwned
    ├── UnknownReceipt   no comment (any more) has this receipt
    ├── UnknownFolder    no folder (any more) has this key
    ├── InAFolder        the comment lies in another folder already
    └── NotEditable      the comment was rejected

and `rate_limit.TooMany`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from comments_api.conversation.comment import EarlierText, Thread
from comments_api.erasure import Erased, Erasure
from comments_api.model import (
    VISITOR,
    Edit,
    Event,
    EventKind,
    Folder,
    Outcome,
    Report,
    Status,
    StoredComment,
    Subscription,
)
from comments_api.ports import Clock, Reading, Store, Threads, Writing
from comments_api.rate_limit import RateLimit
from comments_api.receipts import Purpose, folder_named, hash_of, receipt_for
from comments_api.spam.screening import Screened, Screening, note_doubts


class NotOwned(Exception):
    """Nothing was done."""


class UnknownReceipt(NotOwned):
    """No comment (any more) has this receipt."""


class UnknownFolder(NotOwned):
    """No folder (any more) has this key."""


class InAFolder(NotOwned):
    """The comment lies in another folder already, whose key its receipt does not give away."""


class NotEditable(NotOwned):
    """The comment was rejected."""


class Edited(StrEnum):
    """What became of a writer's new text."""

    UNCHANGED = "unchanged"
    REWRITTEN = "rewritten"  # nobody else can read the comment yet
    PROPOSED = "proposed"  # the public text stays until a moderator decides
    WITHDRAWN = "withdrawn"  # it is the public text again


@dataclass(frozen=True, slots=True)
class Owned:
    """A comment as its writer may see it.

    `edit` waits for a decision; `declined` is the decision against the last one. `reason` is why
    the comment was rejected, if somebody said so. `free_until` is when a change begins to show as a
    correction; None when it does already. `statement` is the report for which it was removed: its
    decision is the statement of reasons that Art. 17 of the Digital Services Act owes the writer.
    `subscription` is the wish for replies by mail that came with it.
    """

    comment: StoredComment
    thread: Thread | None
    parent: StoredComment | None
    earlier: Sequence[EarlierText]
    edit: Edit | None
    declined: Event | None
    events: Sequence[Event]
    reason: str | None
    statement: Report | None
    free_until: datetime | None
    subscription: Subscription | None
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Everything in a folder."""

    created_at: datetime
    comments: Sequence[Owned]


class Owning:
    """The use cases of whoever wrote. Every method may raise StoreUnavailable."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        clock: Clock,
        *,
        rate_limit: RateLimit,
        screening: Screening,
        erasure: Erasure,
        secret: bytes,
        free: timedelta,
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._rate_limit = rate_limit
        self._screening = screening
        self._erasure = erasure
        self._secret = secret
        self._free = free

    def look_at(self, token: str) -> Owned:
        """The comment of this receipt. Raises UnknownReceipt."""
        with self._store.reading() as reading:
            return self._owned(reading, _comment(reading, token))

    def look_into(self, key: str) -> Belongings:
        """What lies in the folder of this key. Raises UnknownFolder."""
        with self._store.reading() as reading:
            folder = _folder(reading, key)
            comments = reading.in_folder(folder.id)
            return Belongings(
                folder.created_at, [self._owned(reading, comment) for comment in comments]
            )

    def edit(self, token: str, text: str, address: str | None) -> Edited:
        """Give the comment a new, clean `text`; `address` is counted and compared, never kept.

        Machines doubt it like a new one. Raises UnknownReceipt, NotEditable, TooMany.
        """
        now = self._clock()
        network_key = self._rate_limit.network_key(address, now)
        with self._store.writing() as writing:
            comment = _comment(writing, token)
            if comment.status is Status.REJECTED:
                raise NotEditable
            waiting = writing.edit(comment.id)
            if text == (waiting.source if waiting else comment.source):
                return Edited.UNCHANGED
            self._rate_limit.count(writing, network_key, now)
            screened = self._screening.judge_again(writing, comment, text, address, now)
            late = self._free_until(writing, comment) is None
            if comment.status is Status.APPROVED:
                return _propose(writing, comment, text, screened, now, correction=late)
            if late and _was_public(writing, comment):
                writing.keep_earlier(comment.id, EarlierText(comment.source, now))
            writing.rewrite(comment.id, text, score=screened.score, words_hash=screened.words_hash)
            _note(writing, comment, EventKind.EDITED, now)
            if screened.doubts:  # without any, what was held for another reason stays held
                writing.decide(comment.id, Status.HELD, None)
                note_doubts(writing, comment.id, screened.doubts, now)
            return Edited.REWRITTEN

    def keep(self, token: str, key: str) -> str:
        """Put the comment into the folder of `key`, or without one into a new folder.

        Returns the folder's key. Raises UnknownReceipt, UnknownFolder, InAFolder.
        """
        with self._store.writing() as writing:
            comment = _comment(writing, token)
            folder = _folder(writing, key) if key else None
            if comment.folder_id is not None and (folder is None or folder.id != comment.folder_id):
                raise InAFolder
            folder_id, key = folder_named(writing, self._secret, key, self._clock())
            writing.put_into_folder(comment.id, folder_id)
            return key

    def end_replies(self, token: str) -> None:
        """Want no more replies to this comment by mail. Raises UnknownReceipt."""
        with self._store.writing() as writing:
            writing.end_subscription(_comment(writing, token).id)

    def erase(self, token: str) -> Erased:
        """Erase the comment of this receipt. Raises UnknownReceipt, FilesUnavailable."""
        with self._store.reading() as reading:
            comment = _comment(reading, token)
        return self._erasure.erase([comment.id], VISITOR)

    def erase_all(self, key: str) -> Erased:
        """Erase everything in the folder, and it as well. Raises UnknownFolder, FilesUnavailable.

        Says which comments are gone.
        """
        with self._store.reading() as reading:
            comments = reading.in_folder(_folder(reading, key).id)
        return self._erasure.erase((comment.id for comment in comments), VISITOR)

    def _owned(self, reading: Reading, comment: StoredComment) -> Owned:
        events = reading.events(comment.id)
        token = receipt_for(self._secret, comment.receipt_nonce or b"", Purpose.RECEIPT).token
        return Owned(
            comment=comment,
            thread=self._threads.get(comment.thread_id),
            parent=reading.comment(comment.parent_id) if comment.parent_id else None,
            earlier=reading.earlier(comment.id),
            edit=reading.edit(comment.id),
            declined=_declined(events),
            events=events,
            reason=_reason(comment, events),
            statement=_statement(reading, comment),
            free_until=self._free_until(reading, comment),
            subscription=reading.subscription(comment.id),
            token=token,
        )

    def _free_until(self, reading: Reading, comment: StoredComment) -> datetime | None:
        """Until when a change passes for a slip; None when it shows as a correction."""
        until = comment.written_at + self._free
        return None if self._clock() >= until or reading.replied(comment.id) else until


def _propose(
    writing: Writing,
    comment: StoredComment,
    text: str,
    screened: Screened,
    now: datetime,
    *,
    correction: bool,
) -> Edited:
    if text == comment.source:
        writing.drop_edit(comment.id)
        _note(writing, comment, EventKind.EDIT_WITHDRAWN, now)
        return Edited.WITHDRAWN
    writing.propose(
        Edit(
            comment_id=comment.id,
            source=text,
            proposed_at=now,
            correction=correction,
            held=bool(screened.doubts),
            score=screened.score,
            words_hash=screened.words_hash,
        )
    )
    _note(writing, comment, EventKind.EDIT_PROPOSED, now)
    note_doubts(writing, comment.id, screened.doubts, now)
    return Edited.PROPOSED


def _comment(reading: Reading, token: str) -> StoredComment:
    found = reading.comment_by_receipt(hash_of(token))
    # Once more by its id: in a writing transaction that keeps others from changing it meanwhile.
    comment = None if found is None else reading.comment(found.id)
    if comment is None:
        raise UnknownReceipt
    return comment


def _folder(reading: Reading, key: str) -> Folder:
    folder = reading.folder_by_hash(hash_of(key))
    if folder is None:
        raise UnknownFolder
    return folder


def _note(writing: Writing, comment: StoredComment, kind: EventKind, now: datetime) -> None:
    writing.add_event(Event(comment_id=comment.id, kind=kind, who=VISITOR, at=now))


def _was_public(reading: Reading, comment: StoredComment) -> bool:
    return any(event.kind is EventKind.APPROVED for event in reading.events(comment.id))


def _declined(events: Sequence[Event]) -> Event | None:
    edits = [event for event in events if event.kind.value.startswith("edit_")]
    return edits[-1] if edits and edits[-1].kind is EventKind.EDIT_REJECTED else None


def _reason(comment: StoredComment, events: Sequence[Event]) -> str | None:
    if comment.status is not Status.REJECTED:
        return None
    decisions = [event for event in events if event.kind is EventKind.REJECTED]
    return decisions[-1].why if decisions else None


def _statement(reading: Reading, comment: StoredComment) -> Report | None:
    """The report for which a comment stands removed, its decision with it."""
    if comment.status is not Status.REJECTED:
        return None
    upheld = [item for item in reading.reports_on(comment.id) if item.outcome is Outcome.REMOVED]
    return upheld[-1] if upheld else None

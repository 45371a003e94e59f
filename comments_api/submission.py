"""Taking in what visitors write. Nothing becomes public here.

Refusals::

    SubmissionRefused
    ├── UnknownThread    the site has no such thread
    ├── ThreadClosed     carries the thread
    ├── UnknownParent    the comment answered is not public in this thread
    ├── KeyReused        the submission key was used for something else
    └── AlreadyDecided   the very same was sent minutes ago and has been decided since

and `rate_limit.TooMany`.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import astuple, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import InvalidThreadId, parse_thread_id
from comments_api.model import (
    VISITOR,
    Event,
    EventKind,
    NewComment,
    Status,
    StoredComment,
    Submission,
)
from comments_api.ports import (
    Clock,
    CommentReader,
    KeyTaken,
    OwnershipReader,
    Store,
    Threads,
    Writing,
)
from comments_api.rate_limit import RateLimit
from comments_api.receipts import Purpose, folder_named, new_receipt, receipt_for
from comments_api.spam.screening import Screened, Screening, note_doubts
from comments_api.subscribing import wish_for_replies

SAME_COMMENT_WITHIN = timedelta(minutes=10)
"""The same words under the same name, sent twice within this time, are one comment."""


class SubmissionRefused(Exception):
    """The comment was not taken in."""


class UnknownThread(SubmissionRefused):
    """The site has no such thread."""


class ThreadClosed(SubmissionRefused):
    """The discussion is over. Carries `thread`."""

    def __init__(self, thread: Thread) -> None:
        super().__init__(thread.id)
        self.thread = thread


class UnknownParent(SubmissionRefused):
    """The comment answered is not public in this thread."""


class KeyReused(SubmissionRefused):
    """The submission key came with another comment before."""


class AlreadyDecided(SubmissionRefused):
    """The very same was sent minutes ago, without a key, and has been decided since.

    Its receipt is not given again: approved words are public, so whoever copies them could
    otherwise obtain the right to their comment.
    """


@dataclass(frozen=True, slots=True)
class Accepted:
    """The comment waits. The same submission, sent again, gives the same answer.

    `folder` is the key of the folder it was put into, if that was asked for.
    """

    comment_id: int
    written_at: datetime
    token: str = field(repr=False)
    folder: str | None = field(default=None, repr=False)


class Submissions:
    """The use cases of visitors."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        clock: Clock,
        rate_limit: RateLimit,
        secret: bytes,
        *,
        screening: Screening,
        sends_mail: bool = False,
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._rate_limit = rate_limit
        self._screening = screening
        self._secret = secret
        self._sends_mail = sends_mail

    def now(self) -> datetime:
        """The moment a comment would be written at."""
        return self._clock()

    def thread(self, thread_id: str) -> Thread:
        """The thread of this name, as of now. Raises UnknownThread."""
        try:
            thread = self._threads.get(parse_thread_id(thread_id))
        except InvalidThreadId as error:
            raise UnknownThread(thread_id) from error
        if thread is None:
            raise UnknownThread(thread_id)
        return thread.as_of(self._clock())

    def parent(self, thread: Thread, comment_id: int) -> StoredComment:
        """The public comment of `thread` that a visitor wants to answer. Raises UnknownParent."""
        with self._store.reading() as reading:
            return _public(reading.comment(comment_id), thread)

    def form_time(self, thread: Thread) -> str:
        """What a form that is taken up now carries."""
        return self._screening.form_time.issue(thread.id, self._clock())

    def challenge(self, thread: Thread) -> dict[str, Any] | None:
        """The work that a comment in this thread needs, ready for JSON; None for none."""
        return self._screening.proof_of_work.challenge(thread.id, self._clock())

    def submit(self, thread: Thread, submission: Submission, address: str | None) -> Accepted:
        """Take in a comment; `address` is where it came from and is only counted, never kept.

        Raises SubmissionRefused, TooMany, StoreUnavailable.
        """
        fingerprint = self._fingerprint(submission)
        now = self._clock()
        network_key = self._rate_limit.network_key(address, now)
        seen = self._screening.see(submission, now)

        def take_in(writing: Writing) -> Accepted:
            # First the comment, then its thread: whoever decides takes them in that order, and two
            # who take them crosswise wait for each other.
            answered = _answered(writing, submission)
            writing.claim_thread(submission.thread_id)
            before = _sent_before(writing, submission, fingerprint, now)
            if before is not None:
                return self._accepted_before(writing, submission, before)
            if not thread.accepts_comments(now):
                raise ThreadClosed(thread)
            if submission.parent_id is not None:
                _public(answered, thread)
            self._rate_limit.count(writing, network_key, now)
            screened = self._screening.judge(writing, submission, seen, address, now)
            return self._store_new(writing, submission, screened, fingerprint, now)

        try:
            return self._store.transact(take_in)
        except KeyTaken as error:  # under this key, in another thread, in this very moment
            raise KeyReused from error

    def _store_new(
        self,
        writing: Writing,
        submission: Submission,
        screened: Screened,
        fingerprint: bytes,
        now: datetime,
    ) -> Accepted:
        receipt = new_receipt(self._secret)
        folder_id, folder = None, None
        if submission.folder is not None:
            folder_id, folder = folder_named(writing, self._secret, submission.folder, now)
        doubts = self._screening.spend(writing, screened)
        comment_id = writing.insert(
            NewComment(
                thread_id=submission.thread_id,
                parent_id=submission.parent_id,
                author=submission.author,
                email=submission.email,
                website=submission.website,
                source=submission.text,
                passage=submission.passage,
                written_at=now,
                # Nothing is lost: a held comment waits for a person as well, only elsewhere.
                status=Status.HELD if doubts else Status.PENDING,
                submission_key=submission.key,
                fingerprint=fingerprint,
                receipt_nonce=receipt.nonce,
                receipt_hash=receipt.hash,
                folder_id=folder_id,
                words_hash=screened.words_hash,
                score=screened.score,
            )
        )
        writing.add_event(
            Event(comment_id=comment_id, kind=EventKind.SUBMITTED, who=VISITOR, at=now)
        )
        if submission.replies and submission.email and self._sends_mail:
            wish_for_replies(
                writing,
                self._secret,
                comment_id=comment_id,
                thread_id=submission.thread_id,
                email=submission.email,
                now=now,
            )
        note_doubts(writing, comment_id, doubts, now)
        return Accepted(comment_id, now, receipt.token, folder)

    def _accepted_before(
        self, reading: OwnershipReader, submission: Submission, before: StoredComment
    ) -> Accepted:
        token = receipt_for(self._secret, before.receipt_nonce or b"").token
        # Only whoever knows the submission key has surely asked for the folder the first time.
        wanted = submission.folder is not None and submission.key is not None
        folder = reading.folder(before.folder_id) if wanted and before.folder_id else None
        key = None
        if folder is not None:
            key = receipt_for(self._secret, folder.nonce, Purpose.FOLDER).token
        return Accepted(before.id, before.written_at, token, key)

    def _fingerprint(self, submission: Submission) -> bytes:
        """A keyed hash of all that makes two submissions the same.

        The e-mail address belongs to it: it is not public, so nobody can send a copy.
        """
        parts = [
            submission.thread_id,
            submission.parent_id,
            submission.author,
            submission.email,
            submission.website,
            submission.text,
            submission.replies,
        ]
        if submission.passage is not None:
            parts.extend(astuple(submission.passage))
        return hmac.digest(self._secret, b"fingerprint\0" + json.dumps(parts).encode(), "sha256")


def _sent_before(
    reading: CommentReader, submission: Submission, fingerprint: bytes, now: datetime
) -> StoredComment | None:
    if submission.key is not None:
        before = reading.comment_by_key(submission.key)
        if before is not None and before.fingerprint != fingerprint:
            raise KeyReused
        return before
    before = reading.latest_by_fingerprint(fingerprint, now - SAME_COMMENT_WITHIN)
    if before is not None and not before.status.waits:
        raise AlreadyDecided
    return before


def _answered(reading: CommentReader, submission: Submission) -> StoredComment | None:
    return None if submission.parent_id is None else reading.comment(submission.parent_id)


def _public(parent: StoredComment | None, thread: Thread) -> StoredComment:
    if parent is None or parent.thread_id != thread.id or parent.status is not Status.APPROVED:
        raise UnknownParent
    return parent

"""What moderators do: see what waits, decide, take back, answer as the essay's author.

Every decision is an event with who, when and why, written in the transaction that changes the
status. Publishing comes after and may fail without touching the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments_api.conversation.comment import Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Event, EventKind, NewComment, Status, StoredComment
from comments_api.ports import Clock, Reading, Store, Threads, Writing
from comments_api.publication import NotPublished, Publication

SIBLINGS_SHOWN = 20
"""The newest ones; a thread may have thousands."""

_KINDS = {
    Status.APPROVED: EventKind.APPROVED,
    Status.REJECTED: EventKind.REJECTED,
    Status.PENDING: EventKind.REOPENED,
}


class NotDecided(Exception):
    """The decision was not taken. Carries `comment_id`."""

    def __init__(self, comment_id: int) -> None:
        super().__init__(str(comment_id))
        self.comment_id = comment_id


class UnknownComment(NotDecided):
    """There is no comment of this id."""


class AlreadySo(NotDecided):
    """The comment has this status already. Carries `status`."""

    def __init__(self, comment_id: int, status: Status) -> None:
        super().__init__(comment_id)
        self.status = status


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator's act led to. `trouble` says why it is not published yet."""

    comment: StoredComment
    trouble: NotPublished | None


@dataclass(frozen=True, slots=True)
class InContext:
    """A comment with what a moderator needs to judge it.

    `thread` is None when the site has it no more. `siblings` are the newest public comments
    that answer the same parent. `events` are everything that happened to it.
    """

    comment: StoredComment
    thread: Thread | None
    parent: StoredComment | None
    siblings: Sequence[StoredComment]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk: comments in context, and how many there are of each waiting kind."""

    entries: Sequence[InContext]
    pending: int
    held: int


class Moderation:
    """The use cases of moderators. Every method may raise StoreUnavailable."""

    def __init__(
        self, store: Store, threads: Threads, clock: Clock, publication: Publication
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._publication = publication

    def waiting(self, status: Status, limit: int) -> Desk:
        """What waits as `status` (pending or held), oldest first."""
        with self._store.reading() as reading:
            return self._desk(reading, reading.standing(status, limit))

    def decided(self, limit: int) -> Desk:
        """What was decided, the latest decision first."""
        with self._store.reading() as reading:
            return self._desk(reading, reading.decided(limit))

    def look_at(self, comment_id: int) -> InContext:
        """One comment in its context. Raises UnknownComment."""
        with self._store.reading() as reading:
            return self._in_context(reading, _known(reading, comment_id))

    def decide(self, comment_id: int, status: Status, who: str, why: str | None = None) -> Done:
        """Approve, reject, or take a decision back (``Status.PENDING``), then publish.

        Raises UnknownComment, AlreadySo.
        """
        with self._store.writing() as writing:
            before = _known(writing, comment_id)
            if before.status is status:
                raise AlreadySo(comment_id, status)
            self._change(writing, before, status, who, why)
            after = _known(writing, comment_id)
        public = Status.APPROVED in {before.status, after.status}
        return Done(after, self._publish(after.thread_id) if public else None)

    def answer(self, comment_id: int, text: str, name: str, who: str) -> Done:
        """Publish `text` under the author's `name` below a comment, which it approves if need be.

        An answer to something that readers cannot see would make no sense. Raises UnknownComment.
        """
        with self._store.writing() as writing:
            parent = _known(writing, comment_id)
            if parent.status is not Status.APPROVED:
                self._change(writing, parent, Status.APPROVED, who, None)
            now = self._clock()
            answer_id = writing.insert(
                NewComment(
                    thread_id=parent.thread_id,
                    parent_id=parent.id,
                    author=name,
                    source=text,
                    written_at=now,
                    by_author=True,
                    status=Status.APPROVED,
                    decided_at=now,
                )
            )
            writing.add_event(Event(comment_id=answer_id, kind=EventKind.ANSWERED, who=who, at=now))
            writing.raise_version(parent.thread_id)
            answer = _known(writing, answer_id)
        return Done(answer, self._publish(answer.thread_id))

    def _change(
        self, writing: Writing, comment: StoredComment, status: Status, who: str, why: str | None
    ) -> None:
        now = self._clock()
        writing.decide(comment.id, status, None if status is Status.PENDING else now)
        writing.add_event(
            Event(comment_id=comment.id, kind=_KINDS[status], who=who, at=now, why=why)
        )
        if Status.APPROVED in {comment.status, status}:
            writing.raise_version(comment.thread_id)

    def _publish(self, thread_id: ThreadId) -> NotPublished | None:
        try:
            self._publication.publish(thread_id)
        except NotPublished as trouble:
            return trouble
        return None

    def _desk(self, reading: Reading, comments: Sequence[StoredComment]) -> Desk:
        return Desk(
            [self._in_context(reading, comment) for comment in comments],
            reading.count(Status.PENDING),
            reading.count(Status.HELD),
        )

    def _in_context(self, reading: Reading, comment: StoredComment) -> InContext:
        return InContext(
            comment,
            self._threads.get(comment.thread_id),
            None if comment.parent_id is None else reading.comment(comment.parent_id),
            [
                sibling
                for sibling in reading.answers(comment.thread_id, comment.parent_id, SIBLINGS_SHOWN)
                if sibling.id != comment.id
            ],
            reading.events(comment.id),
        )


def _known(reading: Reading, comment_id: int) -> StoredComment:
    comment = reading.comment(comment_id)
    if comment is None:
        raise UnknownComment(comment_id)
    return comment

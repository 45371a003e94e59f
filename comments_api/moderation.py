"""What moderators do: see what waits, decide, take back, answer as the essay's author.

Every decision is an event with who, when and why, written in the transaction that changes the
status. Publishing comes after and may fail without touching the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_api.conversation.comment import EarlierText, Thread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Block,
    Edit,
    Event,
    EventKind,
    NewComment,
    Report,
    Status,
    StoredComment,
    Verdict,
)
from comments_api.outbox import Outbox
from comments_api.ports import Clock, Reading, Store, Threads, Writing
from comments_api.publication import NotPublished, Publication
from comments_api.spam.bayes import Opinion
from comments_api.spam.block_list import BlockMatcher
from comments_api.spam.learning import SpamFilter, verdict_of
from comments_api.spam.recollection import Recollection

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


class ChangedMeanwhile(NotDecided):
    """Its writer changed the text after it was read here."""


class DecidedMeanwhile(NotDecided):
    """Somebody else decided otherwise after it was read here."""


class NoEdit(NotDecided):
    """No edit of this comment waits."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator's act led to. `trouble` says why it is not published yet."""

    comment: StoredComment
    trouble: NotPublished | None


@dataclass(frozen=True, slots=True)
class InContext:
    """A comment with what a moderator needs to judge it.

    `thread` is None when the site has it no more. `siblings` are the newest public comments
    that answer the same parent. `events` are everything that happened to it. `edit` waits for a
    decision; `earlier` is what stood in the page before. `doubts` are why a machine put aside what
    waits. `opinion` is the filter's and `blocks` are the entries of the block list that it meets,
    both as of now and of the text that waits, the edit's if there is one. `reports` are what
    readers say about it.
    """

    comment: StoredComment
    thread: Thread | None
    parent: StoredComment | None
    siblings: Sequence[StoredComment]
    events: Sequence[Event]
    edit: Edit | None
    earlier: Sequence[EarlierText]
    doubts: Sequence[Event]
    opinion: Opinion
    blocks: Sequence[Block]
    reports: Sequence[Report]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk: comments in context, and how many there are of each waiting kind.

    `reported` is how many reports wait.
    """

    entries: Sequence[InContext]
    pending: int
    held: int
    edits: int
    reported: int


class Moderation:
    """The use cases of moderators. Every method may raise StoreUnavailable."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        clock: Clock,
        publication: Publication,
        spam_filter: SpamFilter,
        *,
        outbox: Outbox,
    ) -> None:
        self._store = store
        self._threads = threads
        self._clock = clock
        self._publication = publication
        self._spam_filter = spam_filter
        self._block_list = Recollection(BlockMatcher.of)
        self._outbox = outbox

    def waiting(self, status: Status, limit: int, *, by_score: bool = True) -> Desk:
        """What waits as `status` (pending or held): what is least like spam first, or the oldest.

        What scores alike, which is everything before the filter has learned enough, comes by age.
        """
        with self._store.reading() as reading:
            return self._desk(reading, reading.standing(status, limit, by_score=by_score))

    def edited(self, limit: int, *, by_score: bool = True) -> Desk:
        """Public comments whose writers want them changed: least like spam first, or the oldest.

        What a machine would have put aside comes last in the first order.
        """
        with self._store.reading() as reading:
            edits = reading.edits(limit, by_score=by_score)
            return self._desk(reading, [_known(reading, edit.comment_id) for edit in edits])

    def decided(self, limit: int) -> Desk:
        """What was decided, the latest decision first."""
        with self._store.reading() as reading:
            return self._desk(reading, reading.decided(limit))

    def look_at(self, comment_id: int) -> InContext:
        """One comment in its context. Raises UnknownComment."""
        with self._store.reading() as reading:
            return self.in_context(reading, _known(reading, comment_id))

    def decide(
        self,
        comment_id: int,
        status: Status,
        who: str,
        why: str | None = None,
        *,
        seen: int | None = None,
        seen_as: Status | None = None,
        verdict: Verdict | None = None,
    ) -> Done:
        """Approve, reject, or take a decision back (``Status.PENDING``), then publish.

        `seen` is the revision that was read and `seen_as` what had been decided of it; `verdict` is
        what the filter learns from it, if not what the decision says by itself. Raises
        UnknownComment, AlreadySo, ChangedMeanwhile, DecidedMeanwhile.
        """
        with self._store.writing() as writing:
            before = _known(writing, comment_id, seen)
            if before.status is status:
                raise AlreadySo(comment_id, status)
            if seen_as not in {None, before.status}:
                raise DecidedMeanwhile(comment_id)
            self.change(writing, before, status, who, why, verdict=verdict)
            after = _known(writing, comment_id)
        public = Status.APPROVED in {before.status, after.status}
        return Done(after, self._publish(after.thread_id) if public else None)

    def decide_edit(
        self,
        comment_id: int,
        *,
        approve: bool,
        who: str,
        why: str | None = None,
        seen: int | None = None,
    ) -> Done:
        """Let the writer's change into the page, or keep the text that stands there; then publish.

        Raises UnknownComment, NoEdit, ChangedMeanwhile.
        """
        with self._store.writing() as writing:
            before = _known(writing, comment_id, seen)
            edit = writing.edit(comment_id)
            if edit is None:
                raise NoEdit(comment_id)
            now = self._clock()
            if approve:
                _take_over(writing, before, edit, now)
                writing.raise_version(before.thread_id)
            else:
                writing.drop_edit(comment_id)
                self._outbox.edit_declined(writing, before, now)
            kind = EventKind.EDIT_APPROVED if approve else EventKind.EDIT_REJECTED
            writing.add_event(Event(comment_id=comment_id, kind=kind, who=who, at=now, why=why))
            after = _known(writing, comment_id)
            if approve:
                self._spam_filter.teach(writing, after, Verdict.WANTED)
        return Done(after, self._publish(after.thread_id) if approve else None)

    def answer(
        self,
        comment_id: int,
        text: str,
        name: str,
        who: str,
        *,
        seen: int | None = None,
        seen_as: Status | None = None,
    ) -> Done:
        """Publish `text` under the author's `name` below a comment, which it approves if need be.

        An answer to something that readers cannot see would make no sense. Raises UnknownComment,
        ChangedMeanwhile, DecidedMeanwhile.
        """
        with self._store.writing() as writing:
            parent = _known(writing, comment_id, seen)
            if parent.status is Status.REJECTED and seen_as not in {None, Status.REJECTED}:
                raise DecidedMeanwhile(comment_id)
            if parent.status is not Status.APPROVED:
                self.change(writing, parent, Status.APPROVED, who, None)
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
            self._outbox.reply(writing, answer, now)
        return Done(answer, self._publish(answer.thread_id))

    def change(
        self,
        writing: Writing,
        comment: StoredComment,
        status: Status,
        who: str,
        why: str | None,
        *,
        verdict: Verdict | None = None,
    ) -> None:
        """What `decide` does within a transaction; whoever calls it publishes with `done`."""
        now = self._clock()
        if (edit := writing.edit(comment.id)) is not None:
            # Edits wait for public comments only. What waits again is what its writer means now.
            if status is Status.PENDING:
                _take_over(writing, comment, edit, now)
            else:
                writing.drop_edit(comment.id)
        writing.decide(comment.id, status, None if status is Status.PENDING else now)
        writing.add_event(
            Event(comment_id=comment.id, kind=_KINDS[status], who=who, at=now, why=why)
        )
        if Status.APPROVED in {comment.status, status}:
            writing.raise_version(comment.thread_id)
        if status is Status.APPROVED:
            self._outbox.reply(writing, comment, now)
        if status.waits:
            writing.unlearn(comment.id)
        else:
            self._spam_filter.teach(writing, comment, verdict or verdict_of(status))

    def done(self, comment_id: int) -> Done:
        """Publish the thread of a comment that was changed. Raises UnknownComment."""
        with self._store.reading() as reading:
            comment = _known(reading, comment_id)
        return Done(comment, self._publish(comment.thread_id))

    def _publish(self, thread_id: ThreadId) -> NotPublished | None:
        try:
            self._publication.publish(thread_id)
        except NotPublished as trouble:
            return trouble
        return None

    def _desk(self, reading: Reading, comments: Sequence[StoredComment]) -> Desk:
        return Desk(
            [self.in_context(reading, comment) for comment in comments],
            reading.count(Status.PENDING),
            reading.count(Status.HELD),
            reading.count_edits(),
            reading.count_open_reports(),
        )

    def in_context(self, reading: Reading, comment: StoredComment) -> InContext:
        """The comment with what belongs to it."""
        events = reading.events(comment.id)
        edit = reading.edit(comment.id)
        judged = comment if edit is None else comment.saying(edit.source)
        return InContext(
            comment,
            self._threads.get(comment.thread_id),
            None if comment.parent_id is None else reading.comment(comment.parent_id),
            [
                sibling
                for sibling in reading.answers(comment.thread_id, comment.parent_id, SIBLINGS_SHOWN)
                if sibling.id != comment.id
            ],
            events,
            edit,
            reading.earlier(comment.id),
            _doubts(comment, edit, events),
            self._spam_filter.opinion(reading, judged),
            self._block_list.of(reading).matches(
                judged.author, judged.email, judged.website, judged.words
            ),
            reading.reports_on(comment.id),
        )


def _known(reading: Reading, comment_id: int, seen: int | None = None) -> StoredComment:
    comment = reading.comment(comment_id)
    if comment is None:
        raise UnknownComment(comment_id)
    if seen is not None and seen != comment.revision:
        raise ChangedMeanwhile(comment_id)
    return comment


def _doubts(comment: StoredComment, edit: Edit | None, events: Sequence[Event]) -> Sequence[Event]:
    """Why a machine put aside what waits: the comment, or the newest wish to change it."""
    if edit is not None:
        wishes = [at for at, event in enumerate(events) if event.kind is EventKind.EDIT_PROPOSED]
        events = events[wishes[-1] :] if wishes else ()
    elif not comment.status.waits:
        return ()
    return [event for event in events if event.kind is EventKind.HELD]


def _take_over(writing: Writing, comment: StoredComment, edit: Edit, now: datetime) -> None:
    """Make the edit the text. What somebody answered meanwhile does not change unnoticed."""
    if edit.correction or writing.replied(comment.id):
        writing.keep_earlier(comment.id, EarlierText(comment.source, now))
    writing.rewrite(comment.id, edit.source, score=edit.score, words_hash=edit.words_hash)
    writing.drop_edit(comment.id)

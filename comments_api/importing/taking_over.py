"""Taking over old discussions: all of them in one transaction, each comment once, for good.

A comment's origin says where it came from, and the event of its coming says so too, so that a
second run adds nothing, not even what was erased since. Approved ones are public at once, others
wait. What answered a comment that did not come along is kept and shown as
an orphan: it answers a number that no comment has or will have.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.tree import build_tree
from comments_api.importing.matching import Matching
from comments_api.importing.old_discussion import LeftOut, OldComment, OldThread
from comments_api.model import Event, EventKind, NewComment, Status
from comments_api.ports import Clock, Store, Writing

WHO = "import"


@dataclass(frozen=True, slots=True)
class Homeless:
    """An old discussion that none of the site's is known to be. Carries its names and size."""

    names: tuple[str, ...]
    title: str
    comments: int


@dataclass(slots=True)
class Report:
    """What came, what was there, what did not come, and why."""

    added: int = 0
    waiting: int = 0
    orphans: int = 0
    unchanged: int = 0
    undated: int = 0
    threads: set[ThreadId] = field(default_factory=set)
    hidden: set[ThreadId] = field(default_factory=set)
    closed: list[tuple[ThreadId, str]] = field(default_factory=list)
    homeless: list[Homeless] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)


def take_over(
    store: Store, clock: Clock, matching: Matching, old: Iterable[OldThread], anonymous: str
) -> Report:
    """Take over every discussion of `old` that has a home. `anonymous` names who had no name.

    The whole export is read before the transaction begins, so whatever `old` raises leaves the
    store untouched, and visitors wait only while rows are written. Raises StoreUnavailable.
    """
    report = Report()
    with tempfile.TemporaryFile() as spool:
        _prepare(old, matching, report, spool)
        spool.seek(0)
        with store.writing() as writing:
            once = writing.loaders()
            for thread_id, comments in _prepared(spool):
                _Taking(writing, report, thread_id, clock(), anonymous, once).take(comments)
    report.hidden = {thread_id for thread_id in report.threads if thread_id not in matching.public}
    return report


def _prepare(
    old: Iterable[OldThread], matching: Matching, report: Report, spool: IO[bytes]
) -> None:
    for thread in old:
        thread_id = matching.find(thread.names)
        if thread_id is None:
            if thread.comments:
                report.homeless.append(Homeless(thread.names, thread.title, len(thread.comments)))
            continue
        report.left_out += thread.left_out
        report.undated += thread.undated
        if thread.closed:
            report.closed.append((thread_id, thread.title))
        pickle.dump((thread_id, _each_once(thread.comments, report)), spool)


def _prepared(spool: IO[bytes]) -> Iterator[tuple[ThreadId, list[OldComment]]]:
    while True:
        try:
            yield pickle.load(spool)  # noqa: S301 our own, written a moment ago
        except EOFError:
            return


def _each_once(comments: list[OldComment], report: Report) -> list[OldComment]:
    by_origin: dict[str, OldComment] = {}
    for comment in comments:
        if by_origin.setdefault(comment.origin, comment) is not comment:
            report.left_out[LeftOut.TWICE] += 1
    return list(by_origin.values())


@dataclass(slots=True)
class _Taking:
    """One discussion on its way in. `once` are the origins of all that ever came."""

    writing: Writing
    report: Report
    thread_id: ThreadId
    now: datetime
    anonymous: str
    once: AbstractSet[str]
    ids: dict[str, int] = field(default_factory=dict)
    never_came: dict[str, int] = field(default_factory=dict)

    def take(self, comments: list[OldComment]) -> None:
        """Add what is not there yet, parents before their answers."""
        self.writing.claim_thread(self.thread_id)
        public = False
        for comment, orphaned in _parents_first(comments):
            before = self.writing.comment_by_origin(comment.origin)
            if before is not None:
                self.ids[comment.origin] = before.id
                self.report.unchanged += 1
                continue
            if comment.origin in self.once:
                self.report.left_out[LeftOut.ERASED] += 1
                continue
            self._add(comment, orphaned=orphaned)
            public = public or not comment.waits
        if public:
            self.writing.raise_version(self.thread_id)

    def _add(self, comment: OldComment, *, orphaned: bool) -> None:
        status = Status.PENDING if comment.waits else Status.APPROVED
        comment_id = self.writing.insert(
            NewComment(
                thread_id=self.thread_id,
                parent_id=self._parent_id(comment, orphaned=orphaned),
                author=comment.author or self.anonymous,
                email=comment.email,
                website=comment.website,
                source=comment.source,
                written_at=comment.written_at,
                by_author=comment.by_author,
                status=status,
                decided_at=None if comment.waits else comment.written_at,
                origin=comment.origin,
                passage=comment.passage,
            )
        )
        loaded = Event(
            comment_id=comment_id, kind=EventKind.LOADED, who=comment.origin, at=self.now
        )
        self.writing.add_event(loaded)
        self.ids[comment.origin] = comment_id
        self.report.added += 1
        self.report.waiting += comment.waits
        self.report.threads.add(self.thread_id)

    def _parent_id(self, comment: OldComment, *, orphaned: bool) -> int | None:
        if comment.parent is None:
            return None
        if not orphaned and comment.parent in self.ids:  # not erased here since
            return self.ids[comment.parent]
        before = self.writing.comment_by_origin(comment.parent)  # it may have come before
        if before is not None and before.thread_id == self.thread_id:
            return before.id
        self.report.orphans += 1
        if comment.parent not in self.never_came:
            self.never_came[comment.parent] = self._number_of_nobody(comment.parent)
        return self.never_came[comment.parent]

    def _number_of_nobody(self, origin: str) -> int:
        """A number that was given once and is never given again."""
        nobody = NewComment(thread_id=self.thread_id, author="", source="", written_at=self.now)
        number = self.writing.insert(nobody)
        self.writing.erase(number)
        self.writing.add_event(
            Event(comment_id=number, kind=EventKind.ERASED, who=WHO, at=self.now, why=origin)
        )
        return number


def _parents_first(comments: list[OldComment]) -> Iterator[tuple[OldComment, bool]]:
    """Each comment with whether it has nothing to stand under; in their order, where that can be.

    One that comes before the comment it answers waits for it.
    """
    orphaned = _orphaned(comments)
    placed: set[str] = set()
    early: defaultdict[str, list[OldComment]] = defaultdict(list)
    for comment in comments:
        if comment.parent and comment.origin not in orphaned and comment.parent not in placed:
            early[comment.parent].append(comment)
            continue
        ready = [comment]
        for one in ready:  # grows while it is read
            yield one, one.origin in orphaned
            placed.add(one.origin)
            ready.extend(early.pop(one.origin, ()))


def _orphaned(comments: list[OldComment]) -> set[str]:
    """Those whose parent is not among them, and one of each circle."""
    numbers = {comment.origin: number for number, comment in enumerate(comments, start=1)}
    beyond = len(comments) + 1  # a number that is none of theirs
    tree = build_tree(
        PublicComment(
            id=number,
            parent_id=None if comment.parent is None else numbers.get(comment.parent, beyond),
            author=comment.author,
            website=None,
            source="",
            written_at=comment.written_at,
        )
        for number, comment in enumerate(comments, start=1)
    )
    return {comments[node.comment.id - 1].origin for node in tree if node.orphaned}

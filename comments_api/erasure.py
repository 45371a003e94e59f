"""Erasing: from the database, from the published files, and from every backup that comes back.

Before a comment goes, its number and its time of writing are noted in a ledger that lies outside
the database and holds no word of what was written. After a restore the ledger is replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import ErasedComment, Event, EventKind, Status, StoredComment
from comments_api.ports import Clock, ErasureLedger, Store, Writing
from comments_api.publication import NotPublished, Publication

LEDGER = "ledger"
"""Who erased a comment again that a backup had brought back."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Which comments are gone, and which published threads still show them."""

    comment_ids: tuple[int, ...]
    behind: tuple[NotPublished, ...]


class Erasure:
    """Erases comments. Every method may raise StoreUnavailable, with nothing erased."""

    def __init__(
        self, store: Store, ledger: ErasureLedger, clock: Clock, publication: Publication
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._publication = publication

    def erase(self, comment_ids: Iterable[int], who: str) -> Erased:
        """Erase these comments for good; replies to them stay. Ids that are gone are passed over.

        Raises FilesUnavailable when the ledger cannot be written: then nothing is erased.
        """
        with self._store.writing() as writing:
            found = [writing.comment(comment_id) for comment_id in sorted(set(comment_ids))]
            comments = [comment for comment in found if comment is not None]
            now = self._clock()
            # Before the database: what is noted and still there will be erased by a replay.
            self._ledger.note(
                ErasedComment(comment.id, comment.written_at, now) for comment in comments
            )
            threads = self._remove(writing, comments, who)
        return self._published(comments, threads)

    def replay(self) -> Erased:
        """Erase again what a backup brought back. Raises FilesUnavailable."""
        noted = list(self._ledger.entries())
        with self._store.writing() as writing:
            # The time as well: after a restore an id may have been given to another comment.
            comments = [
                comment
                for entry in noted
                if (comment := writing.comment(entry.comment_id)) is not None
                and comment.written_at == entry.written_at
            ]
            threads = self._remove(writing, comments, LEDGER)
        return self._published(comments, threads)

    def _remove(
        self, writing: Writing, comments: Sequence[StoredComment], who: str
    ) -> list[ThreadId]:
        now = self._clock()
        for comment in comments:
            writing.erase(comment.id)
            writing.add_event(Event(comment_id=comment.id, kind=EventKind.ERASED, who=who, at=now))
        writing.remove_empty_folders()
        public = (comment for comment in comments if comment.status is Status.APPROVED)
        threads = sorted({comment.thread_id for comment in public})
        for thread_id in threads:
            writing.raise_version(thread_id)
        return threads

    def _published(self, comments: Sequence[StoredComment], threads: list[ThreadId]) -> Erased:
        behind = []
        for thread_id in threads:
            try:
                self._publication.publish(thread_id)
            except NotPublished as trouble:  # housekeeping tries again
                behind.append(trouble)
        return Erased(tuple(comment.id for comment in comments), tuple(behind))

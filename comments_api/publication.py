"""From the database to the files that everybody reads.

The database is the truth; the files are derived. A decision raises its thread's version in the same
transaction, and only then is published. `published_version` tells up to where that went, so what a
crash, a full disk or a stopped machine left behind is found again and published later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from comments_api.avatars import Avatars
from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import ExchangeError, PublishedThread
from comments_api.conversation.feed import MOST_ENTRIES, render_site_feed, render_thread_feed
from comments_api.conversation.rendering import pages_of, render_pages
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Status
from comments_api.ports import (
    Clock,
    FilesUnavailable,
    PublishedFiles,
    Store,
    StoreUnavailable,
    Threads,
)


class NotPublished(Exception):
    """The decision stands, the files are behind. Carries `thread_id` and `reason`."""

    def __init__(self, thread_id: ThreadId, reason: str) -> None:
        super().__init__(f"{thread_id}: {reason}")
        self.thread_id = thread_id
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Report:
    """What became of several threads."""

    published: tuple[ThreadId, ...]
    failed: tuple[NotPublished, ...]


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What feeds say of the site; `origin`, ``https://host``, precedes addresses without a host."""

    origin: str
    site_name: str
    language: str


class Publication:
    """Publishes threads, one writer for each thread at a time."""

    def __init__(
        self,
        store: Store,
        threads: Threads,
        files: PublishedFiles,
        clock: Clock,
        *,
        feeds: FeedSettings,
        avatars: Avatars,
    ) -> None:
        self._store = store
        self._threads = threads
        self._files = files
        self._clock = clock
        self._feeds = feeds
        self._avatars = avatars
        self._known_pages: dict[ThreadId, tuple[Thread, int, Mapping[int, str]]] = {}

    def publish(self, thread_id: ThreadId) -> None:
        """Bring the files of one thread up to the database. Raises NotPublished."""
        try:
            with self._files.held(thread_id):
                # Read after the lock is ours: who published before us may have read less.
                published = self._snapshot(thread_id)
                self._files.write(published, self._rendered(published), self._feed(published))
                with self._files.site_held():
                    self._files.write_site_feed(self.site_feed())
                with self._store.writing() as writing:
                    writing.mark_published(thread_id, published.version)
        except (FilesUnavailable, ExchangeError, StoreUnavailable) as error:
            raise NotPublished(thread_id, str(error)) from error

    def publish_outstanding(self) -> Report:
        """Publish whatever is behind. Raises StoreUnavailable."""
        with self._store.reading() as reading:
            states = reading.threads()
        return self._publish_each(
            state.thread_id for state in states if state.version > state.published_version
        )

    def publish_everything(self) -> Report:
        """Publish every thread anew, for example after the renderer changed."""
        with self._store.reading() as reading:
            states = reading.threads()
        return self._publish_each(state.thread_id for state in states if state.version)

    def fragments(self, thread_id: ThreadId) -> tuple[Markup, ...]:
        """The thread's pages as HTML, made now; none for a thread the site does not have."""
        return self._rendered(self._snapshot(thread_id))

    def place(self, comment_id: int) -> str | None:
        """The address at which a public comment stands; None when nobody can read it."""
        with self._store.reading() as reading:
            comment = reading.comment(comment_id)
            state = reading.thread(comment.thread_id) if comment else None
        if comment is None or state is None or comment.status is not Status.APPROVED:
            return None
        thread = self._threads.get(comment.thread_id)
        if thread is None:
            return None
        page = self._pages(thread.as_of(self._clock()), state.version).get(comment_id)
        if page is None:  # it was hidden meanwhile
            return None
        return f"{page}#kommentar-{comment_id}"

    def feed(self, thread_id: ThreadId) -> str | None:
        """The thread's feed, made now; None for a thread the site does not have."""
        return self._feed(self._snapshot(thread_id))

    def site_feed(self) -> str:
        """The newest comments of all threads the site has, made now."""
        with self._store.reading() as reading:
            newest = reading.newest_approved(MOST_ENTRIES)
            earlier = {comment.id: reading.earlier(comment.id) for comment in newest}
        entries = [
            (thread, self._avatars.public(comment, earlier[comment.id]))
            for comment in newest
            if (thread := self._threads.get(comment.thread_id)) is not None
        ]
        return render_site_feed(
            entries, self._feeds.site_name, self._feeds.language, self._feeds.origin
        )

    def _feed(self, published: PublishedThread) -> str | None:
        thread = self._threads.get(published.thread_id)
        if thread is None:
            return None
        return render_thread_feed(thread, published.comments, published.version, self._feeds.origin)

    def _pages(self, thread: Thread, version: int) -> Mapping[int, str]:
        """The page of each comment, worked out once for each version of the thread."""
        known = self._known_pages.get(thread.id)
        if known is None or known[:2] != (thread, version):
            published = self._snapshot(thread.id)
            known = (thread, published.version, pages_of(thread, published.comments))
            self._known_pages[thread.id] = known
        return known[2]

    def _publish_each(self, thread_ids: Iterable[ThreadId]) -> Report:
        published, failed = [], []
        for thread_id in thread_ids:
            try:
                self.publish(thread_id)
            except NotPublished as error:
                failed.append(error)
            else:
                published.append(thread_id)
        return Report(tuple(published), tuple(failed))

    def _snapshot(self, thread_id: ThreadId) -> PublishedThread:
        with self._store.reading() as reading:
            state = reading.thread(thread_id)
            earlier = reading.earlier_in(thread_id)
            comments = tuple(
                self._avatars.public(comment, earlier.get(comment.id, ()))
                for comment in reading.approved(thread_id)
            )
        return PublishedThread(thread_id, state.version if state else 0, comments)

    def _rendered(self, published: PublishedThread) -> tuple[Markup, ...]:
        thread = self._threads.get(published.thread_id)
        if thread is None:  # the essay is gone; its comments stay, without a page to stand on
            return ()
        return render_pages(thread.as_of(self._clock()), published.comments, published.version)

"""The published files of threads, one writer for each thread at a time, across processes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from comments_api.ports import FilesUnavailable


class ExchangeFiles:
    """Published files in an exchange folder."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def held(self, thread_id: ThreadId) -> AbstractContextManager[None]:
        """Hold the thread's lock; the kernel lets go of it when a process dies."""
        return self._held(thread_id)

    def site_held(self) -> AbstractContextManager[None]:
        """Hold the lock of the site's feed."""
        return self._held("_site")  # no thread has an underscore in its name

    @contextmanager
    def _held(self, name: str) -> Iterator[None]:
        path = self._exchange.root / "locks" / f"{name}.lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise FilesUnavailable(str(path), str(error.strerror)) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def write(self, published: PublishedThread, fragments: Sequence[str], feed: str | None) -> None:
        """The comments first: what the page is built of must not be older than the fragment."""
        thread_id = published.thread_id
        with self._told():
            self._exchange.write_published(published)
            self._exchange.write_fragments(thread_id, fragments)
            if feed is None:
                self._exchange.feed_file(thread_id).unlink(missing_ok=True)
            else:
                self._exchange.write_feed(thread_id, feed)

    def write_site_feed(self, feed: str) -> None:
        """Put the site's feed in place."""
        with self._told():
            self._exchange.write_site_feed(feed)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self._exchange.root
            raise FilesUnavailable(str(where), str(error.strerror)) from error

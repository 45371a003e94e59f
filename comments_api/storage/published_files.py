"""The published files of threads, one writer for each thread at a time, across processes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from comments_api.ports import FilesUnavailable


class ExchangeFiles:
    """Published files in an exchange folder."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    @contextmanager
    def held(self, thread_id: ThreadId) -> Iterator[None]:
        """Hold the thread's lock; the kernel lets go of it when a process dies."""
        path = self._exchange.root / "locks" / f"{thread_id}.lock"
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

    def write(self, published: PublishedThread, fragment: str | None) -> None:
        """The comments first: what the page is built of must not be older than the fragment."""
        try:
            self._exchange.write_published(published)
            if fragment is None:
                self._exchange.fragment_file(published.thread_id).unlink(missing_ok=True)
            else:
                self._exchange.write_fragment(published.thread_id, fragment)
        except OSError as error:
            where = error.filename or self._exchange.root
            raise FilesUnavailable(str(where), str(error.strerror)) from error

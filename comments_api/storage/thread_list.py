"""The site's threads, read again only when the site wrote them anew."""

from __future__ import annotations

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import ThreadId

_Stamp = tuple[int, int, int] | None


class ThreadList:
    """The threads in an exchange folder.

    Threads of one process may share it: what they race for is only who reads the file.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._file = exchange.threads_file
        self._read: tuple[_Stamp, dict[ThreadId, Thread]] | None = None

    def get(self, thread_id: ThreadId) -> Thread | None:
        """The thread of this id. Raises ExchangeError when the file cannot be used."""
        return self.all().get(thread_id)

    def all(self) -> dict[ThreadId, Thread]:
        """Every thread by its id. Raises ExchangeError."""
        stamp = self._stamp()
        if self._read is None or self._read[0] != stamp:
            self._read = (stamp, self._exchange.read_threads())
        return self._read[1]

    def _stamp(self) -> _Stamp:
        """Changes whenever the file is replaced: a new file has a new inode or a new time."""
        try:
            status = self._file.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_ino, status.st_size)

"""Of those who take in comments at once in one process, one has the floor; the others wait for it.

Python runs one thread at a time anyway. Left to itself it takes the floor from each every 5 ms and
gives it to any other, so that somebody's comment comes last again and again, and whoever holds the
lock of the database waits as well. With an order, who waits for the disk lends the floor to the
next and finds it again afterwards. What that gains: benchmarks/RESULTS.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident


class Floor:
    """Shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._speaker: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the floor and have it. Not to be taken twice, nor while a client is slow."""
        self._take()
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let others have it while something is waited for; for who does not have it, nothing."""
        if self._speaker != get_ident():
            yield
            return
        self._give()
        try:
            yield
        finally:
            self._take()

    def _take(self) -> None:
        self._lock.acquire()
        self._speaker = get_ident()

    def _give(self) -> None:
        self._speaker = None
        self._lock.release()

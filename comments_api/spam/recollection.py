"""What is made of the lessons or of the block list, kept in memory until either changes.

Every change, by whichever process, gives the database another token in the same transaction. So one
small question tells whether what is remembered still holds, and a decision taken here or elsewhere
counts for the very next comment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from comments_api.ports import SpamReader

T = TypeVar("T")


class Recollection(Generic[T]):
    """What `gather` made of the database as it is.

    Shared by the threads of a process: of two who gather the same at once, either may keep it.
    """

    def __init__(self, gather: Callable[[SpamReader], T]) -> None:
        self._gather = gather
        self._kept: tuple[bytes | None, T] | None = None

    def of(self, reading: SpamReader) -> T:
        """What holds in the transaction of `reading`, gathered again only if it may be another."""
        token = reading.spam_token()
        kept = self._kept
        if kept is None or kept[0] != token:
            kept = self._kept = (token, self._gather(reading))
        return kept[1]

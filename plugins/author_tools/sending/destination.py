"""What every way of sending has in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.manuscript import AuthorError


class CannotSend(AuthorError):
    """The site did not arrive, or not whole.

    What stands here is untouched, and sending again goes on where it stopped.
    """


@dataclass(frozen=True, slots=True)
class Sent:
    """How many files travelled, and how many were deleted at the other end."""

    files: int
    deleted: int


class Sender(Protocol):
    """Makes the other end equal to a folder; deletes last, so that no page misses its picture."""

    def send(self, site: Path) -> Sent:
        """Send what differs. Raises CannotSend."""
        ...

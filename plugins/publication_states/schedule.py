"""Which essays are out at a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Scheduled:
    """An essay that waits for its time. `due` is aware."""

    due: datetime
    slug: str
    title: str


def is_due(date: datetime, now: datetime) -> bool:
    """Whether an essay dated `date` is out at `now` (both aware): from its minute on."""
    return date <= now

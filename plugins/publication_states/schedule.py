"""Which essays are out at a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class Scheduled:
    """An essay that waits for its time. `due` is aware."""

    due: datetime
    slug: str
    title: str


def is_due(date: datetime, now: datetime) -> bool:
    """Whether an essay dated `date` is out at `now` (both aware): from its minute on."""
    return date <= now


def build_time(setting: datetime | str | None) -> datetime:
    """The moment a build stands for: the BUILD_TIME setting (aware, or ISO 8601), else now.

    Raises ValueError when the setting is no time or has no zone.
    """
    if setting is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(setting) if isinstance(setting, str) else setting
    if moment.tzinfo is None:
        raise ValueError(f"BUILD_TIME has no time zone: {setting}")
    return moment

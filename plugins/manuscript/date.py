"""Dates as authors write them, and the moment a build stands for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?")


class ImpossibleDate(ValueError):
    """Not a date, not a day of the calendar, or an hour that the change to summer time skips."""


def parse_date(text: str, zone: ZoneInfo) -> datetime:
    """``2026-09-07`` or ``2026-09-07 07:30`` as an aware datetime.

    An hour that occurs twice, when summer time ends, means its first occurrence (PEP 495).
    Raises ImpossibleDate.
    """
    if not _DATE.fullmatch(text):
        raise ImpossibleDate(text)
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError as error:
        raise ImpossibleDate(text) from error
    # A local time that does not exist comes back changed from a round trip through UTC.
    try:
        there_and_back = moment.astimezone(UTC).astimezone(zone)
    except OverflowError as error:  # in UTC it is the year 0
        raise ImpossibleDate(text) from error
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ImpossibleDate(text)
    return moment


def build_time(setting: object) -> datetime:
    """The moment a build stands for: the BUILD_TIME setting (aware, or ISO 8601), else now.

    Raises ImpossibleDate when the setting is no time or has no zone.
    """
    if setting is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(setting) if isinstance(setting, str) else setting
    except ValueError as error:
        raise ImpossibleDate(setting) from error
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise ImpossibleDate(setting)
    return moment

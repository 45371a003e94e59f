"""Dates and numbers as people write them in a language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

_REGION = {"en": "en_GB"}
"""The English here is a European's: 7 September 2026, not September 7, 2026."""


def long_date(value: date, lang: str) -> str:
    """``7. September 2026``, ``7 September 2026``. A date and time gives its date."""
    return _long_date(value.date() if isinstance(value, datetime) else value, lang)


@lru_cache(10_000)  # a list of essays writes each date and number anew, and Babel is slow
def _long_date(day: date, lang: str) -> str:
    return format_date(day, "long", _locale(lang))


def short_date(value: date, lang: str) -> str:
    """``07.09.2026``, ``7 Sept 2026``."""
    return format_date(value, "medium", _locale(lang))


def clock_time(value: datetime, lang: str) -> str:
    """``07:30``: hours and minutes as the date and time itself has them."""
    return format_time(value.time(), "short", locale=_locale(lang))


def iso_date(value: date) -> str:
    """``2026-09-07`` for a date, ``2026-09-07T09:00:00+02:00`` for a date and time."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


@lru_cache(10_000)
def decimal(value: float, lang: str, digits: int = 1) -> str:
    """``1.234,5``, ``1,234.5``: at most `digits` digits after the comma, none for a whole."""
    return format_decimal(value, "#,##0." + "#" * digits, _locale(lang))


def _locale(lang: str) -> Locale:
    """A tag nobody keeps rules for is written as English is, like its missing translations."""
    tag = lang.replace("-", "_")
    try:
        return Locale.parse(_REGION.get(tag.lower(), tag))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_REGION["en"])

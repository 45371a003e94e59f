"""Moments and numbers as people write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from comments_api.conversation.language import locale_of

ZONE = "Europe/Berlin"
"""Where moderators are taken to be; readers see times in the zone of their thread."""


def day_and_time(at: datetime, language: str, zone: str = ZONE) -> str:
    """``7. September 2026, 09:30``, in `language` (a primary subtag)."""
    locale = locale_of(language)
    local = at.astimezone(ZoneInfo(zone))
    day = format_date(local, "long", locale)
    return f"{day}, {format_time(local, 'short', tzinfo=local.tzinfo, locale=locale)}"


def grouped(number: int, language: str) -> str:
    """``8.000``, in `language` (a primary subtag)."""
    return format_decimal(number, locale=locale_of(language))

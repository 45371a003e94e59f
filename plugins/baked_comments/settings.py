"""Pelican's settings as this plugin understands them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plugins.manuscript import Translate, must_be
from plugins.manuscript.date import ImpossibleDate, build_time

_LONGEST = 36_500  # days: a century


@dataclass(frozen=True, slots=True)
class Settings:
    """`close_after` is how long a discussion stays open after its essay's date, None for ever.

    `site_url` precedes every address and ends without a slash; `now` is the moment of the build.
    `mail`: the service sends replies by mail, so the form may offer them. `rules_url`,
    `privacy_url` and `imprint_url` are the pages that forms and decisions refer to, below
    `site_url`, without a slash before them.
    """

    enabled: bool
    exchange: Path
    close_after: timedelta | None
    now: datetime
    default_lang: str
    zone: str
    site_url: str
    mail: bool
    rules_url: str
    privacy_url: str
    imprint_url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        return cls(
            enabled=_yes_or_no(settings, "COMMENTS_ENABLED", _, default=True),
            exchange=_exchange(settings.get("COMMENTS_EXCHANGE", "var/exchange"), _),
            close_after=_close_after(settings.get("COMMENTS_CLOSE_AFTER_DAYS"), _),
            now=_build_time(settings.get("BUILD_TIME"), _),
            default_lang=settings["DEFAULT_LANG"],
            zone=settings["TIMEZONE"],
            site_url=settings["SITEURL"].rstrip("/"),
            mail=_yes_or_no(settings, "COMMENTS_MAIL", _, default=False),
            rules_url=_page(settings, "COMMENTS_RULES_URL", _, default="mitreden/"),
            privacy_url=_page(settings, "COMMENTS_PRIVACY_URL", _, default="datenschutz/"),
            imprint_url=_page(settings, "COMMENTS_IMPRINT_URL", _, default="impressum/"),
        )


def _yes_or_no(settings: Mapping[str, Any], name: str, _: Translate, *, default: bool) -> bool:
    value = settings.get(name, default)
    if not isinstance(value, bool):
        raise must_be(name, _("True or False"), value, _)
    return value


def _page(settings: Mapping[str, Any], name: str, _: Translate, *, default: str) -> str:
    value = settings.get(name, default)
    if not isinstance(value, str) or not re.fullmatch(r"[\w.~%-][\w.~%/-]*", value):
        raise must_be(name, _("the address of a page below the site's, like “rules/”"), value, _)
    return value


def _exchange(value: object, _: Translate) -> Path:
    if not isinstance(value, str | Path) or not str(value).strip():
        raise must_be("COMMENTS_EXCHANGE", _("the path of a folder"), value, _)
    return Path(value)


def _close_after(value: object, _: Translate) -> timedelta | None:
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= _LONGEST:
        expected = _("a number of days from 1 to %(longest)d, or None") % {"longest": _LONGEST}
        raise must_be("COMMENTS_CLOSE_AFTER_DAYS", expected, value, _)
    return timedelta(days=value)


def _build_time(value: object, _: Translate) -> datetime:
    try:
        return build_time(value)
    except ImpossibleDate as error:
        expected = _("a date and time with its time zone, or None")
        raise must_be("BUILD_TIME", expected, value, _) from error

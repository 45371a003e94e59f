"""Pelican's settings as this plugin understands them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.feeds.identity import is_authority, usual_authority
from plugins.manuscript import Translate, must_be


@dataclass(frozen=True, slots=True)
class Settings:
    """`site` is the absolute address that feeds name, without a slash at its end.

    `authority` gives the names (see identity); `most` is how many essays the feed of the whole
    site, of a section or an author holds.
    """

    name: str
    subtitle: str
    lang: str
    site: str
    authority: str
    most: int

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        site = (settings["SITEURL"] or settings["FEED_DOMAIN"]).rstrip("/")
        authority = settings.get("FEED_AUTHORITY") or usual_authority(site)
        if not isinstance(authority, str) or not is_authority(authority):
            expected = _("a host and a year in which it was yours, “spiegelkabinett.example,2026”")
            raise must_be("FEED_AUTHORITY", expected, authority, _)
        most = settings["FEED_MAX_ITEMS"]
        if type(most) is not int or most < 1:
            raise must_be("FEED_MAX_ITEMS", _("a whole number from 1 on"), most, _)
        return cls(
            name=settings["SITENAME"],
            subtitle=settings.get("SITESUBTITLE", ""),
            lang=settings["DEFAULT_LANG"],
            site=site,
            authority=authority,
            most=most,
        )

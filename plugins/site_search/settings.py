"""Pelican's settings as this plugin understands them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.manuscript import Translate, must_be

_FOLDER = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)+")


@dataclass(frozen=True, slots=True)
class Settings:
    """`url` is the search page's address without a slash in front; its files lie below."""

    url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        url = settings.get("SEARCH_URL", "suche/")
        if not isinstance(url, str) or not _FOLDER.fullmatch(url):
            expected = _("a folder below the site in small letters that ends in a slash: “suche/”")
            raise must_be("SEARCH_URL", expected, url, _)
        return cls(url)

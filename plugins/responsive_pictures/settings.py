"""Pelican's settings as this plugin understands them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.manuscript import Translate, must_be


@dataclass(frozen=True, slots=True)
class Settings:
    """`folders` hold the pictures; `cache` is a folder that may be deleted at any time."""

    content: Path
    folders: tuple[Path, ...]
    cache: Path
    site_url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        cache = settings.get("PICTURES_CACHE", "var/pictures")
        if not isinstance(cache, str | Path) or not str(cache).strip():
            raise must_be("PICTURES_CACHE", _("the path of a folder"), cache, _)
        content = Path(settings["PATH"])
        return cls(
            content=content,
            folders=tuple(content / folder for folder in settings["STATIC_PATHS"]),
            cache=Path(cache),
            site_url=settings["SITEURL"],
        )

"""Pelican's settings as this plugin understands them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.manuscript import Translate, must_be


@dataclass(frozen=True, slots=True)
class Settings:
    """`site` is the name in the pictures; `cache` a folder that may be deleted at any time."""

    site: str
    cache: Path

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        cache = settings.get("SHARE_IMAGES_CACHE", "var/share-images")
        if not isinstance(cache, str | Path) or not str(cache).strip():
            raise must_be("SHARE_IMAGES_CACHE", _("the path of a folder"), cache, _)
        return cls(site=settings["SITENAME"], cache=Path(cache))

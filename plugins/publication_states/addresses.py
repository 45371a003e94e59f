"""Where a text stands that is not simply out: withdrawn, or still to come."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

GONE = "410.html"
"""A folder that holds this file and no index is gone: web servers answer 410 (RFC 9110)."""

EDITORS = "redaktion"
"""The folder of a preview that only its author sees."""


def public_address(
    kind: str, settings: Mapping[str, Any], metadata: Mapping[str, Any], slug: str, lang: str
) -> tuple[str, str]:
    """Address and file that Pelican gives a published ARTICLE or PAGE (`kind`)."""
    edition = "" if lang == settings["DEFAULT_LANG"] else "_LANG"
    names = {**metadata, "slug": slug, "lang": lang}
    url, save_as = (settings[f"{kind}{edition}_{name}"] for name in ("URL", "SAVE_AS"))
    return url.format(**names), save_as.format(**names)


def gone_file(save_as: str) -> str:
    """The file that stands for a withdrawn page in its own folder."""
    return posixpath.join(posixpath.dirname(save_as), GONE)


def editors_address(slug: str, lang: str, default_lang: str) -> str:
    """Where a preview shows what is still to come."""
    return f"{EDITORS}/{slug}/" if lang == default_lang else f"{EDITORS}/{lang}/{slug}/"

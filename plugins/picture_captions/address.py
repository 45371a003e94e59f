"""Which file an author's picture address means: ``{static}/bilder/a.png``, as Pelican reads it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

_IN_SITE = re.compile(r"[{|](?:static|attach|filename)[|}](?P<path>[^?#]*)")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", re.IGNORECASE)


def is_in_site(address: str) -> bool:
    """Whether Pelican will turn this address into the one its file has on the site."""
    return _IN_SITE.match(address) is not None


def is_elsewhere(address: str) -> bool:
    """Whether a reader's browser would ask another host, or find the picture in the address."""
    return _ELSEWHERE.match(address) is not None


def picture_file(address: str, content: Path, folder: Path | None = None) -> Path | None:
    """The file below `content` that an address in the site means, whether it is there or not.

    An address that does not begin with a slash counts from `folder`, where the text is that holds
    it; None without that folder, for every other address, and for one that leads out of `content`.
    """
    match = _IN_SITE.match(address)
    if not match:
        return None
    path = unquote(match["path"])
    start = content if path.startswith("/") else folder
    if start is None:
        return None
    root = content.resolve()
    file = (start / path.lstrip("/")).resolve()
    return file if file.is_relative_to(root) else None

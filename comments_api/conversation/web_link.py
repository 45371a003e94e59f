"""Which addresses a comment may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_FORBIDDEN = frozenset(' \\<>"`')


def is_web_link(url: str) -> bool:
    """Whether `url` is absolute http(s) with a host, and says plainly where it leads.

    A user name in front of the host (``https://bank.example@elsewhere.example``) serves only to
    mislead and is refused; so are white space, back slashes and what cannot be seen, which browsers
    quietly repair.
    """
    if not _SCHEME.match(url) or not url.isprintable() or _FORBIDDEN.intersection(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number is found only on asking
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc

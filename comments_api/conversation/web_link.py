"""Which addresses a comment may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\s\\<>\"`]")


def is_web_link(url: str) -> bool:
    """Whether `url` is absolute http(s) with a host, and says plainly where it leads.

    A user name in front of the host (``https://bank.example@elsewhere.example``) serves only to
    mislead and is refused; so are white space, controls and back slashes, which browsers quietly
    repair.
    """
    if _FORBIDDEN.search(url) or not re.match(r"https?://", url, re.IGNORECASE):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number is found only on asking
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc

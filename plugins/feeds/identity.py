"""Names that stay: tag URIs (RFC 4151), which no move of a site changes.

A tag URI is no address. It says who gave the name (a host and a day on which the host was theirs)
and then the name; neither the path under which a site is published nor the scheme is part of it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_AUTHORITY = re.compile(
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
    r",\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
)
_YEAR = 2026
"""The year of a name-giver that says no other: hosts bought later should say theirs."""


def is_authority(text: str) -> bool:
    """Whether `text` is a host and a day, month or year: ``spiegelkabinett.example,2026``."""
    return _AUTHORITY.fullmatch(text) is not None


def usual_authority(site: str) -> str:
    """The authority of a site at this address that names none."""
    return f"{(urlsplit(site).hostname or 'localhost').lower()},{_YEAR}"


def tag_uri(authority: str, *name: str) -> str:
    """``tag:spiegelkabinett.example,2026:essay/resterampe``."""
    return f"tag:{authority}:{'/'.join(quote(part, safe='-._~') for part in name)}"


def essay_name(thread: str, slug: str, lang: str, default_lang: str) -> str:
    """The name of an essay, as its discussion is named: it stays when the essay's address changes.

    `thread` is what the front matter says, perhaps nothing.
    """
    translated = lang.lower() != default_lang.lower()
    return thread or (f"{slug}-{lang.lower()}" if translated else slug)

"""Which language a page speaks: that of its essay or text, else that of the site."""

from __future__ import annotations

from collections.abc import Mapping

SUBJECTS = ("article", "page", "card")
"""The names under which a template finds what its page is about."""


def page_language(context: Mapping[str, object], default: str) -> str:
    """The BCP 47 tag of the page whose template context is `context`.

    Only the page's own subject counts. A list of essays in several languages is a page of the
    site, so templates that walk through essays must not call them `article` or `page`.
    """
    for name in SUBJECTS:
        lang = getattr(context.get(name), "lang", None)
        if isinstance(lang, str) and lang:
            return lang
    return default

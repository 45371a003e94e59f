"""Quotations with an address of their own, so that they can be passed on.

A quotation is what an author quotes (a block quotation), or a sentence set off from the running
text because others may want to quote it: a paragraph of the class ``pull``. Its address is made
of its first words, so it stays when the rest of the text changes.
"""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from plugins.manuscript.slug import slugify

_QUOTATION = re.compile(
    r"<blockquote(?P<quoted>[^>]*)>(?P<inside>.*?)</blockquote>"
    r'|<p(?P<pulled>[^>]*\bclass="(?:[^"]* )?pull(?: [^"]*)?"[^>]*)>(?P<sentence>.*?)</p>',
    re.DOTALL,
)
_ID = re.compile(r'\bid="([^"]*)"')
_WORDS = 6


def with_addresses(html: str, label: str) -> str:
    """`html` with an id on each quotation and a link to it at its end.

    `label` says what the link is for, in the language of the page. Quotations inside others have
    none of their own.
    """
    taken = set(_ID.findall(html))

    def addressed(quotation: re.Match[str]) -> str:
        inside = quotation["inside"] if quotation["sentence"] is None else quotation["sentence"]
        tag = "blockquote" if quotation["sentence"] is None else "p"
        attributes = quotation["quoted"] or quotation["pulled"] or ""
        own = _ID.search(attributes)
        if not own and (name := _name(inside, taken)) is None:
            return quotation[0]
        name = own[1] if own else name
        link = f'<a class="quotation-link" href="#{name}">{escape(label)}</a>'
        start = f"<{tag}{attributes}>" if own else f'<{tag} id="{name}"{attributes}>'
        if tag == "blockquote":
            link = f"<p>{link}</p>"
        return f"{start}{inside}{link}</{tag}>"

    return _QUOTATION.sub(addressed, html)


def _name(inside: str, taken: set[str]) -> str | None:
    """``zitat-geld-ist-das-was-auch-derjenige``; None for a quotation without words."""
    words = str(Markup(inside).striptags()).replace("\u00ad", "").split()  # noqa: S704 this takes the markup away
    slug = slugify(" ".join(words[:_WORDS]))
    if not slug:
        return None
    name, count = f"zitat-{slug}", 1
    while name in taken:
        count += 1
        name = f"zitat-{slug}-{count}"
    taken.add(name)
    return name

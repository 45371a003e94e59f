"""The headings of a text: its table of contents, and each as a link to itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

_HEADING = re.compile(
    r'<h(?P<level>[23])(?P<before>[^>]*?) id="(?P<id>[^"]+)"(?P<after>[^>]*)>(?P<text>.*?)</h\1>',
    re.DOTALL,
)
_NOTE = re.compile(r"<sup\b[^>]*>\s*<a\b.*?</sup>", re.DOTALL)

LEAST = 3
"""Headings of the first level from which on a table of contents is worth its room."""

LONG = 12_000
"""Characters of HTML from which on a text is long: about ten minutes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; `parts` are the headings below it."""

    id: str
    title: str
    parts: tuple[Entry, ...] = ()


def table_of_contents(html: str) -> tuple[Entry, ...]:
    """The second and third level headings of a text that have an id, in their order.

    A third level heading before any second level one stands on the first level.
    """
    entries: list[Entry] = []
    for heading in _HEADING.finditer(html):
        entry = Entry(heading["id"], _plain(heading["text"]))
        if heading["level"] == "3" and entries:
            last = entries[-1]
            entries[-1] = Entry(last.id, last.title, (*last.parts, entry))
        else:
            entries.append(entry)
    return tuple(entries)


def with_anchors(html: str) -> str:
    """`html` with its headings as links to themselves.

    The whole heading is the link, so that nothing is read aloud twice. In a heading that holds a
    link itself, a note for example, only what stands before that is one.
    """
    return _HEADING.sub(_linked, html)


def _linked(heading: re.Match[str]) -> str:
    start = f'<h{heading["level"]}{heading["before"]} id="{heading["id"]}"{heading["after"]}>'
    text, rest = _divided(heading["text"])
    if not text:
        return heading[0]
    link = f'<a class="anchor" href="#{heading["id"]}">{text}</a>'
    return f"{start}{link}{rest}</h{heading['level']}>"


def _divided(text: str) -> tuple[str, str]:
    """What may be a link, and the rest; nothing and everything where the two are entangled."""
    note = _NOTE.search(text)
    before, rest = (text[: note.start()], text[note.start() :]) if note else (text, "")
    return ("", text) if re.search(r"<a\b", before) else (before, rest)


def _plain(html: str) -> str:
    words = _NOTE.sub("", html).replace("\u00ad", "")
    return str(Markup(words).striptags())  # noqa: S704 this takes the markup away

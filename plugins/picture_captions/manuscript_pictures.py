"""The pictures of a manuscript with their places, as Python-Markdown itself sees them.

Whether ``![…](…)`` is a picture or part of a listing only the parser knows. So each place that
might be one is marked, the text is parsed as it will be for the site, and the marks that come
out beside a picture say where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_PLACE = re.compile(r"(?<!\\)(?P<escapes>(?:\\\\)*)!\[|(?P<tag><img)(?=[\s/>])", re.IGNORECASE)
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}\\Z")
_MARK_ATTRIBUTE = "data-manuscript-place"
_LAST = -1  # when escapes are undone

_PLAIN = re.compile(
    r"!\[(?P<alt>[^\[\]\\`<>*_&!\n]+)\]"
    r"\((?P<address>\{static\}/[\w./-]+)(?: \"[^\"\\`<>\n]*\")?\)"
    r"\{credit=\"(?P<credit>[^\"{}\\`<>*_&\n]+)\"\}"
)
"""A picture written so plainly that it is either this one or, in a listing, none."""


@dataclass(frozen=True, slots=True, order=True)
class Picture:
    """A picture. `offset` counts the characters before it; `is_html` says it is no Markdown."""

    offset: int
    alt: str
    address: str
    credit: str
    is_html: bool = False


def find_pictures(text: str, markdown: Mapping[str, Any]) -> list[Picture]:
    """The pictures of a Markdown text in their order.

    `markdown` are the arguments of `Markdown`, Pelican's MARKDOWN. Of its extensions those are
    used that are named: an extension of another plugin is none of the manuscript's syntax.
    """
    clean = text.replace(_OPEN, " ").replace(_CLOSE, " ")
    if not _PLACE.search(clean):
        return []
    named = [name for name in markdown.get("extensions", ()) if isinstance(name, str)]
    parser = Markdown(
        **{**markdown, "extensions": [*named, "markdown.extensions.attr_list"]},
    )
    collector = _Collector(parser)
    parser.treeprocessors.register(collector, "manuscript_pictures", _LAST)
    parser.convert(_PLACE.sub(_marked, clean))
    blocks = (block for block in parser.htmlStash.rawHtmlBlocks if isinstance(block, str))
    in_html = (picture for block in blocks for picture in _pictures_in_html(block))
    return sorted((*collector.found, *in_html))


def plain_pictures(text: str) -> list[Picture] | None:
    """The pictures of a text at a glance, a hundred times as fast as parsing it.

    None when one is written in a way that needs the parser. What stands in a listing is among
    them: nothing may be held against these pictures, only nothing be found wrong with them.
    """
    found: list[Picture] = []
    for place in _PLACE.finditer(text):
        picture = None if place["tag"] else _PLAIN.match(text, place.end() - 2)
        if not picture:
            return None
        alt, credit = picture["alt"].strip(), picture["credit"].strip()
        found.append(Picture(picture.start(), alt, picture["address"], credit))
    return found


def _marked(match: re.Match[str]) -> str:
    if match["tag"]:
        return f'{match["tag"]} {_MARK_ATTRIBUTE}="{match.start()}" '
    escapes = match["escapes"]
    return f"{escapes}{_OPEN}{match.start() + len(escapes)}{_CLOSE}!["


class _Collector(Treeprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[Picture] = []

    def run(self, root: Element) -> None:
        inherited = _inherited_credits(root)
        for parent in root.iter():
            before = parent.text
            for child in parent:
                mark = _MARK.search(before or "") if child.tag == "img" else None
                if mark:
                    credit = _value(child, "credit") or inherited.get(child, "")
                    picture = Picture(
                        int(mark[1]), _value(child, "alt"), _value(child, "src"), credit
                    )
                    self.found.append(picture)
                before = child.tail


def _inherited_credits(root: Element) -> dict[Element, str]:
    """What {credit="…"} on a line of its own gives a paragraph's only picture."""
    credits_: dict[Element, str] = {}
    for paragraph in root.iter("p"):
        images = list(paragraph.iter("img"))
        if len(images) == 1:
            credits_[images[0]] = _value(paragraph, "credit")
    return credits_


def _value(element: Element, name: str) -> str:
    return (element.get(name) or "").strip()


class _HtmlPictures(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Picture] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in reversed(attrs)}
        place = values.get(_MARK_ATTRIBUTE, "")
        if tag == "img" and place:
            self.found.append(
                Picture(int(place), values.get("alt", ""), values.get("src", ""), "", is_html=True)
            )


def _pictures_in_html(block: str) -> list[Picture]:
    parser = _HtmlPictures()
    parser.feed(block)
    parser.close()
    return parser.found

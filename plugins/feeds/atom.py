"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from plugins.feeds.feed import Entry, Feed, Person

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> str:
    """The whole document."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.lang})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.updated.isoformat(timespec="seconds"))
    ET.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed.atom)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    ET.SubElement(root, "link", rel="alternate", type="application/feed+json", href=feed.json)
    _authors(root, dict.fromkeys(who for entry in feed.entries for who in entry.authors))
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry", {"xml:lang": entry.lang}), entry)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(element: ET.Element, entry: Entry) -> None:
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    ET.SubElement(
        element, "link", rel="alternate", type="text/html", hreflang=entry.lang, href=entry.url
    )
    _text(element, "published", entry.published.isoformat(timespec="seconds"))
    _text(element, "updated", entry.updated.isoformat(timespec="seconds"))
    _authors(element, entry.authors)
    for tag in entry.tags:
        ET.SubElement(element, "category", term=tag)
    _text(element, "summary", entry.summary, type="html")
    _text(element, "content", entry.content, type="html")


def _authors(element: ET.Element, people: Iterable[Person]) -> None:
    for person in people:
        author = ET.SubElement(element, "author")
        _text(author, "name", person.name)
        _text(author, "uri", person.url)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text

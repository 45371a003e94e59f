"""Comments as Atom (RFC 4287), of one thread and of the site; replies as RFC 4685 names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from markupsafe import Markup

from comments_api.conversation.comment import PublicComment, Thread, permalink
from comments_api.conversation.language import catalogue, primary_subtag
from comments_api.conversation.markup import to_html

MOST_ENTRIES = 50
"""The newest ones; a feed is for what is new."""

SITE_FEED = "/kommentare/alle_essays.atom"
"""Where the feed of the whole site stands; no thread has an underscore in its name."""

_ATOM = "http://www.w3.org/2005/Atom"
_THREADING = "http://purl.org/syndication/thread/1.0"
MEDIA_TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEFORE_ANYTHING = datetime(1970, 1, 1, tzinfo=UTC)


def feed_address(thread: Thread) -> str:
    """Where the feed of a thread stands, from the root."""
    return f"/kommentare/{thread.id}.atom"


@dataclass(frozen=True, slots=True)
class _Feed:
    """`origin`, ``https://host``, precedes every address that has none."""

    origin: str
    lang: str

    def gettext(self, message: str) -> str:
        return catalogue(self.lang, Path(__file__).parent).gettext(message)

    def absolute(self, url: str) -> str:
        return urljoin(f"{self.origin}/", url)

    def written(
        self,
        *,
        title: str,
        address: str,
        page: str,
        version: int | None,
        entries: Sequence[tuple[Thread, PublicComment]],
    ) -> str:
        root = ET.Element("feed", {"xmlns": _ATOM, "xmlns:thr": _THREADING, "xml:lang": self.lang})
        if version is not None:
            # So that no two versions of a thread are the same bytes, nor have the same ETag.
            root.append(ET.Comment(f" version {version} "))
        _text(root, "id", self.absolute(address))
        _text(root, "title", title)
        newest = max((_updated(comment) for _, comment in entries), default=_BEFORE_ANYTHING)
        _text(root, "updated", newest.isoformat(timespec="seconds"))
        ET.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=self.absolute(address))
        ET.SubElement(root, "link", rel="alternate", type="text/html", href=self.absolute(page))
        for thread, comment in entries:
            self._entry(ET.SubElement(root, "entry", {"xml:lang": thread.lang}), thread, comment)
        ET.indent(root)
        body = ET.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'

    def _entry(self, entry: ET.Element, thread: Thread, comment: PublicComment) -> None:
        # The name of an entry must never change; whether it stands there is the links' business.
        named = f"{self.absolute(thread.url)}#kommentar-"
        _text(entry, "id", f"{named}{comment.id}")
        title = self.gettext("%(name)s on “%(title)s”")
        _text(entry, "title", title % {"name": comment.author, "title": thread.title})
        link = self.absolute(permalink(comment.id))
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=link)
        _text(entry, "published", comment.written_at.isoformat(timespec="seconds"))
        _text(entry, "updated", _updated(comment).isoformat(timespec="seconds"))
        _text(ET.SubElement(entry, "author"), "name", comment.author)
        if comment.parent_id is not None:
            answered = {
                "ref": f"{named}{comment.parent_id}",
                "href": self.absolute(permalink(comment.parent_id)),
            }
            ET.SubElement(entry, "thr:in-reply-to", answered, type="text/html")
        _text(entry, "content", _content(comment), type="html")


def render_thread_feed(
    thread: Thread, comments: Iterable[PublicComment], version: int, origin: str
) -> str:
    """The newest comments of one thread; every `version` of it gives other bytes."""
    feed = _Feed(origin, primary_subtag(thread.lang))
    newest = sorted(comments, key=_age, reverse=True)[:MOST_ENTRIES]
    return feed.written(
        title=feed.gettext("Comments on “%(title)s”") % {"title": thread.title},
        address=feed_address(thread),
        page=f"{thread.url}#kommentare",
        version=version,
        entries=[(thread, comment) for comment in newest],
    )


def render_site_feed(
    entries: Sequence[tuple[Thread, PublicComment]], name: str, lang: str, origin: str
) -> str:
    """`entries` are the newest comments of the site called `name`, the newest first."""
    feed = _Feed(origin, primary_subtag(lang))
    return feed.written(
        title=feed.gettext("%(site)s: comments") % {"site": name},
        address=SITE_FEED,
        page="/",
        version=None,
        entries=entries,
    )


def _content(comment: PublicComment) -> str:
    """The comment as its page has it, after the passage of the essay that it is about."""
    quoted = Markup()
    if comment.passage is not None:
        quoted = Markup("<blockquote>{}</blockquote>\n").format(comment.passage.exact)
    return str(quoted + to_html(comment.source))


def _age(comment: PublicComment) -> tuple[datetime, int]:
    return comment.written_at, comment.id


def _updated(comment: PublicComment) -> datetime:
    return comment.earlier[-1].replaced_at if comment.earlier else comment.written_at


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NOT_XML.sub("", text)

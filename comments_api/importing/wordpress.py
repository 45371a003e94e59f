"""Discussions in a WordPress export (WXR)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from comments_api.conversation import wxr
from comments_api.conversation.classic_html import with_paragraphs
from comments_api.conversation.foreign_file import ForeignFile
from comments_api.conversation.foreign_xml import text_of
from comments_api.conversation.passage import Passage, clean_quotation, passage_of
from comments_api.importing.html_source import to_source
from comments_api.importing.old_discussion import LeftOut, OldThread

SOURCE_KEY = "_spiegelkabinett_source"
"""Under this key of ``wp:commentmeta`` our own exports keep a comment's Markdown as it is."""

PASSAGE_KEY = "_spiegelkabinett_passage"
"""And under this one what it is about: JSON with exact, prefix and suffix."""

_LEFT_OUT = {
    "spam": LeftOut.SPAM,
    "trash": LeftOut.TRASH,
    "post-trashed": LeftOut.TRASH,
}
_LINKS_BACK = {"pingback", "trackback"}
_COMMENTS = {"", "comment"}


def read(file: ForeignFile, zone: ZoneInfo) -> Iterator[OldThread]:
    """Each post's discussion; posts without one are passed over. Raises UnusableExport.

    `zone` is where times were kept that have no GMT.
    """
    blog, logins, numbering = "?", dict[str, str](), wxr.Numbering()
    for record in wxr.channel(file):
        if record.tag == "wp-base_blog_url" or (record.tag == "link" and blog == "?"):
            blog = wxr.blog_name(record.text or "")
        elif record.tag == "wp-author":
            logins[text_of(record, "wp-author_id")] = text_of(record, "wp-author_login")
        elif record.tag == "item":
            number = numbering.of(record)
            if record.find("wp-comment") is not None:
                yield _thread(record, number, blog, logins, zone)


def _thread(
    item: Element, number: str, blog: str, logins: dict[str, str], zone: ZoneInfo
) -> OldThread:
    names = [wxr.origin(blog, number), text_of(item, "link"), text_of(item, "guid")]
    if wxr.is_number(number):
        names += [f"/?p={number}", f"/?page_id={number}", number]
    thread = OldThread(
        tuple(name.strip() for name in names if name.strip()),
        " ".join(text_of(item, "title").split()),
        closed=text_of(item, "wp-comment_status").strip() == "closed",
    )
    writer = text_of(item, "dc-creator")
    last = wxr.moment(text_of(item, "wp-post_date_gmt"), text_of(item, "wp-post_date"), zone)
    last = last or datetime(1970, 1, 1, tzinfo=UTC)
    for place, comment in enumerate(item.iterfind("wp-comment"), start=1):
        kind = text_of(comment, "wp-comment_type").strip()
        approved = text_of(comment, "wp-comment_approved").strip()
        if kind in _LINKS_BACK:
            thread.left_out[LeftOut.PINGBACK] += 1
        elif kind not in _COMMENTS:
            thread.left_out[LeftOut.OTHER_KIND] += 1
        elif approved in _LEFT_OUT:
            thread.left_out[_LEFT_OUT[approved]] += 1
        else:
            login = logins.get(text_of(comment, "wp-comment_user_id").strip())
            at = _written_at(comment, zone)
            thread.add(
                origin=wxr.origin(
                    blog, text_of(comment, "wp-comment_id").strip() or f"{number}.{place}"
                ),
                parent=_parent(blog, text_of(comment, "wp-comment_parent").strip()),
                author=text_of(comment, "wp-comment_author"),
                email=text_of(comment, "wp-comment_author_email"),
                website=text_of(comment, "wp-comment_author_url"),
                source=_source(comment),
                written_at=at,
                fallback=last,
                by_author=bool(login) and login == writer,
                waits=approved not in {"1", "approve", "approved"},
                passage=_passage(comment),
            )
            last = at or last
    return thread


def _written_at(comment: Element, zone: ZoneInfo) -> datetime | None:
    gmt, local = text_of(comment, "wp-comment_date_gmt"), text_of(comment, "wp-comment_date")
    return wxr.moment(gmt, local, zone)


def _parent(blog: str, number: str) -> str | None:
    return wxr.origin(blog, number) if number.strip("0") else None


def _source(comment: Element) -> str:
    ours = _meta(comment, SOURCE_KEY)
    return ours or to_source(with_paragraphs(text_of(comment, "wp-comment_content")))


def _passage(comment: Element) -> Passage | None:
    """The passage our own export kept; whatever else stands there is none."""
    try:
        kept = json.loads(_meta(comment, PASSAGE_KEY))
        return passage_of(*(clean_quotation(kept[part]) for part in ("exact", "prefix", "suffix")))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _meta(comment: Element, key: str) -> str:
    for meta in comment.iterfind("wp-commentmeta"):
        if text_of(meta, "wp-meta_key") == key:
            return text_of(meta, "wp-meta_value")
    return ""

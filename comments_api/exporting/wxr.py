"""Discussions as WXR 1.2, for WordPress and everything that reads its exports.

WXR holds what is public or waits, with its nesting, names, addresses and times to the second. It
cannot hold who decided what and when, rejected comments, or that an essay is more than a title and
an address. Comments are numbered in the order of the file, because a reader of WXR numbers anew
anyway: an export, imported into an empty database and exported again, is the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from xml.sax.saxutils import escape

from comments_api.conversation.comment import Thread
from comments_api.conversation.markup import to_html
from comments_api.conversation.thread_id import ThreadId
from comments_api.importing.wordpress import PASSAGE_KEY, SOURCE_KEY
from comments_api.model import Status, StoredComment
from comments_api.ports import Reading, Store

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>{title}</title>
<link>{link}</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{link}</wp:base_site_url>
<wp:base_blog_url>{link}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>author</wp:author_login></wp:author>
"""
_TAIL = "</channel>\n</rss>\n"
_SHOWN = {Status.APPROVED: "1", Status.PENDING: "0", Status.HELD: "0"}


def lines(
    store: Store, threads: Mapping[ThreadId, Thread], site_name: str, origin: str
) -> Iterator[str]:
    """The file, piece by piece. `origin` is the site's address, ``https://host``."""
    yield _HEAD.format(title=escape(site_name), link=escape(origin))
    number = 0
    with store.reading() as reading:
        waiting = _waiting(reading)
        for post, state in enumerate(reading.threads(), start=1):
            comments = [*reading.approved(state.thread_id), *waiting.get(state.thread_id, ())]
            if comments:
                comments.sort(key=lambda comment: comment.id)
                thread = threads.get(state.thread_id)
                yield from _item(post, state.thread_id, thread, origin)
                yield from _comments(comments, number)
                number += len(comments) + len(_absent(comments))
                yield "</item>\n"
    yield _TAIL


def _waiting(reading: Reading) -> dict[ThreadId, list[StoredComment]]:
    found: dict[ThreadId, list[StoredComment]] = {}
    for status in (Status.PENDING, Status.HELD):
        for comment in reading.standing(status, reading.count(status)):
            found.setdefault(comment.thread_id, []).append(comment)
    return found


def _item(post: int, thread_id: ThreadId, thread: Thread | None, origin: str) -> Iterator[str]:
    url = thread.url if thread else f"/{thread_id}/"
    link = f"{origin}{url}" if url.startswith("/") else url
    yield "<item>\n"
    yield f"<title>{_text(thread.title if thread else thread_id)}</title>\n"
    yield f"<link>{_text(link)}</link>\n<dc:creator>author</dc:creator>\n"
    yield f'<guid isPermaLink="false">{thread_id}</guid>\n<content:encoded></content:encoded>\n'
    yield f"<excerpt:encoded></excerpt:encoded>\n<wp:post_id>{post}</wp:post_id>\n"
    yield f"<wp:post_name>{thread_id}</wp:post_name>\n<wp:status>publish</wp:status>\n"
    yield "<wp:post_type>post</wp:post_type>\n"
    open_ = "open" if thread and thread.open else "closed"
    yield f"<wp:comment_status>{open_}</wp:comment_status>\n"


def _absent(comments: Sequence[StoredComment]) -> list[int]:
    """The parents that are not in the file, in the order in which they are named."""
    present = {comment.id for comment in comments}
    parents = (comment.parent_id for comment in comments)
    return list(dict.fromkeys(one for one in parents if one is not None and one not in present))


def _comments(comments: Sequence[StoredComment], before: int) -> Iterator[str]:
    shown = [*(comment.id for comment in comments), *_absent(comments)]
    numbers = {comment_id: number for number, comment_id in enumerate(shown, start=before + 1)}
    for comment in comments:
        parent = 0 if comment.parent_id is None else numbers[comment.parent_id]
        fields = {
            "comment_id": str(numbers[comment.id]),
            "comment_author": _text(comment.author),
            "comment_author_email": _text(comment.email or ""),
            "comment_author_url": _text(comment.website or ""),
            "comment_date": _stamp(comment.written_at),
            "comment_date_gmt": _stamp(comment.written_at),
            "comment_content": _text(_html(comment)),
            "comment_approved": _SHOWN[comment.status],
            "comment_type": "comment",
            "comment_parent": str(parent),
            "comment_user_id": "1" if comment.by_author else "0",
        }
        yield "<wp:comment>\n"
        yield from (f"<wp:{name}>{value}</wp:{name}>\n" for name, value in fields.items())
        yield from (_meta(key, value) for key, value in _kept(comment))
        yield "</wp:comment>\n"


def _html(comment: StoredComment) -> str:
    quoted = f"<blockquote>{escape(comment.passage.exact)}</blockquote>" if comment.passage else ""
    return f"{quoted}{to_html(comment.source)}"


def _kept(comment: StoredComment) -> Iterator[tuple[str, str]]:
    """What only we can read back: the text as it was written, and the passage it is about."""
    yield SOURCE_KEY, comment.source
    if comment.passage is not None:
        yield PASSAGE_KEY, json.dumps(asdict(comment.passage), ensure_ascii=False)


def _meta(key: str, value: str) -> str:
    return (
        f"<wp:commentmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{_text(value)}</wp:meta_value></wp:commentmeta>\n"
    )


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"

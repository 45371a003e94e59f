"""Discussions in a Disqus export (XML, perhaps packed with gzip).

Facts from Disqus's XSD and what tools meet in real files: threads first, then posts; a thread's
``id`` is whatever its site chose and may be empty, so ``dsq:id`` tells threads and posts apart;
several threads may stand for one page; parents may be missing; messages are HTML; a deleted
thread's posts are not marked as deleted themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from comments_api.conversation.foreign_file import ForeignFile
from comments_api.conversation.foreign_xml import records, text_of
from comments_api.importing.html_source import to_source
from comments_api.importing.old_discussion import LeftOut, OldThread

_PREFIXES = {"http://disqus.com": "", "http://disqus.com/disqus-internals": "dsq"}
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def read(file: ForeignFile) -> Iterator[OldThread]:
    """Each thread that has posts. Raises UnusableExport.

    Posts of a thread that is not in the file make a thread without a title: nothing is dropped
    before somebody has read of it.
    """
    threads: dict[str, OldThread] = {}
    deleted: set[str] = set()
    for record in records(file, ("disqus",), _prefix_of):
        if record.tag == "thread":
            number = record.get("dsq-id", "")
            threads[number] = _thread(record, number, threads.get(number))
            if _is(record, "isDeleted"):
                deleted.add(number)
        elif record.tag == "post":
            number = _reference(record, "thread") or ""
            thread = threads.setdefault(number, OldThread((f"disqus:{number}", number), ""))
            _add(thread, record)
    for number in deleted:
        threads[number].left_out[LeftOut.DELETED] += len(threads[number].comments)
        threads[number].comments.clear()
    for thread in threads.values():
        if thread.comments or thread.left_out:
            yield thread


def _prefix_of(uri: str) -> str | None:
    return _PREFIXES.get(uri.replace("https://", "http://").rstrip("/"))


def _thread(record: Element, number: str, begun: OldThread | None) -> OldThread:
    names = [f"disqus:{number}", number, text_of(record, "id"), text_of(record, "link")]
    thread = begun or OldThread((), "")
    thread.names = tuple(name.strip() for name in names if name.strip())
    thread.title = " ".join(text_of(record, "title").split())
    thread.closed = _is(record, "isClosed")
    return thread


def _add(thread: OldThread, post: Element) -> None:
    if _is(post, "isSpam"):
        thread.left_out[LeftOut.SPAM] += 1
        return
    if _is(post, "isDeleted"):
        thread.left_out[LeftOut.DELETED] += 1
        return
    parent = _reference(post, "parent")
    number = post.get("dsq-id") or text_of(post, "id").strip()
    thread.add(
        origin=f"disqus:{number}",
        parent=f"disqus:{parent}" if parent else None,
        author=text_of(post, "author/name") or text_of(post, "author/username"),
        email=text_of(post, "author/email"),
        website=text_of(post, "author/link"),
        source=to_source(text_of(post, "message").replace(":disqus", "")),
        written_at=_moment(text_of(post, "createdAt")),
        fallback=thread.comments[-1].written_at if thread.comments else _UNDATED,
        waits=text_of(post, "isApproved").strip() == "false",
    )


def _reference(record: Element, name: str) -> str | None:
    element = record.find(name)
    return None if element is None else element.get("dsq-id")


def _is(record: Element, flag: str) -> bool:
    return text_of(record, flag).strip() == "true"


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.utcoffset() is not None else found.replace(tzinfo=UTC)

"""Discussions in a backup of remark42 (lines of JSON, packed with gzip).

Facts from backend/app/migrator/native.go and store/comment.go: the first line holds users and
posts, every other one comment; ``orig`` is the Markdown as typed, ``text`` the HTML made of it;
``delete`` marks what is only still there for its answers; ``pin`` has no counterpart here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from comments_api.conversation.foreign_file import ForeignFile, UnusableExport
from comments_api.importing.html_source import to_source
from comments_api.importing.old_discussion import LeftOut, OldThread

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_NO_BACKUP = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What content of another shape leads to."""


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


def read(file: ForeignFile) -> Iterator[OldThread]:
    """Each page's discussion. Raises UnusableExport with the line that cannot be used."""
    threads: dict[str, OldThread] = {}
    closed: set[str] = set()
    number = 0
    try:
        for number, line in enumerate(file.lines(), start=1):
            if number == 1:
                closed = _closed(json.loads(line))
            elif line.strip():
                _add(threads, json.loads(line))
    except _NO_BACKUP as error:
        why = f"{type(error).__name__}: {error}"
        raise UnusableExport(
            file.path, _("This line is not from a backup of remark42 (%(why)s)."), number, why=why
        ) from error
    for url, thread in threads.items():
        thread.closed = url in closed
        yield thread


def _closed(head: Mapping[str, Any]) -> set[str]:
    return {str(post["url"]) for post in head["posts"] or () if post.get("read_only")}


def _add(threads: dict[str, OldThread], comment: Mapping[str, Any]) -> None:
    url, site = str(comment["locator"]["url"]), str(comment["locator"].get("site") or "")
    thread = threads.setdefault(url, OldThread((url,), ""))
    thread.title = thread.title or str(comment.get("title") or "")
    if comment.get("delete"):
        thread.left_out[LeftOut.DELETED] += 1
        return
    parent = comment.get("pid")
    thread.add(
        origin=f"remark42:{site}:{comment['id']}",
        parent=f"remark42:{site}:{parent}" if parent else None,
        author=str(comment["user"].get("name") or ""),
        email="",
        website="",
        source=str(comment.get("orig") or "") or to_source(str(comment.get("text") or "")),
        written_at=_moment(str(comment.get("time") or "")),
        fallback=thread.comments[-1].written_at if thread.comments else _UNDATED,
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.utcoffset() is not None else found.replace(tzinfo=UTC)

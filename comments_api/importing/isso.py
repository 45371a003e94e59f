"""Discussions of Isso: its SQLite database, and the generic JSON it can itself import.

Facts from isso/db/comments.py and isso/migrate.py: ``mode`` is a set of bits, 1 public, 2 waiting,
4 deleted but still answered; ``created`` is seconds since 1970 in the database and
``YYYY-MM-DD HH:MM:SS`` in the JSON; texts are Markdown as typed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from comments_api.conversation.foreign_file import ForeignFile, UnusableExport
from comments_api.importing.old_discussion import LeftOut, OldThread

_WAITING, _DELETED = 2, 4
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_COMMENTS = (
    "SELECT t.uri, t.title, c.id, c.parent, c.created, c.mode, c.text, c.author, c.email, c.website"
    " FROM comments c LEFT JOIN threads t ON t.id = c.tid ORDER BY c.tid, c.id"
)
_NO_DISCUSSION = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What content of another shape leads to."""


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


def read_database(path: Path) -> Iterator[OldThread]:
    """Each thread of the database, which is opened for reading only. Raises UnusableExport.

    Comments not yet moved out of the write-ahead log are read too, if its file lies beside it.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.text_factory = _text
            yield from _threads(connection)
    except sqlite3.Error as error:
        raise UnusableExport(
            path, _("This is no database of Isso's (%(why)s)."), why=error
        ) from error


def read_json(file: ForeignFile, zone: ZoneInfo) -> Iterator[OldThread]:
    """Each thread of a file in Isso's generic format. Raises UnusableExport.

    Its times have no zone; they are taken as local times of `zone`.
    """
    try:
        for thread in json.loads(b"".join(file.chunks())):
            yield _generic(thread, zone)
    except json.JSONDecodeError as error:
        raise UnusableExport(
            file.path, _("This is not JSON (%(why)s)."), error.lineno, error.colno, why=error.msg
        ) from error
    except _NO_DISCUSSION as error:
        raise UnusableExport(
            file.path,
            _(
                "This is not Isso's generic format: a list of threads with id, title and comments "
                "(%(why)s)."
            ),
            why=f"{type(error).__name__}: {error}",
        ) from error


def _threads(connection: sqlite3.Connection) -> Iterator[OldThread]:
    thread: OldThread | None = None
    uri = ""
    for row in connection.execute(_COMMENTS):
        if thread is None or uri != (row["uri"] or ""):
            if thread is not None:
                yield thread
            uri = row["uri"] or ""
            thread = OldThread((uri,), row["title"] or "")
        mode = row["mode"] if isinstance(row["mode"], int) else _WAITING  # nobody decided
        if mode & _DELETED:
            thread.left_out[LeftOut.DELETED] += 1
            continue
        thread.add(
            origin=f"isso:{uri}:{row['id']}",
            parent=f"isso:{uri}:{row['parent']}" if row["parent"] else None,
            author=_text(row["author"]),
            email=_text(row["email"]),
            website=_text(row["website"]),
            source=_text(row["text"]),
            written_at=_since_1970(row["created"]),
            fallback=thread.comments[-1].written_at if thread.comments else _UNDATED,
            waits=bool(mode & _WAITING),
        )
    if thread is not None:
        yield thread


def _text(value: object) -> str:
    """What a column of any type holds, for SQLite's columns hold anything.

    What is no UTF-8 shows itself as replacement characters, rather than keep all others out.
    """
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _since_1970(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _generic(entry: Mapping[str, Any], zone: ZoneInfo) -> OldThread:
    name = str(entry["id"])
    thread = OldThread((name,), str(entry.get("title") or ""))
    for item in sorted(entry["comments"], key=lambda comment: int(comment["id"])):
        at = datetime.strptime(item["created"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 zone follows
        parent = item.get("parent")
        thread.add(
            origin=f"isso:{name}:{int(item['id'])}",
            parent=f"isso:{name}:{int(parent)}" if parent else None,
            author=str(item.get("author") or ""),
            email=str(item.get("email") or ""),
            website=str(item.get("website") or ""),
            source=str(item["text"]),
            written_at=at.replace(tzinfo=zone),
            fallback=_UNDATED,
        )
    return thread

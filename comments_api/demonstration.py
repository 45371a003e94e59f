"""The demonstration discussion: loaded from a file, approved, and removed without a trace of it.

Loaded comments carry an origin of their own (``demo:<thread>:<key>``), so that loading twice adds
nothing and removing takes exactly those.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from comments_api.conversation.limits import Limits
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from comments_api.model import Event, EventKind, NewComment, Status, Submission
from comments_api.ports import Clock, Store, Threads
from comments_api.validation import Gettext, InvalidSubmission, validate

_ORIGIN = "demo:"
_WHO = "demo"
_NO_DISCUSSION = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What content of another shape leads to."""


class UnusableDiscussion(Exception):
    """The file holds no discussion. Carries `path` and `reason`; nothing was loaded."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ThreadMissing(Exception):
    """The site does not have the discussion's thread. Carries `thread_id`."""

    def __init__(self, thread_id: ThreadId) -> None:
        super().__init__(thread_id)
        self.thread_id = thread_id


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment of the file: a submission, and where it stands in the discussion."""

    key: str
    parent: str | None
    by_author: bool
    after: timedelta
    submission: Submission


@dataclass(frozen=True, slots=True)
class Discussion:
    """A file's content, validated like visitors' comments, parents before their answers."""

    thread_id: ThreadId
    published: datetime | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How many comments came or went, how many were there already, and in which threads."""

    changed: int
    unchanged: int
    threads: tuple[ThreadId, ...]


def read_discussion(path: Path, limits: Limits, gettext: Gettext) -> Discussion:
    """The discussion in a JSON file. Raises UnusableDiscussion for the first thing wrong.

    Shape: ``thread``, optional ``published`` (ISO time with zone), and ``comments``: a list of
    ``key``, ``parent`` (a key further up, or null), ``name``, ``website``, ``text``,
    ``minutes_after`` (after publication), ``by_author`` and, on a passage, ``quote``.
    """
    _ = gettext
    try:
        content = json.loads(path.read_text("utf-8"))
        published = content.get("published")
        discussion = Discussion(
            parse_thread_id(content["thread"]),
            datetime.fromisoformat(published).astimezone(UTC) if published else None,
            tuple(
                _entry(number, item, parse_thread_id(content["thread"]), limits, gettext)
                for number, item in enumerate(content["comments"], 1)
            ),
        )
        _check_parents(discussion, gettext)
    except _Fault as error:
        raise UnusableDiscussion(path, str(error)) from error
    except OSError as error:
        raise UnusableDiscussion(path, str(error.strerror)) from error
    except InvalidThreadId as error:
        raise UnusableDiscussion(path, str(error)) from error
    except _NO_DISCUSSION as error:
        reason = _("this is not a discussion (%(why)s: %(what)s)") % {
            "why": type(error).__name__,
            "what": error,
        }
        raise UnusableDiscussion(path, reason) from error
    return discussion


def load(
    store: Store,
    threads: Threads,
    clock: Clock,
    discussion: Discussion,
    published: datetime | None = None,
) -> Change:
    """Add what is not there yet, approved. Raises ThreadMissing.

    Times count from `published`, else from the file's own; else so that the last comment is now.
    """
    if threads.get(discussion.thread_id) is None:
        raise ThreadMissing(discussion.thread_id)
    last = max((entry.after for entry in discussion.entries), default=timedelta(0))
    now = clock()
    start = published or discussion.published or now - last
    ids: dict[str, int] = {}
    added = 0
    with store.writing() as writing:
        writing.claim_thread(discussion.thread_id)
        for entry in discussion.entries:
            origin = f"{_ORIGIN}{discussion.thread_id}:{entry.key}"
            before = writing.comment_by_origin(origin)
            if before is not None:
                ids[entry.key] = before.id
                continue
            parent_id = None if entry.parent is None else ids[entry.parent]
            comment_id = writing.insert(_new(entry, origin, parent_id, start, now))
            writing.add_event(Event(comment_id=comment_id, kind=EventKind.LOADED, who=_WHO, at=now))
            ids[entry.key] = comment_id
            added += 1
        if added:
            writing.raise_version(discussion.thread_id)
    return Change(added, len(discussion.entries) - added, (discussion.thread_id,))


def remove(store: Store, clock: Clock) -> Change:
    """Erase every demonstration comment, and nothing else."""
    with store.writing() as writing:
        loaded = writing.loaded(_ORIGIN)
        for comment in loaded:
            writing.erase(comment.id)
            writing.add_event(
                Event(comment_id=comment.id, kind=EventKind.ERASED, who=_WHO, at=clock())
            )
        threads = tuple(sorted({comment.thread_id for comment in loaded}))
        for thread_id in threads:
            writing.raise_version(thread_id)
    return Change(len(loaded), 0, threads)


def _new(
    entry: Entry, origin: str, parent_id: int | None, start: datetime, now: datetime
) -> NewComment:
    return NewComment(
        thread_id=entry.submission.thread_id,
        parent_id=parent_id,
        author=entry.submission.author,
        website=entry.submission.website,
        source=entry.submission.text,
        passage=entry.submission.passage,
        written_at=start + entry.after,
        by_author=entry.by_author,
        status=Status.APPROVED,
        decided_at=now,
        origin=origin,
    )


class _Fault(Exception):
    """What is wrong with the content, as a sentence."""


def _entry(
    number: int, item: dict[str, Any], thread_id: ThreadId, limits: Limits, gettext: Gettext
) -> Entry:
    form = {"author": item["name"], "website": item["website"], "text": item["text"]}
    form["quote"] = item.get("quote")
    try:
        submission = validate(form, thread_id, limits, gettext)
    except InvalidSubmission as error:
        faults = "; ".join(f"{name}: {message}" for name, message in error.errors.items())
        raise _Fault(f"comments[{number}]: {faults}") from error
    return Entry(
        key=str(item["key"]),
        parent=None if item["parent"] is None else str(item["parent"]),
        by_author=bool(item["by_author"]),
        after=timedelta(minutes=float(item["minutes_after"])),
        submission=submission,
    )


def _check_parents(discussion: Discussion, gettext: Gettext) -> None:
    _ = gettext
    seen: set[str] = set()
    for entry in discussion.entries:
        if entry.key in seen:
            raise _Fault(_("the key “%(key)s” stands there twice") % {"key": entry.key})
        if entry.parent is not None and entry.parent not in seen:
            reason = _("“%(key)s” answers “%(parent)s”, which does not stand above it")
            raise _Fault(reason % {"key": entry.key, "parent": entry.parent})
        seen.add(entry.key)

"""Everything the service holds about comments, as plain data, for the operator alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from comments_api.model import Event, StoredComment
from comments_api.ports import Store


def every_record(store: Store) -> Iterator[dict[str, Any]]:
    """One JSON-ready record a comment, in order of the ids, e-mail addresses included."""
    with store.reading() as reading:
        for comment in reading.every_comment():
            yield record_of(comment, reading.events(comment.id))


def record_of(comment: StoredComment, events: Iterable[Event]) -> dict[str, Any]:
    """A comment and what happened to it; times as ISO 8601 in UTC."""
    return {
        "id": comment.id,
        "thread_id": comment.thread_id,
        "parent_id": comment.parent_id,
        "author": comment.author,
        "email": comment.email,
        "website": comment.website,
        "text": comment.source,
        "written_at": comment.written_at.isoformat(),
        "by_author": comment.by_author,
        "status": comment.status.value,
        "decided_at": comment.decided_at and comment.decided_at.isoformat(),
        "origin": comment.origin,
        "events": [
            {
                "kind": event.kind.value,
                "who": event.who,
                "at": event.at.isoformat(),
                "why": event.why,
            }
            for event in events
        ],
    }

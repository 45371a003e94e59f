"""Discussions in the forms that other programs read. For the operator alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from comments_api.model import Event, StoredComment


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
        "passage": comment.passage and asdict(comment.passage),
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

"""A flat list of comments as ordered replies.

Threads come from a database, from imports and from other people's mistakes: parents are missing,
comments answer each other in a circle, a chain of replies is ten thousand deep. None of it may
lose a comment, and nothing here recurses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comments_api.conversation.comment import PublicComment


@dataclass(frozen=True, slots=True)
class Node:
    """A comment and its replies, oldest first.

    `orphaned`: it answers a comment that is not there (or, in broken data, one of its own
    descendants) and therefore stands at the top.
    """

    comment: PublicComment
    replies: tuple[Node, ...] = ()
    orphaned: bool = False


def build_tree(comments: Iterable[PublicComment]) -> tuple[Node, ...]:
    """Top-level nodes, each list ordered by (written_at, id), whatever the order of `comments`.

    Every comment appears exactly once. A circle is broken at its oldest comment. Raises
    ValueError when two comments share an id.
    """
    ordered = sorted(comments, key=lambda comment: (comment.written_at, comment.id))
    parents = _acyclic_parents(ordered)
    if len(parents) != len(ordered):
        raise ValueError("two comments of one thread share an id")

    replies: defaultdict[int | None, list[PublicComment]] = defaultdict(list)
    for comment in ordered:
        replies[parents[comment.id]].append(comment)

    nodes: dict[int, Node] = {}
    for comment in reversed(_parents_first(replies)):
        below = tuple(nodes.pop(reply.id) for reply in replies[comment.id])
        orphaned = comment.parent_id is not None and parents[comment.id] is None
        nodes[comment.id] = Node(comment, below, orphaned)
    return tuple(nodes[comment.id] for comment in replies[None])


def walk(nodes: Iterable[Node]) -> Iterator[tuple[int, Node]]:
    """Every node in reading order with its depth; 0 is the top."""
    waiting = [(0, node) for node in reversed(tuple(nodes))]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node
        waiting.extend((depth + 1, reply) for reply in reversed(node.replies))


def _acyclic_parents(oldest_first: Sequence[PublicComment]) -> dict[int, int | None]:
    """The parent of each comment, None where there is none to stand under."""
    age = {comment.id: position for position, comment in enumerate(oldest_first)}
    parents = {
        comment.id: comment.parent_id if comment.parent_id in age else None
        for comment in oldest_first
    }
    settled: set[int] = set()
    for start in age:
        path: dict[int, None] = {}  # in order of climbing, with quick membership
        current: int | None = start
        while current is not None and current not in settled and current not in path:
            path[current] = None
            current = parents[current]
        if current in path:
            climbed = list(path)
            circle = climbed[climbed.index(current) :]
            parents[min(circle, key=age.__getitem__)] = None
        settled.update(path)
    return parents


def _parents_first(replies: defaultdict[int | None, list[PublicComment]]) -> list[PublicComment]:
    reached = list(replies[None])
    for comment in reached:  # grows while it is read
        reached.extend(replies[comment.id])
    return reached

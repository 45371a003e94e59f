"""Where a long thread is broken into pages. Numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CONVERSATIONS = 200
"""Top-level comments on a page."""

MOST_BYTES = 90_000
"""Of comments on a page, as UTF-8; with an essay above them a page stays below 150 kB."""


def page_starts(rows: Sequence[tuple[int, int]]) -> list[int]:
    """The index in `rows` at which each page begins; without rows, one empty page.

    Rows are in reading order, each the depth of a comment (0 is the top) and its weight in bytes.
    A conversation that fits on a page is not torn; one that does not fit goes on overleaf. Only
    a single comment above `MOST_BYTES` makes a page heavier than that.
    """
    starts = [0]
    used = conversations = 0
    for index, ((depth, weight), whole) in enumerate(zip(rows, _wholes(rows), strict=True)):
        needed = whole if depth == 0 and whole <= MOST_BYTES else weight
        crowded = depth == 0 and conversations == MOST_CONVERSATIONS
        if used and (crowded or used + needed > MOST_BYTES):
            starts.append(index)
            used = conversations = 0
        used += weight
        conversations += depth == 0
    return starts


def _wholes(rows: Sequence[tuple[int, int]]) -> list[int]:
    """For each row the weight from it to the end of its conversation."""
    wholes = []
    below = 0
    for depth, weight in reversed(rows):
        below += weight
        wholes.append(below)
        if depth == 0:
            below = 0
    return wholes[::-1]

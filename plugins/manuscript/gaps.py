"""Gaps: what somebody still has to fill in, written between ⟨ and ⟩."""

from __future__ import annotations

from collections.abc import Iterator

OPENING = "⟨"
"""Opens a gap, as in ``⟨Name⟩``."""


def gaps(text: str) -> Iterator[tuple[int, str]]:
    """Each line with a gap, and its number counted from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if OPENING in line:
            yield number, line

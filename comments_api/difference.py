"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate."""

    change: Change
    text: str


def difference(before: str, after: str) -> Iterator[Piece]:
    """Pieces in reading order: kept and removed ones give `before`, kept and added ones `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    for _tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if gone == come:
            yield Piece(Change.KEPT, gone)
            continue
        if gone:
            yield Piece(Change.REMOVED, gone)
        if come:
            yield Piece(Change.ADDED, come)

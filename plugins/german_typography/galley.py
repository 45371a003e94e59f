"""A text as its reader sees it, cut into pieces, and what is to be changed in it.

The rules read one string: the words without the tags between them. Where they want something
changed they say so as edits; the galley makes those that are allowed, and leaves every byte that
is not edited as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

BOUNDARY = "\u2029"
"""Stands in a galley's text between two blocks: white space that no sentence runs across."""

OBJECT = "\ufffc"
"""Stands in a galley's text for what is no text: a picture, code, a formula."""


class Piece(NamedTuple):
    """A piece of a text. `raw` is what is written, `text` what a reader sees of it.

    `lang` is the primary subtag of its language, ``""`` when nobody knows it. A fixed piece is
    read but never changed; any other is written as it is seen. Without `hyphens` no hyphen may be
    offered in it.
    """

    raw: str
    text: str
    lang: str
    fixed: bool = False
    hyphens: bool = True


class Edit(NamedTuple):
    """What `new` stands in place of the characters from `start` to before `end`.

    With `lang` the edit is made only where the text has that language.
    """

    start: int
    end: int
    new: str
    lang: str = ""


class Galley:
    """The pieces of a text in their order, and `text`, what all of them show together."""

    def __init__(self, pieces: Sequence[Piece], fixed: Sequence[tuple[int, int]] = ()) -> None:
        """`fixed` are stretches of `text` that may not be changed either, ascending."""
        self._pieces = pieces
        self.text = "".join(piece.text for piece in pieces)
        self._starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
        self._fixed = fixed
        self._fixed_starts = [start for start, _end in fixed]

    @property
    def languages(self) -> set[str]:
        """The languages of the pieces that may be changed."""
        return {piece.lang for piece in self._pieces if not piece.fixed}

    def piece_at(self, position: int) -> Piece:
        """The piece to which the character at `position` belongs."""
        return self._pieces[self._index(position)]

    def is_fixed(self, start: int, end: int) -> bool:
        """Whether something from `start` to before `end` lies in a stretch that is fixed."""
        index = bisect_right(self._fixed_starts, max(start, end - 1)) - 1
        return index >= 0 and self._fixed[index][1] > start and self._fixed[index][0] < end

    def set(self, edits: Iterable[Edit]) -> str:
        """The whole text as it is to be written, with every edit that is allowed.

        An edit is left out when it touches something fixed, another language than its own or more
        than one piece, or what an earlier one has changed already.
        """
        changes: dict[int, list[Edit]] = {}
        last = 0
        for edit in sorted(set(edits)):
            index = self._home(edit)
            if index is not None and edit.start >= last:
                changes.setdefault(index, []).append(edit)
                last = edit.end
        return "".join(self._written(changes))

    def _written(self, changes: dict[int, list[Edit]]) -> Iterator[str]:
        for index, piece in enumerate(self._pieces):
            if index not in changes:
                yield piece.raw
                continue
            begin = done = self._starts[index]
            for edit in changes[index]:
                yield piece.raw[done - begin : edit.start - begin]
                yield edit.new
                done = edit.end
            yield piece.raw[done - begin :]

    def _home(self, edit: Edit) -> int | None:
        """The piece in which an edit may be made."""
        if self.is_fixed(edit.start, edit.end):
            return None
        if edit.start < edit.end:
            index = self._index(edit.start)
            fits = edit.end <= self._starts[index + 1] and self._accepts(index, edit)
            return index if fits else None
        # What is put between two characters may stand at the end of one piece or begin the next.
        index = bisect_right(self._starts, edit.start, hi=len(self._pieces)) - 1
        while index >= 0 and self._starts[index + 1] >= edit.start:
            if self._accepts(index, edit):
                return index
            index -= 1
        return None

    def _accepts(self, index: int, edit: Edit) -> bool:
        piece = self._pieces[index]
        return not piece.fixed and edit.lang in {"", piece.lang}

    def _index(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

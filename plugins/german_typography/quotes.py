"""Quotation marks and apostrophes from ``"`` and ``'``.

What a mark is, the signs beside it tell: white space, brackets and dashes before it open, white
space and punctuation behind it close. Neighbouring marks are seen as one, so that ``"'Nein'"``
nests. Where the signs do not decide, the marks still open do. Marks that are typeset already are
read as what they are. A block is a world of its own: a quotation that runs over paragraphs opens
in each and closes in its last.

The apostrophe looks like ``’`` in German and English, never like ``‘``:

- between letters: geht’s, O’Neill;
- before the clippings and numbers of years that the language knows: ’s, ’ne, ’89;
- before a word when nothing closes later in the block: ’tschuldigung;
- behind a word when nothing is open: Hans’, ich hab’;
- and behind a word that is known to lose its ending when something else closes later:
  ‚Ich hab’ Zeit‘.

What nobody can tell stays straight: the inches of ``24"`` and ``6'2"``, marks between spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from plugins.german_typography.galley import BOUNDARY, Edit

APOSTROPHE = "’"

_DOUBLE = '"„“”'
_SINGLE = "'‚‘’"
_STRAIGHT = "\"'"
_CLUSTERS = re.compile(f"[{_DOUBLE}{_SINGLE}]+|{BOUNDARY}")
_EITHER_WAY = "–—-/|*+=«»‹›"
_OPENING = "([{<" + _EITHER_WAY
_CLOSING = ")]}>.,;:!?…" + _EITHER_WAY
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_LONGEST_WORD = 30


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a language, and where it leaves letters out.

    `clipped` matches at an apostrophe that begins a word; `shortened` says of a word before an
    apostrophe, and of what follows it, whether the word is one that loses its ending.
    """

    double: tuple[str, str]
    single: tuple[str, str]
    clipped: re.Pattern[str]
    shortened: Callable[[str, str], bool]

    def pair(self, *, is_double: bool) -> tuple[str, str]:
        """The opening and the closing mark."""
        return self.double if is_double else self.single


class _Role(Enum):
    OPENS = auto()
    CLOSES = auto()
    APOSTROPHE = auto()


class Sign(NamedTuple):
    """Where a mark stands: in which language (none, if none is known), and whether it is fixed."""

    marks: Marks | None
    fixed: bool


@dataclass(slots=True)
class _Mark:
    position: int
    sign: str
    before: str
    after: str
    marks: Marks

    @property
    def is_double(self) -> bool:
        return self.sign in _DOUBLE

    @property
    def can_open(self) -> bool:
        loose = _is_gap(self.before) or self.before in _OPENING
        return loose and not _is_gap(self.after)

    @property
    def can_close(self) -> bool:
        loose = _is_gap(self.after) or self.after in _CLOSING
        return loose and not _is_gap(self.before)


class _Opened(NamedTuple):
    is_double: bool
    marks: Marks


@dataclass(slots=True)
class _Block:
    """One block's marks, read from the first to the last."""

    text: str
    marks: Sequence[_Mark]
    opened: list[_Opened] = field(default_factory=list)
    doubles: int = 0
    closes_next: list[bool] = field(default_factory=list)
    last_closing: int = -1

    def __post_init__(self) -> None:
        """Look ahead once: whether a single mark closes before the next one opens, or at all."""
        closes = False
        for index in range(len(self.marks) - 1, -1, -1):
            self.closes_next.append(closes)
            mark = self.marks[index]
            if _may_close(mark):
                closes = True
                self.last_closing = max(self.last_closing, index)
            elif mark.sign in "'‚‘" and mark.can_open and not self._clips(mark):
                closes = False
        self.closes_next.reverse()

    def edits(self) -> Iterator[Edit]:
        for index, mark in enumerate(self.marks):
            role = self._role(index, mark)
            sign = self._played(role, mark)
            if sign and mark.sign in _STRAIGHT:
                yield Edit(mark.position, mark.position + 1, sign)
            if role is _Role.APOSTROPHE and self._touches_next(index):
                self.marks[index + 1].before = APOSTROPHE  # as in l’„Express“

    def _role(self, index: int, mark: _Mark) -> _Role | None:
        if mark.sign in "„‚“”‘":
            return self._given_role(mark)
        if mark.sign == APOSTROPHE and mark.marks.single[1] != APOSTROPHE:
            return _Role.APOSTROPHE
        if _is_gap(mark.before) and _is_gap(mark.after):
            return None
        return self._double_role(mark) if mark.sign == '"' else self._single_role(index, mark)

    def _given_role(self, mark: _Mark) -> _Role:
        if mark.sign == "‘" and mark.before.isalpha() and mark.after.isalpha():
            return _Role.APOSTROPHE  # signs.apostrophes mends how it looks
        if mark.sign in "“‘":  # opens in English, closes in German
            return _Role.OPENS if self._given_opens(mark) else _Role.CLOSES
        return _Role.CLOSES if mark.sign == "”" else _Role.OPENS

    def _given_opens(self, mark: _Mark) -> bool:
        """Whether “ or ‘ opens: the signs beside it tell, or what is open, or its language."""
        if mark.can_open != mark.can_close:
            return mark.can_open
        if self._is_open(mark):
            opened = next(
                each for each in reversed(self.opened) if each.is_double == mark.is_double
            )
            return opened.marks.pair(is_double=mark.is_double)[1] != mark.sign
        return mark.marks.pair(is_double=mark.is_double)[0] == mark.sign

    def _double_role(self, mark: _Mark) -> _Role | None:
        if mark.can_open != mark.can_close:
            if mark.can_open:
                return _Role.OPENS
            inches = mark.before.isdigit() and not self._is_open(mark)
            return None if inches else _Role.CLOSES
        if self._is_open(mark):
            return _Role.CLOSES
        return None if mark.before.isalnum() else _Role.OPENS

    def _single_role(self, index: int, mark: _Mark) -> _Role | None:
        if mark.before.isalnum() and mark.after.isalnum():
            minutes = mark.before.isdigit() and mark.after.isdigit()
            return None if minutes else _Role.APOSTROPHE
        if mark.can_open and not mark.can_close:
            alone = self._clips(mark) or index >= self.last_closing
            return _Role.APOSTROPHE if alone else _Role.OPENS
        if self._is_open(mark):
            shortens = self.closes_next[index] and self._shortens(mark)
            return _Role.APOSTROPHE if shortens else _Role.CLOSES
        if mark.before.isalnum():
            return _Role.APOSTROPHE if mark.before.isalpha() and mark.can_close else None
        if mark.can_close and not mark.can_open:
            return _Role.CLOSES
        return _Role.OPENS if index < self.last_closing else None

    def _played(self, role: _Role | None, mark: _Mark) -> str | None:
        """The sign for a mark in its role. Which quotations are open changes with it."""
        if role is _Role.OPENS:
            self.opened.append(_Opened(mark.is_double, mark.marks))
            self.doubles += mark.is_double
            return mark.marks.pair(is_double=mark.is_double)[0]
        if role is _Role.CLOSES:
            marks = self._innermost(mark) if self._is_open(mark) else mark.marks
            return marks.pair(is_double=mark.is_double)[1]
        return APOSTROPHE if role else None

    def _innermost(self, mark: _Mark) -> Marks:
        """End the innermost quotation of the mark's kind, and within it whatever is open still."""
        while (ended := self.opened.pop()).is_double != mark.is_double:
            pass
        self.doubles -= ended.is_double
        return ended.marks

    def _is_open(self, mark: _Mark) -> bool:
        if mark.is_double:
            return self.doubles > 0
        return bool(self.opened) and not self.opened[-1].is_double

    def _clips(self, mark: _Mark) -> bool:
        return mark.marks.clipped.match(self.text, mark.position + 1) is not None

    def _shortens(self, mark: _Mark) -> bool:
        start = max(0, mark.position - _LONGEST_WORD)
        word = _LAST_WORD.search(self.text, start, mark.position)
        following = self.text[mark.position + 1 : mark.position + 3]
        return word is not None and mark.marks.shortened(word[0], following)

    def _touches_next(self, index: int) -> bool:
        following = self.marks[index + 1 : index + 2]
        return bool(following) and following[0].position == self.marks[index].position + 1


def quotes(text: str, sign_at: Callable[[int], Sign]) -> Iterator[Edit]:
    """The edits that make straight marks typographic, given where each position stands."""
    block: list[_Mark] = []
    for cluster in _CLUSTERS.finditer(text):
        if cluster[0] == BOUNDARY:
            if block:
                yield from _Block(text, block).edits()
                block = []
        else:
            block += _marks(text, cluster, sign_at)
    yield from _Block(text, block).edits()


def _marks(text: str, cluster: re.Match[str], sign_at: Callable[[int], Sign]) -> Iterator[_Mark]:
    before = text[cluster.start() - 1 : cluster.start()]
    after = text[cluster.end() : cluster.end() + 1]
    for position, sign in enumerate(cluster[0], start=cluster.start()):
        marks, fixed = sign_at(position)
        if marks and not (fixed and sign in _STRAIGHT):
            yield _Mark(position, sign, before, after, marks)


def _may_close(mark: _Mark) -> bool:
    return mark.sign in {"'", mark.marks.single[1]} and mark.can_close and not mark.can_open


def _is_gap(sign: str) -> bool:
    return not sign or sign.isspace()

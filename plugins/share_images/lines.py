"""Breaking a text into lines, when nothing but the widths of its letters is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
ELLIPSIS = "…"

_BREAKS = re.compile(f"([ {SOFT_HYPHEN}]|(?<=-)(?=[^ -]))")
_LEAST = 3  # letters of a word cut by force that stay together

Width = Callable[[str], float]
"""How wide a text is, in ems."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text at `size` pixels an em; `height` from the first to the last, in pixels."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """Of all lines together, each `leading` ems high."""
        return len(self.lines) * self.size * self.leading


def fit(
    text: str, width: Width, room: tuple[float, float], sizes: Sequence[float], leading: float
) -> Block:
    """`text` at the largest of `sizes` (largest first) at which it fits into `room`, in pixels.

    No word is cut while a smaller size avoids it. What fits at no size is cut by force at the
    smallest, and what is left over then gives way to an ellipsis.
    """
    across, down = room
    widest = max(map(width, _words(text)), default=0)
    for size in sizes:
        count = len(wrapped(text, width, across / size))
        if widest * size <= across and count * size * leading <= down:
            return Block(balanced(text, width, across / size), size, leading)
    most = max(1, int(down / (sizes[-1] * leading)))
    lines = wrapped(text, width, across / sizes[-1])
    if len(lines) > most:
        lines = (*lines[: most - 1], _ended(lines[most - 1], width, across / sizes[-1]))
    return Block(lines, sizes[-1], leading)


def balanced(text: str, width: Width, across: float) -> tuple[str, ...]:
    """As few lines as `across` ems allow, and among those the most even."""
    lines = wrapped(text, width, across)
    narrowest = max(map(width, _words(text)), default=0)
    low, high = min(narrowest, across), across
    for _halving in range(12):
        middle = (low + high) / 2
        if len(wrapped(text, width, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, width, high)


def wrapped(text: str, width: Width, across: float) -> tuple[str, ...]:
    """Lines of at most `across` ems, each as full as it can be.

    Lines end at blanks, after hyphens and, with a hyphen, at soft ones; a word that is too wide
    for a line of its own is cut where the line is full.
    """
    lines: list[str] = []
    line = ""
    for before, piece in _pieces(text):
        joined = line + (" " if before == " " else "") + piece
        if line and width(joined) > across:
            lines.append(line + ("-" if before == SOFT_HYPHEN else ""))
            joined = piece
        while width(joined) > across and len(joined) > 1:
            cut = _cut(joined, width, across)
            lines.append(f"{joined[:cut]}-")
            joined = joined[cut:]
        line = joined
    return (*lines, line) if line else tuple(lines)


def _cut(word: str, width: Width, across: float) -> int:
    """After how many letters to cut a word that is too wide."""
    fitting = [end for end in range(1, len(word)) if width(f"{word[:end]}-") <= across]
    cut = fitting[-1] if fitting else 1
    return cut if len(word) - cut >= _LEAST else max(len(word) - _LEAST, 1)


def shortened(text: str, width: Width, across: float) -> str:
    """`text` on one line of `across` ems, what is too much giving way to an ellipsis."""
    text = text.replace(SOFT_HYPHEN, "")
    return text if width(text) <= across else _ended(text, width, across)


def _ended(line: str, width: Width, across: float) -> str:
    while line and width(line + ELLIPSIS) > across:
        line = line[:-1]
    return line.rstrip(" -") + ELLIPSIS


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What no line breaks, each with what stands before it: nothing, a blank, a soft hyphen."""
    first, *others = _BREAKS.split(text)
    yield "", first
    yield from zip(others[::2], others[1::2], strict=True)


def _words(text: str) -> list[str]:
    return [piece for _before, piece in _pieces(text)]

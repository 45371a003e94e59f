"""Nine cards on a sheet of A4: where each lies, and where to cut.

Three rows of upright cards would be 300 mm high, three more than the paper. So six lie on their
sides, two in a row, and three stand below them: 200 by 286 mm. The style sheet lays the cards out
(print_sheet.css); the numbers here are the same ones, for the marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plugins.narcissist_typology.card import Card

PAPER = (210, 297)
"""A4, in millimetres, as everything here."""

CARD = (62, 100)

_BLEED = 1.2  # how far a mark reaches into the cards, along the cut: rounding the corners takes it
_AWAY = 3.5  # how far it reaches away from them, on the margin
_GAP = 3  # between those that lie and those that stand


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lies on its sheet, seen from the front; those that lie point to the right."""

    x: float
    y: float
    lying: bool

    @property
    def width(self) -> float:
        """From the left to the right."""
        return CARD[1] if self.lying else CARD[0]

    @property
    def height(self) -> float:
        """From the top to the bottom."""
        return CARD[0] if self.lying else CARD[1]


def _places() -> Iterator[Place]:
    wide, high = CARD
    left, top = (PAPER[0] - 2 * high) / 2, (PAPER[1] - 3 * wide - _GAP - high) / 2
    for row in range(3):
        for column in range(2):
            yield Place(left + column * high, top + row * wide, lying=True)
    left, top = (PAPER[0] - 3 * wide) / 2, top + 3 * wide + _GAP
    for column in range(3):
        yield Place(left + column * wide, top, lying=False)


PLACES = tuple(_places())


def sheets(cards: Sequence[Card]) -> tuple[tuple[Card, ...], ...]:
    """The deck in its order, as many cards a sheet as there are places; the last has the rest."""
    size = len(PLACES)
    return tuple(tuple(cards[start : start + size]) for start in range(0, len(cards), size))


def crop_marks(count: int) -> str:
    """The cuts around the first `count` places, as SVG path data.

    A cut is marked at every corner of a card, and on the margin outside the cards. The layout is
    its own mirror image, so fronts and backs have the same marks.
    """
    lying, standing = (
        # A row begun is cut to its end: half a row is no rectangle.
        [place for place in PLACES if place.lying is side and place.y <= PLACES[count - 1].y]
        for side in (True, False)
    )
    # Between the blocks is no margin, so the marks there are short.
    return _marks(lying, above=_AWAY, below=_BLEED) + _marks(standing, above=_BLEED, below=_AWAY)


def _marks(block: Sequence[Place], above: float, below: float) -> str:
    across = sorted({x for place in block for x in (place.x, place.x + place.width)})
    down = sorted({y for place in block for y in (place.y, place.y + place.height)})
    vertical = (
        f"M{x:g} {start:g}V{end:g}" for x in across for start, end in _strokes(down, above, below)
    )
    horizontal = (
        f"M{start:g} {y:g}H{end:g}" for y in down for start, end in _strokes(across, _AWAY, _AWAY)
    )
    return "".join((*vertical, *horizontal))


def _strokes(
    corners: Sequence[float], before: float, after: float
) -> Iterator[tuple[float, float]]:
    """Along one cut, the pieces of it that are drawn: one through every corner."""
    for corner in corners:
        yield (
            corner - (before if corner == corners[0] else _BLEED),
            corner + (after if corner == corners[-1] else _BLEED),
        )

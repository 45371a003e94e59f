"""A drawing beside each name: an ink blot, as a folded sheet makes it. Numbers in, SVG out.

Justinus Kerner printed such blots in 1857 and wrote verses to what he saw in them. One half is
drawn and the other is its mirror image, so nothing here needs a reader, a request or a colour of
its own: the style sheet inks it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup

_RAYS = 8  # from the top of the fold to its foot
_REACH = (7, 15, 24, 33)  # how far the ink ran; smoothing takes a third of it
_REACH_ON_FOLD = (3, 9, 16, 24)
_SPATTER = (25, 28, 31)
_SPATTER_ANGLES = 4  # for a drop above, and as many for one below
_INKS = 3
_KEPT = 4_096  # for people write more than once

DRAWINGS: int = len(_REACH) ** (_RAYS + 1) * (len(_SPATTER) * _SPATTER_ANGLES) ** 2 * _INKS
"""How many blots there are. Seeds are the numbers below it, each of another drawing."""

_Point = tuple[int, int]


@lru_cache(maxsize=_KEPT)
def avatar(seed: int) -> Markup:
    """The blot of `seed`, 0 ≤ `seed` < `DRAWINGS`, about 300 bytes; decoration, so without a name.

    Its side is 64 units, its fold x = 0, its inks are ``blot--0`` to ``blot--2``.
    """
    ink, choices = seed % _INKS, _choices(seed // _INKS)
    edge = [_ray(number, next(choices)) for number in range(_RAYS + 1)]
    ring = [*edge, *((-x, y) for x, y in reversed(edge[1:-1]))]
    drops = [_drop(half, next(choices), next(choices)) for half in range(2)]
    path = _outline(ring) + "".join(_dots(drops))
    return Markup(
        '<svg class="blot blot--{}" viewBox="-32 -32 64 64" width="32" height="32"'
        ' aria-hidden="true"><path d="{}"/></svg>'
    ).format(ink, path)


def _choices(rest: int) -> Iterator[int]:
    """The digits of the number, in the base of each choice in turn."""
    digits = []
    for base in [len(_REACH)] * (_RAYS + 1) + [_SPATTER_ANGLES, len(_SPATTER)] * 2:
        rest, digit = divmod(rest, base)
        digits.append(digit)
    return iter(digits)


def _ray(number: int, choice: int) -> _Point:
    """Where the ink ends in one direction. Even, so that the middle of two is a whole number."""
    reach = _REACH_ON_FOLD if number in {0, _RAYS} else _REACH
    angle, half = math.pi * number / _RAYS, reach[choice] / 2
    return 2 * round(half * math.sin(angle)), -2 * round(half * math.cos(angle))


def _drop(half: int, angle_choice: int, reach_choice: int) -> _Point:
    angle = math.pi * (half * _SPATTER_ANGLES + angle_choice + 1) / (2 * _SPATTER_ANGLES + 1)
    reach = _SPATTER[reach_choice]
    return round(reach * math.sin(angle)), -round(reach * math.cos(angle))


def _outline(ring: list[_Point]) -> str:
    """A closed quadratic B-spline: through the middle of each side, bent towards each corner."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    middles = [((ax + bx) // 2, (ay + by) // 2) for (ax, ay), (bx, by) in pairs]
    here = middles[-1]
    path = [f"M{_numbers(here)}"]
    for (cx, cy), (x, y) in zip(ring, middles, strict=True):
        path.append(f"q{_numbers((cx - here[0], cy - here[1], x - here[0], y - here[1]))}")
        here = (x, y)
    return "".join([*path, "z"])


def _dots(drops: Iterable[_Point]) -> Iterator[str]:
    """Lines of no length, which round ends make dots as wide as the line."""
    for x, y in drops:
        yield f"M{_numbers((x, y))}h0M{_numbers((-x, y))}h0"


def _numbers(values: Iterable[int]) -> str:
    """A minus separates as well as a space."""
    return " ".join(map(str, values)).replace(" -", "-")

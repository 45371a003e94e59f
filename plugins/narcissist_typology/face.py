"""The face before the mirror, feature by feature.

A face is laid out in its own measure: 0, 0 is its middle, ±1 the sides of the head, its crown and
its chin. `Sitter.at` turns that into a point of the drawing, bent by the mirror. Every function
returns SVG and depends on exactly one feature of the sitter besides the size of the head.
"""

from __future__ import annotations

from cmath import rect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from plugins.narcissist_typology.mirror import CENTRE, Mirror
from plugins.narcissist_typology.pen import (
    BLUSH,
    FACE,
    INK,
    RAYS,
    Point,
    curve,
    dots,
    lines,
    swelling,
)

Place = tuple[float, float]

_SIDES = (-1, 1)
_HALF_WIDTH, _HALF_HEIGHT = 116, 152


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """A face's features, each from 0 to 1, and the mirror it looks into.

    head: size, from modest to overlapping the frame
    mouth: from a closed smile to wide open with ten teeth
    rays: number and length of the beams around the head
    cheeks: size and strength of the blush
    eyes: from a vacant ring to a full dark gaze
    brows: from indignant, inner ends down, to ready to listen, inner ends up
    ears: size
    nose: length
    """

    mirror: Mirror
    head: float = 0.5
    mouth: float = 0.5
    rays: float = 0.5
    cheeks: float = 0.5
    eyes: float = 0.5
    brows: float = 0.5
    ears: float = 0.5
    nose: float = 0.5

    @property
    def scale(self) -> float:
        """The size of the head; 1 is about two thirds of the mirror."""
        return 0.70 + 0.48 * self.head

    @property
    def middle(self) -> Point:
        """The middle of the face, before the mirror bends it."""
        return CENTRE + 12j

    def at(self, across: float, down: float) -> Point:
        """The point of the drawing where the mirror shows this place of the face."""
        offset = complex(across * _HALF_WIDTH, down * _HALF_HEIGHT) * self.scale
        return self.mirror.reflect(self.middle + offset)

    def all_at(self, places: Iterable[Place]) -> list[Point]:
        """`at` for many."""
        return [self.at(*place) for place in places]

    def stroke(self, places: Sequence[Place], *widths: float) -> str:
        """Path data of a burin line through `places`; widths are for a head of size 1."""
        outline = swelling(self.all_at(places), [width * self.scale for width in widths])
        return curve(outline, closed=True)


def rays(sitter: Sitter) -> str:
    """Beams from the rim towards the head."""
    count = 2 * round(4 + 8 * sitter.rays)
    half = pi / count / 2
    middle = sitter.mirror.reflect(sitter.middle)
    beams = []
    for index in range(count):
        angle = 2 * pi * (index + 0.5) / count - pi / 2
        far = sitter.mirror.distance(middle, rect(1, angle))
        length = (0.2 + 0.6 * sitter.rays) * (0.8 if index % 2 else 1)
        beam = (rect(far, angle - half), rect(far * (1 - length), angle), rect(far, angle + half))
        beams.append(lines(middle + point for point in beam))
    return f'<path fill="{RAYS}" stroke="none" d="{"".join(beams)}"/>'


def _outline(turn: float) -> Place:
    """A place on the outline of the head; 0 is the crown, then clockwise to 1."""
    across, down = sin(2 * pi * turn), -cos(2 * pi * turn)
    return across * (1 - 0.10 * down - 0.10 * max(down, 0) ** 2), down


def head(sitter: Sitter) -> str:
    """Ears, outline, and the shading of the side away from the light."""
    size = 0.72 + 0.56 * sitter.ears
    ear = [(0.9, -0.24), (1.12, -0.34), (1.25, -0.12), (1.13, 0.14), (0.88, 0.2)]
    ears = [
        curve([sitter.at(side * (0.9 + (x - 0.9) * size), y * size) for x, y in ear])
        for side in _SIDES
    ]
    skull = curve(sitter.all_at(_outline(step / 14) for step in range(14)), closed=True)
    hatching = []
    for step in range(22):
        x, y = _outline(0.16 + 0.30 * step / 21)
        depth = 0.06 + (0.26 if step % 2 else 0.18) * sin(pi * (step + 2) / 25)
        hatching.append(lines(sitter.all_at([(x - 0.02, y), (x - depth, y - 0.012)])))
    return (
        f'<g fill="{FACE}" stroke-width="8"><path d="{"".join(ears)}"/><path d="{skull}"/></g>'
        f'<path d="{"".join(hatching)}"/>'
    )


def cheeks(sitter: Sitter) -> str:
    """A rosette on each cheek, as on a puppet's."""
    radius = 0.09 + 0.25 * sitter.cheeks
    middles = [sitter.at(side * 0.57, 0.25) for side in _SIDES]
    width = sum(
        abs(sitter.at(side * (0.57 + radius), 0.25) - middle)
        for side, middle in zip(_SIDES, middles, strict=True)
    )
    # A circle whose stroke reaches from its middle to the edge, dashed: spokes.
    rosettes = "".join(_circle(middle, width / 4) for middle in middles)
    return (
        f'<g stroke="{BLUSH}"><path stroke-linecap="round" stroke-width="{width:.1f}" '
        f'stroke-opacity="{0.12 + 0.48 * sitter.cheeks:.2f}" d="{dots(middles)}"/>'
        f'<g stroke-width="{width / 2:.1f}" stroke-dasharray="1.6 3">{rosettes}</g></g>'
    )


def _circle(middle: Point, radius: float) -> str:
    return f'<circle cx="{middle.real:.0f}" cy="{middle.imag:.0f}" r="{radius:.1f}"/>'


def eyes(sitter: Sitter) -> str:
    """Eyes that look a little upwards, at themselves."""
    almond = [(-1, 0.15), (-0.55, -0.7), (0.35, -0.95), (1, -0.1), (0.45, 0.75), (-0.45, 0.8)]
    upper = [(-1.1, 0.3), (-0.55, -0.75), (0.35, -1), (1.14, -0.02)]
    lower = [(-0.8, 1.3), (0, 1.65), (0.8, 1.25)]
    whites, lids, bags = [], [], []
    for side in _SIDES:

        def of_eye(places: Iterable[Place], side: int = side) -> list[Place]:
            return [(side * (0.42 - 0.29 * x), -0.12 + 0.17 * y) for x, y in places]

        whites.append(curve(sitter.all_at(of_eye(almond)), closed=True))
        lids.append(sitter.stroke(of_eye(upper), 0, 9, 11, 0))
        bags.append(curve(sitter.all_at(of_eye(lower))))
    bag = f'stroke-width="{9 * sitter.scale:.0f}" stroke-dasharray="1.6 4"'
    return (
        f'<path fill="{FACE}" d="{"".join(whites)}"/>'
        f'<path {bag} d="{"".join(bags)}"/>{_irises(sitter)}'
        f'<path fill="{INK}" d="{"".join(lids)}"/>'
    )


def _irises(sitter: Sitter) -> str:
    height = abs(sitter.at(0, 0.05) - sitter.at(0, -0.12))
    iris = height * (0.50 + 0.34 * sitter.eyes)
    pupil = iris * (0.14 + 0.80 * sitter.eyes)
    middles = [sitter.at(side * 0.42 + 0.03, -0.14) for side in _SIDES]
    rings = "".join(_circle(middle, iris) for middle in middles)
    gleams = [middle + complex(-0.35, -0.4) * pupil for middle in middles]
    return (
        f'{rings}<g stroke-linecap="round">'
        f'<path stroke-width="{2 * pupil:.1f}" d="{dots(middles)}"/>'
        f'<path stroke="{FACE}" stroke-width="{0.6 * pupil:.1f}" d="{dots(gleams)}"/></g>'
    )


def brows(sitter: Sitter) -> str:
    """Two swelling strokes that tilt."""
    tilt = sin(radians(-32 + 62 * sitter.brows))
    shape = [(-0.33, 0.0), (-0.13, -0.05), (0.11, -0.07), (0.33, 0.02)]
    strokes = [
        sitter.stroke(
            [(side * (0.43 + x), -0.42 + arch + 0.9 * x * tilt) for x, arch in shape],
            *(7, 16, 12, 0),
        )
        for side in _SIDES
    ]
    return f'<path fill="{INK}" d="{"".join(strokes)}"/>'


def nose(sitter: Sitter) -> str:
    """Seen from the side in a face seen from the front, as caricaturists do it."""
    reach = 0.5 + sitter.nose
    bridge = [
        (0.06, -0.2),
        (0.03, -0.02),
        (0.03 + 0.07 * reach, 0.14),
        (0.03 + 0.16 * reach, 0.27),
        (0.03 + 0.07 * reach, 0.35),
        (-0.06, 0.33),
    ]
    wing = [(-0.10, 0.24), (-0.17, 0.30), (-0.11, 0.36)]
    strokes = sitter.stroke(bridge, 0, 2, 3, 6, 5, 0) + sitter.stroke(wing, 0, 3, 0)
    return f'<path fill="{INK}" d="{strokes}"/>'


def mouth(sitter: Sitter) -> str:
    """Lips, teeth and, when it is open far enough, the tongue."""
    half = 0.33 + 0.23 * sitter.mouth
    opening = 0.02 + 0.33 * sitter.mouth
    middle = 0.56 - 0.05 * sitter.mouth

    def lip(share: float) -> Place:
        """A place on the upper lip, from -1 at the left corner to 1 at the right."""
        return share * half, middle + 0.05 - 0.07 * share * share

    upper = [lip(share) for share in (-1, -0.5, 0, 0.5, 1)]
    lower = [
        (share * half, middle + 0.05 + depth * opening)
        for share, depth in ((0.74, 0.62), (0.0, 1.0), (-0.74, 0.62))
    ]
    parts = [f'<path fill="{INK}" d="{curve(sitter.all_at([*upper, *lower]), closed=True)}"/>']
    if opening > 0.14:  # noqa: PLR2004 below it, there is no room behind the teeth
        floor = middle + 0.05 + opening
        tongue = [(-0.45, -0.28), (0, -0.36), (0.45, -0.28), (0, -0.03)]
        places = [(x * half, floor + y * opening) for x, y in tongue]
        parts.append(f'<path fill="{BLUSH}" d="{curve(sitter.all_at(places), closed=True)}"/>')
    parts.append(_teeth(sitter, lip, min(0.13, 0.55 * opening)))
    corners = [
        sitter.stroke(
            [
                (side * half, middle - 0.09),
                (side * (half + 0.07), middle - 0.03),
                (side * (half + 0.03), middle + 0.05),
            ],
            *(0, 5, 0),
        )
        for side in _SIDES
    ]
    chin = sitter.stroke([(-0.10, 0.93), (0, 0.91), (0.10, 0.93)], 0, 3, 0)
    parts.append(f'<path fill="{INK}" d="{"".join(corners)}{chin}"/>')
    return "".join(parts)


def _teeth(sitter: Sitter, lip: Callable[[float], Place], length: float) -> str:
    count = 3 + round(7 * sitter.mouth)
    gums = [lip(0.86 * share) for share in (-1, -0.5, 0, 0.5, 1)]
    edge = [(x, y + length) for x, y in reversed(gums)]
    gaps = []
    for index in range(1, count):
        x, y = lip(0.86 * (2 * index / count - 1))
        gaps.append(lines(sitter.all_at([(x, y), (x, y + length)])))
    return (
        f'<path fill="{FACE}" d="{lines(sitter.all_at([*gums, *edge]), closed=True)}"/>'
        f'<path d="{"".join(gaps)}"/>'
    )

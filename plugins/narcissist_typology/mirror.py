"""The eight fairground mirrors: how each bends what stands before it, and the frame it hangs in.

All measures are units of the drawing, 480 wide and 600 high. A mirror's rim is the middle line of
its frame; the frame is that one line drawn several times, each time narrower, so that its
mouldings always run parallel. A stroke with dashes as wide as a band is the engraver's hatching.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from plugins.narcissist_typology.pen import (
    BLUSH,
    FACE,
    FRAME,
    GLASS,
    INK,
    Point,
    curve,
    dots,
    lines,
)

WIDTH, HEIGHT = 480, 600
CENTRE = complex(240, 306)
_HALF = complex(170, 230)
_FLIP = 'transform="matrix(-1 0 0 1 480 0)"'  # the left half of an ornament, seen on the right

Bend = Callable[[float, float], tuple[float, float]]
"""From a place before the mirror to where it is seen: 0, 0 is the middle, ±1 about the rim."""


@dataclass(frozen=True, slots=True)
class Moulding:
    """One band of a frame, `width` units wide; `dashes` as in SVG, `is_round` makes them beads."""

    paint: str
    width: float
    dashes: str = ""
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Mirror:
    """A bend and a frame.

    `rim` are points on the outline at which light stops, `path` is the same outline as SVG path
    data; `behind` and `ornament` are SVG drawn below and above the mouldings.
    """

    bend: Bend
    path: str
    rim: tuple[Point, ...]
    mouldings: tuple[Moulding, ...]
    behind: str = ""
    ornament: str = ""

    def reflect(self, point: Point) -> Point:
        """Where the mirror shows what stands at `point`."""
        away = point - CENTRE
        across, down = self.bend(away.real / _HALF.real, away.imag / _HALF.imag)
        return CENTRE + complex(across * _HALF.real, down * _HALF.imag)

    def distance(self, start: Point, direction: Point) -> float:
        """How far the rim is from `start`, a point inside, in `direction` (of length 1)."""
        crossings = [0.0]
        for first, second in pairwise((*self.rim, self.rim[0])):
            edge, offset = second - first, first - start
            slant = _cross(direction, edge)
            if slant and 0 <= _cross(offset, direction) / slant <= 1:
                crossings.append(_cross(offset, edge) / slant)
        return max(crossings)

    @property
    def glass(self) -> str:
        """What is behind the sitter's rays: what the frame hangs from, and the glass."""
        return f'{self.behind}<path fill="{GLASS}" stroke="none" d="{self.path}"/>'

    @property
    def frame(self) -> str:
        """The shadow the frame throws on the glass, the frame, and its ornament."""
        # The light comes from the upper left, so the shadow is shrunken and pushed down right.
        shadow = (
            '<path transform="matrix(.85 0 0 .87 40 45)" stroke-opacity=".6" stroke-width="26" '
            f'stroke-dasharray="2 5" d="{self.path}"/>'
        )
        bands = "".join(_band(moulding, self.path) for moulding in self.mouldings)
        return f"{shadow}{bands}{self.ornament}"


def _band(moulding: Moulding, path: str) -> str:
    paint = f' stroke="{moulding.paint}"' if moulding.paint != INK else ""
    dashes = f' stroke-dasharray="{moulding.dashes}"' if moulding.dashes else ""
    cap = ' stroke-linecap="round"' if moulding.is_round else ""
    return f'<path{paint} stroke-width="{moulding.width:g}"{dashes}{cap} d="{path}"/>'


def _cross(first: Point, second: Point) -> float:
    return first.real * second.imag - first.imag * second.real


def _arc(centre: Point, across: float, down: float, start: float, end: float) -> list[Point]:
    """Points on an ellipse from `start` to `end`, in turns; 0 is right, 0.25 below."""
    steps = 16
    angles = [2 * pi * (start + (end - start) * step / steps) for step in range(steps + 1)]
    return [centre + complex(across * cos(angle), down * sin(angle)) for angle in angles]


def _points(*places: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(complex(*place) for place in places)


def _twice(path: str) -> str:
    return f'<path d="{path}"/><path {_FLIP} d="{path}"/>'


def _gilded(*bands: Moulding) -> tuple[Moulding, ...]:
    """A gilded frame between two ink lines, with `bands` on it."""
    return (Moulding(INK, 50), Moulding(FRAME, 41), *bands)


def _theatre() -> Mirror:
    """A proscenium: an arch over a straight stage, with curtains and footlights. It fattens."""
    curtain = (
        "M240 76C180 78 118 104 82 150 74 250 80 340 74 424c34-64 44-150 58-212 44-18 84-66 "
        "108-136z"
    )
    folds = "M94 182c6 70 2 120-4 176M116 160c4 60-4 94-12 130M166 122c12 12 14 26 6 46"
    hem = "M74 424C108 360 118 274 132 212 176 194 216 146 240 76"
    lamps = 'stroke-dasharray="0 51" d="M87 562h310"'
    return Mirror(
        bend=lambda x, y: (x * (0.78 + 0.40 * cos(1.5 * y)), y),
        path="M52 556V222A188 176 0 0 1 428 222V556z",
        rim=(*_points((428, 556), (52, 556)), *_arc(complex(240, 222), 188, 176, 0.5, 1)),
        mouldings=_gilded(Moulding(INK, 22, "3 6"), Moulding(FRAME, 10)),
        ornament=(
            f'<g fill="{BLUSH}">{_twice(curtain)}</g>'
            f"{_twice(folds)}"
            f'<g stroke="{FRAME}" stroke-width="9" stroke-dasharray="3 2">{_twice(hem)}</g>'
            f'<g stroke-linecap="round"><path stroke-width="34" {lamps}/>'
            f'<path stroke="{FACE}" stroke-width="24" {lamps}/></g>'
        ),
    )


def _escutcheon() -> Mirror:
    """A coat of arms under a crown. It makes foreheads noble and chins small."""
    jewels = "".join(
        f'<circle cx="{x}" cy="{y}" r="9"/>' for x, y in ((160, 20), (240, 13), (320, 20))
    )
    return Mirror(
        bend=lambda x, y: (x * (0.98 - 0.34 * y), y),
        path="M64 96C120 108 190 70 240 106 290 70 360 108 416 96 432 260 432 480 240 568 48 480 "
        "48 260 64 96z",
        rim=_points(
            (64, 96),
            (150, 86),
            (240, 106),
            (330, 86),
            (416, 96),
            (424, 220),
            (412, 350),
            (366, 470),
            (240, 568),
            (114, 470),
            (68, 350),
            (56, 220),
        ),
        mouldings=_gilded(Moulding(INK, 10)),
        ornament=(
            f'<g stroke-width="6"><path fill="{FRAME}" '
            'd="M182 90l-22-66 44 30 36-38 36 38 44-30-22 66q-58-14-116 0z"/>'
            f'<g fill="{BLUSH}" stroke-width="4">{jewels}</g>'
            '<path stroke-width="4" d="M184 76q56-13 112 0"/></g>'
        ),
    )


def _lancet() -> Mirror:
    """A church window of dressed stones. It makes thin, with a waist."""
    return Mirror(
        bend=lambda x, y: (x * (0.78 + 0.40 * y * y), y * 1.06),
        path="M60 556V270C60 170 150 80 240 34 330 80 420 170 420 270V556z",
        rim=_points(
            (60, 556),
            (60, 270),
            (76, 200),
            (116, 134),
            (176, 76),
            (240, 34),
            (304, 76),
            (364, 134),
            (404, 200),
            (420, 270),
            (420, 556),
        ),
        mouldings=_gilded(Moulding(INK, 41, "5 46")),
        ornament=(
            f'<path fill="{BLUSH}" stroke-width="6" '
            'd="M240 12c-24 18-24 46 0 64 24-18 24-46 0-64z"/>'
            f'<path stroke="{FACE}" stroke-width="4" d="M232 34q-6 10 0 20"/>'
        ),
    )


def _sorciere() -> Mirror:
    """The round convex mirror in a gilded sun. It makes everything broad."""
    centre, beams = complex(240, 300), 40
    star = [
        centre
        + (208 if step % 2 else 292 if step % 4 else 262)
        * complex(0.8 * sin(2 * pi * step / beams), -cos(2 * pi * step / beams))
        for step in range(beams)
    ]
    return Mirror(
        bend=lambda x, y: (x * (1.22 - 0.16 * y * y), y * 0.80 - 0.02),
        path="M68 300a172 190 0 1 1 344 0 172 190 0 1 1-344 0z",
        rim=tuple(_arc(centre, 172, 190, 0, 1)),
        mouldings=_gilded(Moulding(INK, 16, "0 21.3", is_round=True)),
        behind=(
            f'<path fill="{FRAME}" stroke-width="5" stroke-linejoin="round" '
            f'd="{lines(star, closed=True)}"/>'
        ),
    )


def _porthole() -> Mirror:
    """A porthole hung with floats, as on a fishing boat. It makes jaws heavy."""
    floats = "0 33.35"
    return Mirror(
        bend=lambda x, y: (x * (1.00 + 0.34 * y), y),
        path="M56 300a184 238 0 1 1 368 0 184 238 0 1 1-368 0z",
        rim=tuple(_arc(complex(240, 300), 184, 238, 0, 1)),
        mouldings=(
            Moulding(INK, 56, floats, is_round=True),
            Moulding(INK, 38),
            Moulding(FRAME, 46, floats, is_round=True),
            Moulding(INK, 16, floats, is_round=True),
            Moulding(FACE, 8, floats, is_round=True),
        ),
    )


def _cartouche() -> Mirror:
    """A cartouche from an old title page, lobed and scrolled. It sways."""
    rim = [
        CENTRE + (1 + 0.07 * cos(4 * angle)) * complex(178 * sin(angle), -230 * cos(angle))
        for angle in (2 * pi * step / 12 for step in range(12))
    ]
    scroll = "M240 64c-40-52-104-44-104-4 0 30 40 34 44 8 2-16-20-18-20-4"
    return Mirror(
        bend=lambda x, y: (x * 0.96 + 0.22 * sin(2.9 * y), y),
        path=curve(rim, closed=True),
        rim=tuple(rim),
        mouldings=_gilded(Moulding(INK, 9, "16 7")),
        ornament=(
            f'<g stroke-linecap="round" stroke-width="20">{_twice(scroll)}'
            f'<g stroke="{FRAME}" stroke-width="11">{_twice(scroll)}</g></g>'
        ),
    )


def _dial() -> Mirror:
    """An octagon graduated like a gauge, with a rivet at each corner. It pinches and swells."""
    rim = _points(
        (150, 56), (330, 56), (426, 172), (426, 440), (330, 556), (150, 556), (54, 440), (54, 172)
    )
    return Mirror(
        bend=lambda x, y: (x * (0.98 + 0.24 * cos(2.6 * pi * y)), y),
        path="M150 56H330L426 172V440L330 556H150L54 440V172z",
        rim=rim,
        mouldings=_gilded(Moulding(INK, 30, "2.5 10"), Moulding(FRAME, 12), Moulding(INK, 3)),
        ornament=(
            f'<g stroke-linecap="round" stroke-width="30"><path d="{dots(rim)}"/>'
            f'<g stroke="{FACE}" stroke-width="20"><path d="{dots(rim)}"/></g></g>'
        ),
    )


def _nail() -> Mirror:
    """A plain frame, mitred, hung from a nail by its cord. It hangs a little crooked."""
    return Mirror(
        bend=lambda x, y: (x * 0.96 - 0.24 * y, y * 0.98 + 0.09 * x),
        path="M58 108H422V560H58z",
        rim=_points((58, 108), (422, 108), (422, 560), (58, 560)),
        mouldings=_gilded(Moulding(INK, 24), Moulding(FRAME, 18)),
        behind=(
            f'<path stroke="{FRAME}" stroke-width="5" d="M90 96L240 20 390 96"/>'
            f'<circle fill="{FACE}" stroke-width="5" cx="240" cy="18" r="11"/>'
        ),
        ornament=(
            '<path stroke-width="4" d="M35 85l46 46M445 85l-46 46M35 583l46-46M445 583l-46-46"/>'
        ),
    )


MIRRORS = (
    _theatre(),
    _escutcheon(),
    _lancet(),
    _sorciere(),
    _porthole(),
    _cartouche(),
    _dial(),
    _nail(),
)
"""In the order of a deck's families; a deck with more begins again."""

"""What all pictures are painted with: the paper, the ink, type, and the mirror at the bottom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from markupsafe import Markup

from plugins.share_images.lines import Block
from plugins.share_images.typeface import Typeface, Typefaces

WIDTH, HEIGHT = 1200, 630
"""What the networks ask for: 1.91 to 1."""

LEFT, RIGHT = 64, 1136
GLASS = 540
"""The height of the line at which the mirror begins, y downwards."""

PAPER = "#f6f1e7"
_LINE = "#bdb7ae"

# Of Fraunces, in ems: how far it reaches below its line, and how tightly it is set when large.
_DESCENDER = 0.235
TIGHT = -0.02


@dataclass(frozen=True, slots=True)
class Paints:
    """The house's colours by daylight, as in the theme's tokens.css."""

    ink: str = "#1b1a1f"
    soft: str = "#5a534b"
    accent: str = "#8c1c2e"
    second: str = "#2f5d56"
    track: str = "#dcd6cb"
    ticket: str = "#ecd9b0"


DAY = Paints()
REFLECTED = Paints(*(f"url(#{field.name})" for field in fields(Paints)))
"""The same colours, fading into the paper with their distance from the mirror's edge."""


def number(value: float) -> str:
    """A coordinate, short and the same everywhere."""
    return f"{round(value, 2):g}"


def setting(
    face: Typeface,
    text: str,
    at: tuple[float, float],
    size: float,
    paint: str,
    *,
    anchor: str = "start",
    spacing: float = 0,
) -> Markup:
    """One line of `text`, which must be `settable`, on the baseline at x, y.

    `anchor` says which end of the text x is, as in SVG; `spacing` is ems after each letter.
    """
    return Markup(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" fill="{}" text-anchor="{}" '
        'letter-spacing="{}">{}</text>'
    ).format(
        *map(number, at), face.family, number(size), paint, anchor, number(spacing * size), text
    )


def block(
    face: Typeface, lines: Block, at: tuple[float, float], paint: str, *, spacing: float = 0
) -> Markup:
    """Lines from x, y downwards; y is the top of the first line."""
    x, y = at
    step = lines.size * lines.leading
    return joined(
        setting(face, line, (x, y + step * index + 0.8 * step), lines.size, paint, spacing=spacing)
        for index, line in enumerate(lines.lines)
    )


def rectangle(place: tuple[float, float, float, float], paint: str) -> Markup:
    """Left, top, width and height, all in pixels."""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        *map(number, place), paint
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Parts of a picture, the first one lowest."""
    return Markup().join(parts)


def mirrored(drawing: Markup) -> Markup:
    """What the mirror shows of a drawing that stands on it."""
    return Markup('<g transform="matrix(1 0 0 -1 0 {})">{}</g>').format(2 * GLASS, drawing)


def wordmark(faces: Typefaces, name: str, left: float, size: float, widest: float) -> Markup:
    """The name of the site, standing on the mirror, and its reflection; smaller if it must be."""
    name = faces.display.settable(name)
    size = min(size, widest / faces.display.width(f"{name} ", 1, TIGHT))
    at = left - 0.03 * size, GLASS - _DESCENDER * size
    return joined(
        (
            setting(faces.display, name, at, size, DAY.ink, spacing=TIGHT),
            mirrored(setting(faces.reflection, name, at, size, REFLECTED.accent, spacing=TIGHT)),
        )
    )


def picture(*parts: Markup) -> str:
    """The whole SVG: paper, the edge of the mirror, and `parts`, the first one lowest."""
    # In the coordinates of what is mirrored the edge is where everything stands, and up is down.
    fades = joined(
        Markup(
            '<linearGradient id="{}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{}" y2="{}">'
            '<stop stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient>'
        ).format(field.name, GLASS + 12, 2 * GLASS - HEIGHT + 6, getattr(DAY, field.name), PAPER)
        for field in fields(Paints)
    )
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}">{fades}'
            '<rect width="{w}" height="{h}" fill="{paper}"/>{parts}'
            "{line}</svg>"
        ).format(
            w=WIDTH,
            h=HEIGHT,
            fades=fades,
            paper=PAPER,
            parts=joined(parts),
            line=rectangle((0, GLASS - 1, WIDTH, 2), _LINE),
        )
    )

"""The picture of a type: its portrait standing on the mirror, and what the card says first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from plugins.share_images.lines import fit, shortened
from plugins.share_images.paint import (
    DAY,
    GLASS,
    HEIGHT,
    LEFT,
    PAPER,
    RIGHT,
    TIGHT,
    block,
    joined,
    mirrored,
    picture,
    rectangle,
    setting,
    wordmark,
)
from plugins.share_images.typeface import Typefaces


@dataclass(frozen=True, slots=True)
class Value:
    """One of the type's values; `share` of the highest one possible, 0 to 1."""

    label: str
    value: int
    share: float


@dataclass(frozen=True, slots=True)
class Type:
    """What the picture says of a type.

    `motto` comes with its quotation marks; `portrait` is an SVG element, as wide as four fifths
    of its height, with a viewBox that begins at 0 0.
    """

    code: str
    family: str
    name: str
    motto: str
    values: tuple[Value, ...]
    portrait: str


_PORTRAIT_WIDTH, _PORTRAIT_HEIGHT = 400, 500
_COLUMN = 512
_NAME_SIZES = (84, 76, 68, 60, 52)
_MOTTO_SIZES = (34, 30)
_CODE = 100  # the line on which the code stands
_NAME = 116  # where the name's room begins
_VALUES = 362  # where the values begin
_ROW = 38
_GAP = 14

_ROOT = re.compile(r'<svg [^>]*viewBox="0 0 [\d.]+ (?P<height>[\d.]+)"[^>]*>')
_PAINTING = re.compile(r' (?:color|fill|stroke(?:-\w+)*)="[^"]*"')
_PAINT = re.compile(r"var\(--[\w-]+, *([^()]+)\)")


def draw_type(shown: Type, site: str, faces: Typefaces) -> str:
    """An SVG of 1200 × 630."""
    portrait = _portrait(shown.portrait)
    return picture(
        mirrored(portrait),
        _veil(),
        portrait,
        _words(shown, faces),
        wordmark(faces, site, _COLUMN, 48, RIGHT - _COLUMN),
    )


def _portrait(svg: str) -> Markup:
    """The drawing, with the colours it has where there is no style sheet.

    As a group, for the rasterizer paints every nested SVG on a layer of its own, which took a
    third of the whole picture's time.
    """
    painted = _PAINT.sub(r"\1", svg)
    root = _ROOT.match(painted)
    if root is None:
        raise ValueError(f"not a portrait: {svg[:80]}")
    size = _PORTRAIT_HEIGHT / float(root["height"])
    place = f"translate({LEFT - 20} {GLASS - _PORTRAIT_HEIGHT + 8}) scale({size:.5g})"
    paints = "".join(_PAINTING.findall(root.group()))
    inside = painted[root.end() :].removesuffix("</svg>")
    group = f'<g transform="{place}"{paints}>{inside}</g>'
    return Markup(group)  # noqa: S704 drawn by the typology, not written by anybody


def _veil() -> Markup:
    """What the mirror loses of a drawing that has colours of its own."""
    depth = HEIGHT - GLASS
    return joined(
        (
            Markup(
                '<linearGradient id="veil" x1="0" x2="0" y1="0" y2="1">'
                '<stop stop-color="{0}" stop-opacity=".25"/><stop offset=".95" stop-color="{0}"/>'
                "</linearGradient>"
            ).format(PAPER),
            rectangle((LEFT - 20, GLASS, _PORTRAIT_WIDTH, depth), "url(#veil)"),
        )
    )


def _words(shown: Type, faces: Typefaces) -> Markup:
    across = RIGHT - _COLUMN
    motto = fit(
        faces.text.settable(shown.motto),
        lambda text: faces.text.width(text, 1),
        (across, 84),
        _MOTTO_SIZES,
        1.22,
    )
    name = fit(
        faces.display.settable(shown.name),
        lambda text: faces.display.width(text, 1, TIGHT),
        (across, _VALUES - 2 * _GAP - motto.height - _NAME),
        _NAME_SIZES,
        1.04,
    )
    return joined(
        (
            _over(shown, faces),
            block(faces.display, name, (_COLUMN - 0.03 * name.size, _NAME), DAY.ink, spacing=TIGHT),
            block(faces.text, motto, (_COLUMN, _NAME + name.height + _GAP), DAY.ink),
            _values(shown, faces),
        )
    )


def _over(shown: Type, faces: Typefaces) -> Markup:
    """The code, large, and the family beside it."""
    code = faces.display.settable(shown.code)
    x = _COLUMN + faces.display.width(code, 60) + 18
    family = shortened(
        faces.label.settable(shown.family),
        lambda text: faces.label.width(text, 28),
        RIGHT - x,
    )
    return joined(
        (
            setting(faces.display, code, (_COLUMN, _CODE), 60, DAY.accent),
            setting(faces.label, family, (x, _CODE), 28, DAY.soft),
        )
    )


def _values(shown: Type, faces: Typefaces) -> Markup:
    labels = [faces.label.settable(value.label) for value in shown.values]
    bars = _COLUMN + max((faces.label.width(label, 28) for label in labels), default=0) + 24
    longest = RIGHT - 60 - bars
    parts = []
    for row, (label, value) in enumerate(zip(labels, shown.values, strict=True)):
        y = _VALUES + row * _ROW
        paint = DAY.accent if row % 2 else DAY.second
        parts += [
            setting(faces.label, label, (_COLUMN, y + 26), 28, DAY.ink),
            rectangle((bars, y + 10, longest, 14), DAY.track),
            rectangle((bars, y + 10, longest * value.share, 14), paint),
            setting(faces.label, str(value.value), (RIGHT, y + 26), 28, DAY.ink, anchor="end"),
        ]
    return joined(parts)

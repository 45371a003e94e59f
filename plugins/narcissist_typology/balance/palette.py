"""The theme's colours as scales for data, by day and by night.

The values are those of theme/static/css/tokens.css; an SVG that stands alone cannot read them.
"""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 10
"""A scale has so many steps above its first."""

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``. `good` and `bad` are the ends of the scales that begin at `paper`."""

    paper: str
    ink: str
    soft: str
    line: str
    good: str
    bad: str


DAY = Theme("#f6f1e7", "#1b1a1f", "#5a534b", "#7d7365", "#2f5d56", "#8c1c2e")
NIGHT = Theme("#15161a", "#e9e3d6", "#b3ab9d", "#7d766b", "#8fc7ba", "#ff8a7a")


def step(share: float) -> int:
    """The step of a scale for a share from 0 to 1."""
    return round(min(max(share, 0.0), 1.0) * STEPS)


def tint(theme: Theme, end: str, at: int) -> str:
    """The colour of a step between the paper and `end`."""
    mixed = (
        round(low + (high - low) * at / STEPS)
        for low, high in zip(_rgb(theme.paper), _rgb(end), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def text_on(background: str) -> str:
    """Black or white, whichever is easier to read: 4.5:1 on whatever colour, which ink is not."""
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, background))


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 WCAG


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

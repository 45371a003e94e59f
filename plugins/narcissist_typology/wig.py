"""The four powdered wigs, one for each place in a family.

They tell the members of a family apart and say nothing about a value. All are paper and ink:
theatre, not hair.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from plugins.narcissist_typology.face import Place, Sitter
from plugins.narcissist_typology.pen import FACE, INK, curve

_WHITE = f'fill="{FACE}" stroke-width="7"'
_BLACK = f'fill="{INK}" stroke-width="5"'


def quiff(sitter: Sitter) -> str:
    """A wave combed up and over, with a curl at its end."""
    low = [(-0.95, -0.24), (-0.80, -0.62), (-0.3, -0.84), (0.3, -0.74), (0.84, -0.62)]
    high = [(-1.08, -0.4), (-1.06, -0.96), (-0.5, -1.36), (0.3, -1.46), (1.06, -1.22)]
    curl = [
        (0.78, -0.6),
        (1.1, -0.56),
        (1.38, -0.82),
        (1.3, -1.14),
        (1.04, -1.2),
        (0.88, -1.0),
        (1.0, -0.82),
        (1.16, -0.9),
        (1.1, -1.0),
    ]
    return (
        f'<path {_WHITE} d="{_closed(sitter, [*high, *reversed(low)])}"/>'
        + _strands(INK, _combed(sitter, low, high))
        + f'<path {_WHITE} d="{curve(sitter.all_at(curl))}"/>'
    )


def parting(sitter: Sitter) -> str:
    """Two waves from a parting in the middle, down to the ears."""
    low = [(0, -0.84), (0.42, -0.74), (0.74, -0.42), (0.9, -0.02)]
    high = [(0, -1.0), (0.5, -1.32), (1.22, -0.9), (1.26, 0.06)]
    waves, strands = [], []
    for side in (-1, 1):
        inner, outer = ([(side * x, y) for x, y in edge] for edge in (low, high))
        waves.append(_closed(sitter, [*outer, *reversed(inner)]))
        strands.append(_combed(sitter, inner, outer))
    return f'<path {_BLACK} d="{"".join(waves)}"/>' + _strands(FACE, *strands)


def flames(sitter: Sitter) -> str:
    """Three locks that stand up like flames."""
    tuft = [
        (-0.74, -0.58),
        (-0.98, -1.0),
        (-0.72, -1.3),
        (-0.56, -1.12),
        (-0.3, -1.24),
        (-0.16, -1.66),
        (0.1, -1.36),
        (0.3, -1.2),
        (0.56, -1.12),
        (0.84, -1.34),
        (0.92, -0.96),
        (0.74, -0.58),
        (0.36, -0.8),
        (0, -0.72),
        (-0.36, -0.8),
    ]
    strands = [
        [(-0.72, -0.72), (-0.84, -0.96), (-0.74, -1.16)],
        [(-0.46, -0.82), (-0.54, -0.94), (-0.5, -1.02)],
        [(-0.18, -0.82), (-0.22, -1.12), (-0.14, -1.46)],
        [(0.0, -0.8), (-0.02, -1.1), (-0.08, -1.3)],
        [(0.18, -0.82), (0.16, -1.04), (0.06, -1.2)],
        [(0.46, -0.82), (0.54, -0.94), (0.5, -1.02)],
        [(0.72, -0.72), (0.82, -0.96), (0.8, -1.18)],
    ]
    return f'<path {_BLACK} d="{_closed(sitter, tuft)}"/>' + _strands(
        FACE, *(curve(sitter.all_at(strand)) for strand in strands)
    )


def curls(sitter: Sitter) -> str:
    """Seven rolled curls from ear to ear."""
    rolls, spirals = [], []
    for index in range(7):
        across, down = sin(radians(26 * index - 78)), -cos(radians(26 * index - 78)) - 0.02
        middle = sitter.at(across, down)
        radius = abs(sitter.at(across + 0.23, down) - middle)
        half = f"{radius / 2:.0f}"
        rolls.append(f'<circle cx="{middle.real:.0f}" cy="{middle.imag:.0f}" r="{radius:.0f}"/>')
        spirals.append(
            f"M{middle.real:.0f} {middle.imag - radius / 2:.0f}"
            f"a{half} {half} 0 1 1-{half} {half}q1-6 7-6"
        )
    return f'<g {_WHITE}>{"".join(rolls)}</g><path stroke-width="4" d="{"".join(spirals)}"/>'


def _closed(sitter: Sitter, places: Sequence[Place]) -> str:
    return curve(sitter.all_at(places), closed=True)


def _combed(sitter: Sitter, low: Sequence[Place], high: Sequence[Place]) -> str:
    """Strands that run between two edges of a wig, nearer together away from the light."""
    return "".join(
        curve(
            sitter.all_at(
                (x + (other_x - x) * share, y + (other_y - y) * share)
                for (x, y), (other_x, other_y) in zip(low, high, strict=True)
            )
        )
        for share in (0.2, 0.42, 0.68)
    )


def _strands(paint: str, *paths: str) -> str:
    return f'<path stroke="{paint}" d="{"".join(paths)}"/>'


WIGS = (quiff, parting, flames, curls)

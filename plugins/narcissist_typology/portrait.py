"""Chernoff faces: a card's values as a face in a fairground mirror, drawn by code.

After Herman Chernoff, The Use of Faces to Represent Points in k-Dimensional Space Graphically,
Journal of the American Statistical Association 68 (1973), doi 10.1080/01621459.1973.10482434.
Each value shapes one feature, in the order of `FEATURES`; `face.Sitter` says how. The family
chooses the mirror, that is the frame and how it bends what it shows; the place in the family
chooses the wig. The faces are masks: they have no age, no sex and no origin.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from plugins.narcissist_typology import face
from plugins.narcissist_typology.mirror import HEIGHT, MIRRORS, WIDTH
from plugins.narcissist_typology.pen import INK_COLOUR
from plugins.narcissist_typology.wig import WIGS

FEATURES = ("head", "mouth", "rays", "cheeks", "eyes", "brows", "ears", "nose")
"""The features of a face, in the order in which a deck's values shape them."""


def draw_portrait(shares: Sequence[float], *, family: int, number: int, label: str) -> Markup:
    """An SVG element without ids, so that any number may stand on one page.

    `shares` are the card's values from 0 (the lowest) to 1, at most as many as there are
    FEATURES; features beyond them stay average. `family` and `number` count from 0; `label` is
    the text alternative.
    """
    mirror = MIRRORS[family % len(MIRRORS)]
    sitter = face.Sitter(mirror=mirror, **dict(zip(FEATURES, shares, strict=False)))
    parts = (
        mirror.glass,
        face.rays(sitter),
        mirror.frame,
        face.head(sitter),
        face.cheeks(sitter),
        face.eyes(sitter),
        face.nose(sitter),
        face.mouth(sitter),
        WIGS[number % len(WIGS)](sitter),
        face.brows(sitter),
    )
    drawing = Markup("".join(parts))  # noqa: S704 numbers and our own paints, nothing from outside
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="portrait" viewBox="0 0 {} {}" '
        'width="240" height="300" role="img" aria-label="{}" color="{}" fill="none" '
        'stroke="currentColor" stroke-width="3" stroke-linejoin="round">{}</svg>'
    ).format(WIDTH, HEIGHT, label, INK_COLOUR, drawing)

"""The picture of an essay: a programme with its title, and its ticket standing on the mirror."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from plugins.share_images.lines import fit, shortened
from plugins.share_images.paint import (
    DAY,
    GLASS,
    LEFT,
    PAPER,
    REFLECTED,
    RIGHT,
    TIGHT,
    Paints,
    block,
    joined,
    mirrored,
    number,
    picture,
    rectangle,
    setting,
    wordmark,
)
from plugins.share_images.typeface import Typefaces


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the ticket: what it tells of, and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Essay:
    """What the picture says of an essay, in the essay's language.

    `subtitle` may be empty. `number` stands on the ticket's stub beside `number_label`; without
    `facts` there is no ticket.
    """

    title: str
    subtitle: str
    section: str
    byline: str
    number_label: str
    number: str
    facts: tuple[Fact, ...]


_HEAD = 78  # the line on which section and author stand
_TITLE = 120  # where the title's room begins
_TITLE_SIZES = (112, 104, 96, 88, 80, 72, 64, 56)
_SUBTITLE_SIZES = (40, 36)
_GAP = 16
_CAPITALS = 0.12  # ems between capital letters

_TICKET = 112
_STUB = 92
_TOOTH = 6
_BITES = 6
_MARGIN = 22


def draw_essay(essay: Essay, site: str, faces: Typefaces) -> str:
    """An SVG of 1200 × 630."""
    widths = _fact_widths(essay, faces)
    ticket = _STUB + sum(widths) if essay.facts else 0
    parts = [_head(essay, faces), _title(essay, faces)]
    parts.append(wordmark(faces, site, LEFT, 64, RIGHT - LEFT - ticket - 40))
    if essay.facts:
        parts.append(mirrored(_ticket(essay, faces, widths, REFLECTED)))
        parts.append(_ticket(essay, faces, widths, DAY))
        parts.append(_labels(essay, faces, widths))
    return picture(*parts)


def _head(essay: Essay, faces: Typefaces) -> Markup:
    """As the page's masthead: two words at the ends, and the printer's English line below."""
    across = RIGHT - LEFT
    section = shortened(
        faces.label.settable(essay.section.upper()),
        lambda text: faces.label.width(text, 26, _CAPITALS),
        across * 0.45,
    )
    byline = shortened(
        faces.label.settable(essay.byline),
        lambda text: faces.label.width(text, 28),
        across * 0.5,
    )
    return joined(
        (
            setting(faces.label, section, (LEFT, _HEAD), 26, DAY.accent, spacing=_CAPITALS),
            setting(faces.label, byline, (RIGHT, _HEAD), 28, DAY.ink, anchor="end"),
            rectangle((LEFT, _HEAD + 20, across, 5), DAY.ink),
            rectangle((LEFT, _HEAD + 29, across, 2), DAY.ink),
        )
    )


def _title(essay: Essay, faces: Typefaces) -> Markup:
    """Title and subtitle, in the middle between the head and the ticket."""
    across, bottom = RIGHT - LEFT, GLASS - _TICKET - _GAP
    subtitle = fit(
        faces.text.settable(essay.subtitle),
        lambda text: faces.text.width(text, 1),
        (across, 100),
        _SUBTITLE_SIZES,
        1.2,
    )
    below = subtitle.height + _GAP if subtitle.lines else 0
    title = fit(
        faces.display.settable(essay.title),
        lambda text: faces.display.width(text, 1, TIGHT),
        (across, bottom - _TITLE - below),
        _TITLE_SIZES,
        1.04,
    )
    top = _TITLE + (bottom - _TITLE - below - title.height) / 2
    return joined(
        (
            block(faces.display, title, (LEFT - 0.03 * title.size, top), DAY.ink, spacing=TIGHT),
            block(faces.text, subtitle, (LEFT, top + title.height + _GAP), DAY.ink),
        )
    )


def _fact_widths(essay: Essay, faces: Typefaces) -> list[float]:
    return [
        max(faces.label.width(fact.label, 24), faces.display.width(fact.value, 36)) + 2 * _MARGIN
        for fact in essay.facts
    ]


def _ticket(essay: Essay, faces: Typefaces, widths: list[float], paints: Paints) -> Markup:
    left, top = RIGHT - _STUB - sum(widths), GLASS - _TICKET
    size = min(68, (_STUB - 20) / faces.display.width(essay.number, 1))
    parts = [
        rectangle((left, top, RIGHT - left, _TICKET), paints.ticket),
        _bites(left, top),
        _bites(RIGHT, top),
        _perforation(left + _STUB, top, paints),
        setting(
            faces.display,
            essay.number,
            (left + _STUB / 2, top + 92),
            size,
            paints.accent,
            anchor="middle",
        ),
    ]
    for fact, middle in zip(essay.facts, _middles(widths), strict=True):
        place = middle, top + 86
        parts.append(
            setting(faces.display, fact.value, place, 36, paints.ink, anchor="middle"),
        )
    return joined(parts)


def _labels(essay: Essay, faces: Typefaces, widths: list[float]) -> Markup:
    """The small print, of which nothing is left in the mirror."""
    left, top = RIGHT - _STUB - sum(widths), GLASS - _TICKET
    word = faces.label.settable(essay.number_label.upper())
    place = left + _STUB / 2, top + 30
    parts = [setting(faces.label, word, place, 20, DAY.accent, anchor="middle", spacing=_CAPITALS)]
    for fact, middle in zip(essay.facts, _middles(widths), strict=True):
        place = middle, top + 46
        parts.append(setting(faces.label, fact.label, place, 24, DAY.ink, anchor="middle"))
    return joined(parts)


def _middles(widths: list[float]) -> list[float]:
    """Where the facts of the ticket have their middles."""
    return [RIGHT - sum(widths[place:]) + width / 2 for place, width in enumerate(widths)]


def _perforation(x: float, top: float, paints: Paints) -> Markup:
    return joined(
        rectangle((x - 1, top + 6 + 12 * dash, 2, 7), paints.soft)
        for dash in range((_TICKET - 12) // 12 + 1)
    )


def _bites(x: float, top: float) -> Markup:
    """One bitten side. Discs of paper on a rectangle are drawn faster than their outline."""
    step = _TICKET / _BITES
    return joined(
        Markup('<circle fill="{}" cx="{}" cy="{}" r="{}"/>').format(
            PAPER, number(x), number(top + step * (bite + 0.5)), _TOOTH
        )
        for bite in range(_BITES)
    )

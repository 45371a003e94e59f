"""The report as a picture: an SVG that stands alone, with real text, in the theme's colours.

Three panels: which share of the deck every card beats in every value; how the values hang
together; what the games showed, with intervals and limits. Colour never says anything that does
not also stand there in figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import escape

from plugins.narcissist_typology.balance.faults import Rule
from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.palette import (
    DAY,
    NIGHT,
    STEPS,
    Theme,
    step,
    text_on,
    tint,
)
from plugins.narcissist_typology.balance.report import BalanceReport
from plugins.narcissist_typology.balance.share import Share
from plugins.narcissist_typology.balance.simulation import Simulation
from plugins.narcissist_typology.balance.text import share_in_words
from plugins.narcissist_typology.balance.voice import Voice

_MARGIN = 24
_ROW = 22
_CELL = 84
_LABEL = 300
_FAMILY_GAP = 6
_GAP = 56
_BAR = 420
_FIGURES = 190
_LETTER = 7.6  # the mean width of a letter of the labels
_SLANT = 0.643  # sine and, nearly enough, cosine of the angle of the head, 40 degrees


def balance_plot(report: BalanceReport, voice: Voice) -> str:
    """The SVG document. The same report gives the same bytes."""
    sheet, _ = report.sheet, voice.gettext
    longest = max(len(kind.label) for kind in sheet.kinds)
    head = 40 + round(longest * _LETTER * _SLANT)
    parts = [
        *_heading(_MARGIN, _("How much of the deck each card beats")),
        *_column_labels(sheet, _MARGIN + head),
    ]
    y = _heat_map(report, _MARGIN + head, parts, voice) + _GAP
    parts += _heading(y, _("How the values hang together (Spearman's ρ)"))
    y = _triangle(report, y + _MARGIN, parts, voice)
    if report.simulation:
        y += _GAP
        parts += _heading(y, _("What the games showed"))
        y = _intervals(report.simulation, report.limits, y + _MARGIN, parts, voice)
    table = _CELL * len(sheet.kinds) + longest * _LETTER * _SLANT
    width = round(2 * _MARGIN + _LABEL + max(table, _BAR + _FIGURES))
    return _document(width, y + _MARGIN, _title(report, voice), "\n".join(parts))


def _title(report: BalanceReport, voice: Voice) -> tuple[str, str]:
    """Title and description for those who do not see the picture."""
    _, sheet = voice.gettext, report.sheet
    weakest = min(range(len(sheet.cards)), key=sheet.best_shares.__getitem__)
    description = _(
        "A table of %(cards)d cards and %(kinds)d values; the darker or brighter a field, the more "
        "of the deck the card beats. The weakest card is %(card)s: its best value beats %(share)s. "
        "Broken limits: %(faults)d."
    ) % {
        "cards": len(sheet.cards),
        "kinds": len(sheet.kinds),
        "card": sheet.cards[weakest].name,
        "share": voice.percent(sheet.best_shares[weakest]),
        "faults": len(report.faults),
    }
    return _("The balance of the deck"), description


def _document(width: int, height: float, title: tuple[str, str], body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" '
        f'width="{width}" height="{height:g}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{escape(title[0])}</title>\n'
        f'<desc id="desc">{escape(title[1])}</desc>\n'
        f"<style>\n{_style()}\n</style>\n"
        f'<rect class="paper" width="100%" height="100%"/>\n{body}\n</svg>\n'
    )


def _style() -> str:
    night = "\n".join(_colours(NIGHT))
    return "\n".join(
        (
            'text { font: 13px "Bricolage Grotesque", system-ui, sans-serif; }',
            "text { font-variant-numeric: tabular-nums; }",
            ".heading { font-size: 17px; font-weight: 600; }",
            ".figure { text-anchor: middle; }",
            ".name { text-anchor: end; }",
            ".best, .change, .interval, .limit { fill: none; stroke-width: 2; }",
            ".change { stroke-dasharray: 5 3; stroke-width: 3; }",
            *_colours(DAY),
            f"@media (prefers-color-scheme: dark) {{\n{night}\n}}",
        )
    )


def _colours(theme: Theme) -> Iterator[str]:
    yield f".paper {{ fill: {theme.paper}; }}"
    yield f"text {{ fill: {theme.ink}; }}"
    yield f".soft {{ fill: {theme.soft}; }}"
    yield f".best, .interval {{ stroke: {theme.ink}; }}"
    yield f".dot {{ fill: {theme.ink}; }}"
    yield f".limit, .change {{ stroke: {theme.bad}; }}"
    yield f".allowed {{ fill: {tint(theme, theme.good, 3)}; }}"
    yield f".axis {{ stroke: {theme.line}; }}"
    for name, end in (("good", theme.good), ("bad", theme.bad)):
        for at in range(STEPS + 1):
            colour = tint(theme, end, at)
            yield f".{name}-{at} {{ fill: {colour}; }}"
            yield f".on-{name}-{at} {{ fill: {text_on(colour)}; }}"


def _heading(y: float, text: str) -> list[str]:
    return [f'<text class="heading" x="{_MARGIN}" y="{y + 4:g}">{escape(text)}</text>']


def _column_x(column: int) -> int:
    return _MARGIN + _LABEL + _CELL * column


def _column_labels(sheet: Sheet, y: float) -> Iterator[str]:
    for column, kind in enumerate(sheet.kinds):
        x = _column_x(column) + _CELL // 2
        mark = " ↓" if kind.lower_wins else ""
        yield (
            f'<text x="{x}" y="{y - 8:g}" transform="rotate(-40 {x} {y - 8:g})">'
            f"{escape(kind.label)}{mark}</text>"
        )


def _heat_map(report: BalanceReport, y: float, parts: list[str], voice: Voice) -> float:
    _, sheet, family = voice.gettext, report.sheet, None
    to_change = {(change.card, change.kind) for change in report.advice if change}
    for card, (own, shares) in enumerate(zip(sheet.cards, sheet.shares, strict=True)):
        if family is not None and own.family != family:
            y += _FAMILY_GAP
        family = own.family
        name = f'{escape(own.name)} <tspan class="soft">{escape(own.code)}</tspan>'
        parts.append(f'<text class="name" x="{_column_x(0) - 10}" y="{y + 15:g}">{name}</text>')
        for kind, share in enumerate(shares):
            parts += _field(kind, y, share, "good", voice.percent(round(share, 2)))
            if sheet.best[card] == kind:
                parts.append(_frame("best", kind, y))
            if (card, kind) in to_change:
                parts.append(_frame("change", kind, y))
        y += _ROW
    legend = _("framed: the best value; so many cards")
    parts += _notes(y, legend, [str(count) for count in sheet.best_of])
    if to_change:
        y += _ROW
        parts += _notes(y, _("dashed: change this value"), [])
    return y + _ROW


def _frame(style: str, column: int, y: float) -> str:
    x, width, height = _column_x(column) + 1, _CELL - 4, _ROW - 4
    return f'<rect class="{style}" x="{x}" y="{y + 1:g}" width="{width}" height="{height}"/>'


def _notes(y: float, legend: str, figures: Sequence[str]) -> Iterator[str]:
    """A line below a table: what it is, and a figure a column."""
    x = _column_x(0) - 10
    yield f'<text class="name soft" x="{x}" y="{y + 20:g}">{escape(legend)}</text>'
    for column, figure in enumerate(figures):
        x = _column_x(column) + _CELL // 2 - 1
        yield f'<text class="figure soft" x="{x}" y="{y + 20:g}">{escape(figure)}</text>'


def _field(column: int, y: float, share: float, scale: str, text: str) -> Iterator[str]:
    tone, x = f"{scale}-{step(share)}", _column_x(column)
    yield f'<rect class="{tone}" x="{x}" y="{y:g}" width="{_CELL - 2}" height="{_ROW - 2}"/>'
    yield f'<text class="figure on-{tone}" x="{x + _CELL // 2 - 1}" y="{y + 15:g}">{text}</text>'


def _triangle(report: BalanceReport, y: float, parts: list[str], voice: Voice) -> float:
    """Rows are the values from the second on, columns those before; the sign has its colour."""
    sheet = report.sheet
    broken = {fault.kinds for fault in report.faults if fault.rule is Rule.CORRELATED}
    for row, kind in enumerate(sheet.kinds[1:], start=1):
        x, label = _column_x(0) - 10, escape(kind.label)
        parts.append(f'<text class="name" x="{x}" y="{y + 15:g}">{label}</text>')
        for column in range(row):
            rho = sheet.rho(row, column)
            scale = "good" if rho >= 0 else "bad"
            parts += _field(column, y, abs(rho), scale, voice.number(rho, signed=True))
            if (column, row) in broken:
                parts.append(_frame("change", column, y))
        y += _ROW
    parts += _notes(y - 5, "", [_short(kind.label) for kind in sheet.kinds[:-1]])
    return y + _ROW


def _short(label: str) -> str:
    most = int(_CELL / _LETTER) - 1
    return label if len(label) <= most else label[: most - 1] + "…"


def _intervals(
    simulation: Simulation, limits: Limits, y: float, parts: list[str], voice: Voice
) -> float:
    _ = voice.gettext
    informed = (limits.informed_least, limits.informed_most)
    starter = (0.0, limits.starter_most)
    rows = (
        (_("who knows the deck, against chance"), simulation.informed, informed),
        (_("the starter, when all know the deck"), simulation.starter_among_informed, starter),
        (_("the starter, when all go by chance"), simulation.starter_among_clueless, starter),
    )
    for label, series, allowed in rows:
        parts += _interval(label, series.share(limits.unit), allowed, y, voice)
        y += 2 * _ROW
    return y


def _interval(
    label: str, share: Share, allowed: tuple[float, float], y: float, voice: Voice
) -> Iterator[str]:
    low, high = (_bar_x(bound) for bound in share.interval)
    first, last = (_bar_x(bound) for bound in allowed)
    middle = y + _ROW / 2
    yield (
        f'<text class="name" x="{_column_x(0) - 10}" y="{y + 15:g}">{escape(label)}</text>'
        f'<rect class="allowed" x="{first:g}" y="{y:g}" width="{last - first:g}" height="{_ROW}"/>'
        f'<path class="axis" d="M{_bar_x(0):g} {middle:g}H{_bar_x(1):g}"/>'
    )
    for bound in allowed:
        if bound:
            x = _bar_x(bound)
            yield f'<path class="limit" d="M{x:g} {y:g}V{y + _ROW:g}"/>'
            yield (
                f'<text class="figure soft" x="{x:g}" y="{y + _ROW + 14:g}">'
                f"{voice.percent(bound)}</text>"
            )
    yield (
        f'<path class="interval" d="M{low:g} {middle - 5:g}v10M{low:g} {middle:g}H{high:g}'
        f'M{high:g} {middle - 5:g}v10"/>'
        f'<circle class="dot" cx="{_bar_x(share.estimate):g}" cy="{middle:g}" r="4"/>'
        f'<text x="{_bar_x(1) + 10:g}" y="{y + 15:g}">{share_in_words(share, voice)}</text>'
    )


def _bar_x(share: float) -> float:
    return round(_column_x(0) + _BAR * share, 1)

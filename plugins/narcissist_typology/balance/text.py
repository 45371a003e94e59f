"""The report as a text for the terminal: at most 100 columns, whatever the deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.manuscript import Finding
from plugins.narcissist_typology.balance.faults import best_of_bounds
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.report import BalanceReport
from plugins.narcissist_typology.balance.share import Share
from plugins.narcissist_typology.balance.simulation import Series, Simulation
from plugins.narcissist_typology.balance.suggest import Suggestion
from plugins.narcissist_typology.balance.voice import Voice
from plugins.narcissist_typology.balance.wording import (
    CardFiles,
    change_in_words,
    fault_in_words,
)

_WIDTH = 100
_CELL = 9
_NARROWEST_NAME = 12


def report_text(report: BalanceReport, findings: Sequence[Finding], voice: Voice) -> str:
    """All tables, then what to mend."""
    parts = [
        _cards(report.sheet, voice),
        _kinds(report.sheet, report.limits, voice),
        _correlations(report.sheet, report.limits, voice),
        _families(report.sheet, report.limits, voice),
        _play(report.simulation, report.limits, voice),
        _faults(findings, voice),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _cards(sheet: Sheet, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    yield _("The deck: %(cards)d cards, %(kinds)d values") % {
        "cards": len(sheet.cards),
        "kinds": len(sheet.kinds),
    }
    yield _("Each value with the share of the other cards it beats, in percent; [the best one].")
    yield ""
    for number, kind in enumerate(sheet.kinds, start=1):
        wins = _("the lower value wins")
        yield f"  {number} {kind.label}" + (f" ({wins})" if kind.lower_wins else "")
    yield ""
    room = max(_NARROWEST_NAME, _WIDTH - 5 - _CELL * len(sheet.kinds))
    longest = max((len(card.name) for card in sheet.cards), default=0)
    room = min(room, longest)
    numbers = "".join(f"{number:^{_CELL}}" for number in range(1, len(sheet.kinds) + 1))
    yield f"{'':{room + 5}}{numbers}".rstrip()
    for card, (own, shares) in enumerate(zip(sheet.cards, sheet.shares, strict=True)):
        cells = "".join(
            _cell(sheet.values[kind][card], share, best=sheet.best[card] == kind)
            for kind, share in enumerate(shares)
        )
        yield f"{own.code:3} {_cut(own.name, room):{room}} {cells}".rstrip()


def _cell(value: int, share: float, *, best: bool) -> str:
    text = f"{value:>3} {round(100 * share):>3}"
    return f"[{text}]" if best else f" {text} "


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _kinds(sheet: Sheet, limits: Limits, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    least, most = best_of_bounds(len(sheet.cards), len(sheet.kinds), limits)
    yield _("Values: best one of so many cards (%(least)d–%(most)d), ties (at most %(ties)s)") % {
        "least": least,
        "most": most,
        "ties": voice.percent(limits.tie_chance_most),
    }
    room = max(len(kind.label) for kind in sheet.kinds)
    for kind, count, column in zip(sheet.kinds, sheet.best_of, sheet.columns, strict=True):
        ties = voice.percent(column.tie_chance, aligned=True)
        yield f"  {kind.label:{room}} {count:>4} {ties:>8}"


def _correlations(sheet: Sheet, limits: Limits, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    most = voice.number(limits.rho_most)
    yield _("Rank correlations (Spearman's ρ, at most ±%(most)s)") % {"most": most}
    room = max(len(kind.label) for kind in sheet.kinds)
    for row, kind in enumerate(sheet.kinds):
        rhos = "".join(
            f"{voice.number(sheet.rho(row, column), signed=True):>7}" for column in range(row)
        )
        yield f"  {row + 1} {kind.label:{room}}{rhos}".rstrip()
    below = "".join(f"{column:>7}" for column in range(1, len(sheet.kinds)))
    yield f"{'':{room + 4}}{below}"


def _families(sheet: Sheet, limits: Limits, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    within = voice.percent(limits.family_within)
    yield _("Families: sum of all values, and its distance from the mean (at most ±%(within)s)") % {
        "within": within
    }
    room = max((len(family.name) for family in sheet.families), default=0)
    rows = zip(sheet.families, sheet.family_sums(), sheet.family_deviations(), strict=True)
    for family, total, deviation in rows:
        signed = voice.percent(deviation, aligned=True, signed=True)
        yield f"  {family.letter} {family.name:{room}} {voice.whole(total):>7} {signed:>9}"


def _play(simulation: Simulation | None, limits: Limits, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    if not simulation:
        yield _("Not played: there are fewer cards than players.")
        return
    yield _(
        "%(games)s games of each kind, %(players)d players, seed %(seed)d, with 95 %% intervals"
    ) % {
        "games": voice.whole(limits.games),
        "players": limits.players,
        "seed": limits.seed,
    }
    informed = f"{voice.percent(limits.informed_least)} – {voice.percent(limits.informed_most)}"
    starter = f"≤ {voice.percent(limits.starter_most)}"
    rows = [
        (_("who knows the deck, against chance"), simulation.informed, informed),
        (_("the starter, when all know the deck"), simulation.starter_among_informed, starter),
        (_("the starter, when all go by chance"), simulation.starter_among_clueless, starter),
    ]
    for name, series, limit in rows:
        yield f"  {name}"
        yield from _series(series, limit, limits.unit, voice)


def _series(series: Series, limit: str, judged: Unit, voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    for unit, label in ((Unit.ROUNDS, _("of the rounds")), (Unit.GAMES, _("of the games"))):
        measured = share_in_words(series.share(unit), voice)
        mark = _("(limit: %(limit)s)") % {"limit": limit} if unit is judged else ""
        yield f"    {measured} {label} {mark}".rstrip()
    yield "    " + _("%(length)s rounds a game; drawn: %(drawn)d; stopped: %(cut_off)d") % {
        "length": voice.number(series.length, 0),
        "drawn": series.drawn,
        "cut_off": series.cut_off,
    }


def share_in_words(share: Share, voice: Voice) -> str:
    """``84 % (83,5 % – 84,5 %)``."""
    low, high = share.interval
    return f"{voice.percent(share.estimate)} ({voice.percent(low)} – {voice.percent(high)})"


def _faults(findings: Sequence[Finding], voice: Voice) -> Iterator[str]:
    if not findings:
        yield voice.gettext("The deck is balanced: every limit is kept.")
        return
    yield voice.ngettext("One limit is broken:", "%(count)d limits are broken:", len(findings)) % {
        "count": len(findings)
    }
    for finding in findings:
        yield ""
        yield str(finding)


def suggestion_text(
    suggestion: Suggestion, before: Sheet, limits: Limits, files: CardFiles, voice: Voice
) -> str:
    """What to change, or how near the search came."""
    return "\n".join(_suggestion(suggestion, before, limits, files, voice)) + "\n"


def _suggestion(
    suggestion: Suggestion, before: Sheet, limits: Limits, files: CardFiles, voice: Voice
) -> Iterator[str]:
    _ = voice.gettext
    changes = suggestion.changes
    if suggestion.found and not changes:
        yield _("Nothing to change.")
        return
    yield from _preamble(suggestion, voice)
    for change in changes:
        card, kind = before.cards[change.card], before.kinds[change.kind]
        path, line, _column = files.place(card.slug, kind.key)
        yield f"  {path}:{line}: {change_in_words(change, before, voice)}"
    if suggestion.remaining:
        if changes:
            yield _("It still has these faults:")
        else:
            yield _("The deck as it is comes nearest. It has these faults:")
        for fault in suggestion.remaining:
            yield f"  {fault_in_words(fault, suggestion.sheet, limits, voice)[0]}"


def _preamble(suggestion: Suggestion, voice: Voice) -> Iterator[str]:
    _, count = voice.gettext, len(suggestion.changes)
    if suggestion.found and suggestion.is_smallest:
        yield _("One change is enough, and no smaller one is:")
    elif suggestion.found:
        yield voice.ngettext(
            "One change is enough (the smallest found):",
            "These %(count)d changes are enough (the smallest found):",
            count,
        ) % {"count": count}
    else:
        yield _(
            "No changes found that keep every limit (%(decks)s decks looked at). That does not "
            "prove that there are none."
        ) % {"decks": voice.whole(suggestion.decks)}
        if count:
            yield voice.ngettext(
                "The best deck found changes one value:",
                "The best deck found changes %(count)d values:",
                count,
            ) % {"count": count}

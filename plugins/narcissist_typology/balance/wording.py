"""What is wrong and how to mend it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import Finding, Manuscript, Severity
from plugins.narcissist_typology.balance.changes import Change
from plugins.narcissist_typology.balance.faults import PLAYED, Fault, Rule
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.report import BalanceReport
from plugins.narcissist_typology.balance.voice import Voice

COUNTED = frozenset({Rule.DOMINATED, Rule.STRONG, Rule.RARELY_BEST, Rule.OFTEN_BEST})
"""The rules whose limit is a number of things and not a share."""


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Where the faults lie: the card files by slug; the folder, for what no single card is."""

    folder: Path
    by_slug: Mapping[str, Manuscript]

    def place(self, slug: str, key: str) -> tuple[Path, int, int]:
        """File, line and column of a field; the folder, when the card's file is not known."""
        manuscript = self.by_slug.get(slug)
        if manuscript is None:
            return self.folder, 1, 1
        field = manuscript.fields.get(key)
        return (manuscript.path, field.line, field.column) if field else (manuscript.path, 1, 1)


def findings(report: BalanceReport, files: CardFiles, voice: Voice) -> Iterator[Finding]:
    """Every fault as a finding, at the value whose change would mend it."""
    sheet = report.sheet
    for fault, change in zip(report.faults, report.advice, strict=True):
        if change:
            place = files.place(sheet.cards[change.card].slug, sheet.kinds[change.kind].key)
        elif fault.cards:
            place = files.place(sheet.cards[fault.cards[0]].slug, "code")
        else:
            place = (files.folder, 1, 1)
        what, why = fault_in_words(fault, sheet, report.limits, voice)
        remedy = remedy_in_words(fault, change, sheet, voice)
        yield Finding(*place, Severity.ERROR, fault.rule.value, what, remedy, why)


def card_name(sheet: Sheet, card: int) -> str:
    """Code and name: ``G4 Algorithmusflüsterer``."""
    return f"{sheet.cards[card].code} {sheet.cards[card].name}"


def fault_in_words(fault: Fault, sheet: Sheet, limits: Limits, voice: Voice) -> tuple[str, str]:
    """What is wrong, and why it matters."""
    what, why = _messages(voice)[fault.rule]
    return what % _names(fault, sheet, limits, voice), why


def _names(fault: Fault, sheet: Sheet, limits: Limits, voice: Voice) -> dict[str, object]:
    _ = voice.gettext
    cards = [card_name(sheet, card) for card in fault.cards]
    labels = [sheet.kinds[kind].label for kind in fault.kinds]
    names: dict[str, object] = {
        "card": cards[0] if cards else "",
        "others": _some(cards[1:], voice),
        **dict(zip(("kind", "other_kind"), labels, strict=False)),
        "kinds": ", ".join(labels),
        "strong": voice.percent(limits.strong_share),
        "of": _("of the rounds") if limits.unit is Unit.ROUNDS else _("of the games"),
    }
    if fault.family is not None:
        names |= {"family": sheet.families[fault.family].name}
    if fault.rule in COUNTED:
        return names | {"measured": int(fault.measured), "limit": int(fault.limit)}
    if fault.rule is Rule.CORRELATED:
        measured = voice.number(fault.measured, signed=True)
        return names | {"measured": measured, "limit": voice.number(fault.limit)}
    measured = voice.percent(fault.measured, signed=fault.rule is Rule.FAMILY)
    return names | {"measured": measured, "limit": voice.percent(fault.limit)}


_NAMED = 3


def _some(cards: Sequence[str], voice: Voice) -> str:
    """The first of them by name, the others by number."""
    named = ", ".join(cards[:_NAMED])
    more = len(cards) - _NAMED
    if more <= 0:
        return named
    names = {"named": named, "count": more}
    return voice.ngettext("%(named)s and one more", "%(named)s and %(count)d more", more) % names


def _messages(voice: Voice) -> dict[Rule, tuple[str, str]]:
    _ = voice.gettext
    return {
        Rule.DOMINATED: (
            _("“%(card)s” is dominated; there is no value in which it beats: %(others)s."),
            _("Who holds it against such a card cannot win, whatever is named."),
        ),
        Rule.WEAK: (
            _(
                "“%(card)s” is too weak: its best value, %(kind)s, beats %(measured)s of the "
                "deck; %(limit)s is the least."
            ),
            _("A card without a strong side is a round lost in the dealing."),
        ),
        Rule.STRONG: (
            _(
                "“%(card)s” is too strong: it beats %(strong)s of the deck or more in "
                "%(measured)d values (%(kinds)s); %(limit)d are allowed."
            ),
            _("A card that is strong everywhere leaves nothing to choose."),
        ),
        Rule.RARELY_BEST: (
            _(
                "%(kind)s is the best value of too few cards: of %(measured)d, where %(limit)d are "
                "the least."
            ),
            _("Who knows the deck would hardly ever name it."),
        ),
        Rule.OFTEN_BEST: (
            _(
                "%(kind)s is the best value of too many cards: of %(measured)d, where %(limit)d "
                "are the most."
            ),
            _("Who knows the deck would name it too often."),
        ),
        Rule.CORRELATED: (
            _(
                "%(kind)s and %(other_kind)s say nearly the same: ρ = %(measured)s; "
                "±%(limit)s is the most."
            ),
            _("Two values that go together are one choice less."),
        ),
        Rule.TIES: (
            _("Two cards tie in %(kind)s with a chance of %(measured)s; %(limit)s is the most."),
            _("A tie only costs time."),
        ),
        Rule.FAMILY: (
            _(
                "The family “%(family)s” sums up to %(measured)s against the mean of the "
                "families; ±%(limit)s is the most."
            ),
            _("No family is to be the rich one."),
        ),
        Rule.INFORMED_WEAK: (
            _(
                "A player who knows the deck wins only %(measured)s %(of)s against chance; "
                "%(limit)s is the least."
            ),
            _("Then knowing the deck is worth too little."),
        ),
        Rule.INFORMED_STRONG: (
            _(
                "A player who knows the deck wins %(measured)s %(of)s against chance; "
                "%(limit)s is the most."
            ),
            _("Then luck has no say."),
        ),
        Rule.STARTER: (
            _("Among equals the starter wins %(measured)s %(of)s; %(limit)s is the most."),
            _("Then the game is decided when it is settled who begins."),
        ),
    }


def change_in_words(change: Change, sheet: Sheet, voice: Voice) -> str:
    """``G4 Algorithmusflüsterer: “substanz” 41 instead of 38``, without a full stop."""
    _ = voice.gettext
    return _("%(card)s: “%(key)s” %(new)d instead of %(old)d") % {
        "card": card_name(sheet, change.card),
        "key": sheet.kinds[change.kind].key,
        "old": change.old,
        "new": change.new,
    }


def remedy_in_words(fault: Fault, change: Change | None, sheet: Sheet, voice: Voice) -> str:
    """What to write, as a sentence."""
    _ = voice.gettext
    if change is None:
        return _("No single value mends this; look for several with “make deck SUGGEST=1”.")
    in_words = change_in_words(change, sheet, voice)
    if fault.rule in PLAYED:
        return _(
            "%(change)s is the largest step towards it; look for all with “make deck SUGGEST=1”."
        ) % {"change": in_words}
    return f"{in_words}."

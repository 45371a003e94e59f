"""The rules of a balanced deck: measures held against limits, one function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.simulation import Simulation


class Rule(StrEnum):
    """The names under which the faults can be looked up in docs/deck-balance.md."""

    DOMINATED = "dominated-card"
    WEAK = "weak-card"
    STRONG = "strong-card"
    RARELY_BEST = "rarely-best-value"
    OFTEN_BEST = "often-best-value"
    CORRELATED = "correlated-values"
    TIES = "frequent-ties"
    FAMILY = "uneven-family"
    INFORMED_WEAK = "knowing-too-little-use"
    INFORMED_STRONG = "knowing-too-much-use"
    STARTER = "starter-advantage"


PLAYED = frozenset({Rule.INFORMED_WEAK, Rule.INFORMED_STRONG, Rule.STARTER})
"""The rules that only games can show to be broken."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A limit the deck breaks.

    `cards`, `kinds` and `family` say where, as numbers of the sheet: for a dominated card the card
    and those above it. `measured` broke `limit`, both in the unit of the limit. `excess` is how
    much is wrong, for the search: at least 1, so that fewer faults are better than smaller ones.
    """

    rule: Rule
    measured: float
    limit: float
    excess: float
    cards: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    family: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same fault in a neighbouring deck."""
        return (self.rule, self.cards[:1] or self.kinds, self.family)


_SHARE_WEIGHT = 10.0
"""A tenth over a limit weighs as much as one card or one value too many."""


def static_faults(sheet: Sheet, limits: Limits) -> tuple[Fault, ...]:
    """Everything wrong with the deck that shows without playing. A lone card has no faults."""
    if len(sheet.cards) < 2:  # noqa: PLR2004 there is nothing to compare
        return ()
    return tuple(fault for check in _CHECKS for fault in check(sheet, limits))


def _dominated(sheet: Sheet, _limits: Limits) -> Iterator[Fault]:
    highest, lowest = sheet.scale[1], sheet.scale[0]
    for card, above in sheet.dominated():
        gaps = (
            min(column.strengths[other] - column.strengths[card] for column in sheet.columns) + 1
            for other in above
        )
        excess = len(above) + sum(gaps) / (highest - lowest)
        yield Fault(Rule.DOMINATED, len(above), 0, excess, cards=(card, *above))


def _weak(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    least = limits.best_share_least
    for card, share in enumerate(sheet.best_shares):
        if share < least:
            excess = 1 + (least - share) * _SHARE_WEIGHT
            yield Fault(Rule.WEAK, share, least, excess, cards=(card,), kinds=(sheet.best[card],))


def _strong(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    most = limits.strong_kinds_most
    for card, shares in enumerate(sheet.shares):
        strong = [kind for kind, share in enumerate(shares) if share >= limits.strong_share]
        if len(strong) > most:
            strong.sort(key=shares.__getitem__)  # the first ones are the easiest to give up
            too_many = strong[: len(strong) - most]
            excess = sum(1 + shares[kind] - limits.strong_share for kind in too_many)
            kinds = tuple(strong)
            yield Fault(Rule.STRONG, len(strong), most, excess, cards=(card,), kinds=kinds)


def best_of_bounds(cards: int, kinds: int, limits: Limits) -> tuple[int, int]:
    """Of how many cards each of `kinds` may be the best: the limits for a deck of `cards`."""
    even = cards / kinds
    # Rounded first, so that 0.1 × 30 is 3 and not a little more.
    least = floor(round(limits.best_of_least * even, 9))
    return least, ceil(round(limits.best_of_most * even, 9))


def _best_of(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    least, most = best_of_bounds(len(sheet.cards), len(sheet.kinds), limits)
    for kind, count in enumerate(sheet.best_of):
        if count < least:
            yield Fault(Rule.RARELY_BEST, count, least, least - count, kinds=(kind,))
        elif count > most:
            yield Fault(Rule.OFTEN_BEST, count, most, count - most, kinds=(kind,))


def _correlated(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    for kind, other, rho in sheet.correlations():
        over = abs(rho) - limits.rho_most
        if over > _ROUNDING:
            excess = 1 + over * _SHARE_WEIGHT
            yield Fault(Rule.CORRELATED, rho, limits.rho_most, excess, kinds=(kind, other))


def _ties(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    most = limits.tie_chance_most
    for kind, column in enumerate(sheet.columns):
        if column.tie_chance > most + _ROUNDING:
            excess = 1 + (column.tie_chance - most) * _SHARE_WEIGHT
            yield Fault(Rule.TIES, column.tie_chance, most, excess, kinds=(kind,))


def _families(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    for family, deviation in enumerate(sheet.family_deviations()):
        over = abs(deviation) - limits.family_within
        if over > _ROUNDING:
            excess = 1 + over * _SHARE_WEIGHT
            yield Fault(Rule.FAMILY, deviation, limits.family_within, excess, family=family)


_ROUNDING = 1e-9
"""What may be over a limit because a computer rounds."""

_CHECKS: Sequence[Callable[[Sheet, Limits], Iterator[Fault]]] = (
    _dominated,
    _weak,
    _strong,
    _best_of,
    _correlated,
    _ties,
    _families,
)


def played_faults(simulation: Simulation, limits: Limits) -> tuple[Fault, ...]:
    """Everything wrong with the deck that shows in play."""
    return tuple(_played(simulation, limits))


def _played(simulation: Simulation, limits: Limits) -> Iterator[Fault]:
    informed = simulation.informed.share(limits.unit).estimate
    if informed < limits.informed_least:
        yield _share(Rule.INFORMED_WEAK, informed, limits.informed_least)
    elif informed > limits.informed_most:
        yield _share(Rule.INFORMED_STRONG, informed, limits.informed_most)
    starter = max(series.share(limits.unit).estimate for series in simulation.equals)
    if starter > limits.starter_most:
        yield _share(Rule.STARTER, starter, limits.starter_most)


def _share(rule: Rule, measured: float, limit: float) -> Fault:
    return Fault(rule, measured, limit, 1 + abs(measured - limit) * _SHARE_WEIGHT)

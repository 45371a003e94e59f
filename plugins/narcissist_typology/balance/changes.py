"""Single values that may be changed, and which of them a fault is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.narcissist_typology.balance.faults import Fault, Rule
from plugins.narcissist_typology.balance.measures import Sheet

Cell = tuple[int, int]
"""A card and a kind, by their numbers on the sheet."""


@dataclass(frozen=True, slots=True)
class Change:
    """Write `new` instead of `old` on a card."""

    card: int
    kind: int
    old: int
    new: int

    @property
    def size(self) -> int:
        """By how much the value moves."""
        return abs(self.new - self.old)


def changes_between(before: Sheet, after: Sheet) -> tuple[Change, ...]:
    """What to write to make one sheet the other, in the order of the cards."""
    return tuple(
        Change(card, kind, before.values[kind][card], after.values[kind][card])
        for card in range(len(before.cards))
        for kind in range(len(before.kinds))
        if before.values[kind][card] != after.values[kind][card]
    )


def possible_values(sheet: Sheet, card: int, kind: int) -> list[int]:
    """Values the card could have instead: those no other card has; all, when none is free."""
    lowest, highest = sheet.scale
    taken = set(sheet.values[kind])
    every = range(lowest, highest + 1)
    free = [value for value in every if value not in taken]
    return free or [value for value in every if value != sheet.values[kind][card]]


def can_end(fault: Fault, card: int, kind: int, sheet: Sheet) -> bool:
    """Whether changing this one value could end `fault`; when in doubt it could."""
    match fault.rule:
        case Rule.DOMINATED:  # one of several above it cannot free the card
            above = fault.cards[1:]
            return card == fault.cards[0] or above == (card,)
        case Rule.STRONG | Rule.CORRELATED:
            return kind in fault.kinds
        case Rule.TIES:
            values = sheet.values[kind]
            return kind in fault.kinds and values.count(values[card]) > 1
        case _:
            return True


def cells_of(fault: Fault, sheet: Sheet) -> list[Cell]:
    """The values that can mend `fault`, the most promising first."""
    return list(dict.fromkeys(_cells(fault, sheet)))


def _cells(fault: Fault, sheet: Sheet) -> Iterator[Cell]:
    kinds = range(len(sheet.kinds))
    match fault.rule:
        case Rule.STRONG:
            yield from ((fault.cards[0], kind) for kind in fault.kinds)
        case Rule.DOMINATED | Rule.WEAK:
            yield from ((card, kind) for card in fault.cards for kind in kinds)
        case Rule.OFTEN_BEST:
            yield from _cells_of_cards_best_in(sheet, fault.kinds[0])
        case Rule.RARELY_BEST:
            yield from _cells_almost_best(sheet, fault.kinds[0])
        case Rule.CORRELATED:
            yield from _cells_that_correlate(sheet, *fault.kinds)
        case Rule.TIES:
            values = sheet.values[fault.kinds[0]]
            tied = (card for card, value in enumerate(values) if values.count(value) > 1)
            yield from ((card, fault.kinds[0]) for card in tied)
        case Rule.FAMILY:
            members = sheet.members[fault.family or 0]
            yield from ((card, kind) for card in members for kind in kinds)
        case _:  # what shows in play hangs on the best value of every card
            cards = range(len(sheet.cards))
            strongest_first = sorted(cards, key=lambda card: -sheet.best_shares[card])
            yield from ((card, sheet.best[card]) for card in strongest_first)


def _cells_of_cards_best_in(sheet: Sheet, kind: int) -> Iterator[Cell]:
    """Cards whose second best value is close come first."""

    def lead(card: int) -> float:
        best, second, *_ = (*sorted(sheet.shares[card], reverse=True), 0.0)
        return best - second

    cards = [card for card, best in enumerate(sheet.best) if best == kind]
    for card in sorted(cards, key=lead):
        seconds = range(len(sheet.kinds))
        yield card, kind
        yield from (
            (card, other) for other in sorted(seconds, key=lambda k: -sheet.shares[card][k])
        )


def _cells_almost_best(sheet: Sheet, kind: int) -> Iterator[Cell]:
    """Cards that are almost as good in `kind` as in their best come first."""
    behind = [
        best - shares[kind] for best, shares in zip(sheet.best_shares, sheet.shares, strict=True)
    ]
    cards = [card for card, best in enumerate(sheet.best) if best != kind]
    for card in sorted(cards, key=behind.__getitem__):
        yield card, kind
        yield card, sheet.best[card]


def _cells_that_correlate(sheet: Sheet, kind: int, other: int) -> Iterator[Cell]:
    """Cards that contribute most to the correlation come first."""
    mean = (len(sheet.cards) + 1) / 2
    sign = 1 if sheet.rho(kind, other) > 0 else -1
    ranks, others = sheet.columns[kind].ranks, sheet.columns[other].ranks
    weight = [sign * (a - mean) * (b - mean) for a, b in zip(ranks, others, strict=True)]
    for card in sorted(range(len(weight)), key=lambda card: -weight[card]):
        yield card, kind
        yield card, other

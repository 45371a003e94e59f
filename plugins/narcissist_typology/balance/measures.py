"""What can be counted on a deck without playing: who beats whom, and how the values hang together.

Nothing here judges; faults.py holds the measures against the limits. The search for better values
measures some ten thousand neighbouring decks that differ in one value, so what belongs to one
column of values, or to a pair of columns, is computed once and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, reduce
from itertools import combinations
from math import sqrt
from operator import or_

from plugins.narcissist_typology.card import Card, Family, ValueKind
from plugins.narcissist_typology.deck import Deck

Scale = tuple[int, int]
"""The lowest and the highest value a card may have."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value of all cards, in the order of the cards.

    `strengths` are the values with the direction normalised: the higher wins. `beats` has for each
    card the set of cards it beats, as the bits of a number; `shares` the share of the other cards
    that are; `ranks` start at 1, equals share the mean of theirs. `tie_chance` is the chance that
    two cards drawn from the deck are equal.
    """

    strengths: tuple[int, ...]
    beats: tuple[int, ...]
    shares: tuple[float, ...]
    ranks: tuple[float, ...]
    tie_chance: float

    @classmethod
    def of(cls, strengths: tuple[int, ...]) -> Column:
        """Measure a column. The same column is measured once."""
        return _column(strengths)


@lru_cache(maxsize=4096)
def _column(strengths: tuple[int, ...]) -> Column:
    size = len(strengths)
    holders: dict[int, list[int]] = {}
    for card, strength in enumerate(strengths):
        holders.setdefault(strength, []).append(card)
    beats, ranks = [0] * size, [0.0] * size
    below = beaten = ties = 0
    for strength in sorted(holders):
        equals = holders[strength]
        for card in equals:
            beats[card] = below
            ranks[card] = beaten + (len(equals) + 1) / 2
        for card in equals:
            below |= 1 << card
        beaten += len(equals)
        ties += len(equals) * (len(equals) - 1) // 2
    others = max(size - 1, 1)
    return Column(
        strengths,
        tuple(beats),
        tuple(bits.bit_count() / others for bits in beats),
        tuple(ranks),
        ties / max(size * (size - 1) // 2, 1),
    )


@lru_cache(maxsize=16384)
def spearman(ranks: tuple[float, ...], others: tuple[float, ...]) -> float:
    """Spearman's rho: Pearson's correlation of the ranks, equals having the mean of theirs.

    0 when all ranks of one side are equal. C. Spearman, The Proof and Measurement of Association
    between Two Things, American Journal of Psychology 15 (1904), doi 10.2307/1412159; for mean
    ranks among equals M. G. Kendall, The Treatment of Ties in Ranking Problems, Biometrika 33
    (1945), doi 10.1093/biomet/33.3.239.
    """
    mean = (len(ranks) + 1) / 2
    products = squares = other_squares = 0.0
    for rank, other in zip(ranks, others, strict=True):
        products += (rank - mean) * (other - mean)
        squares += (rank - mean) ** 2
        other_squares += (other - mean) ** 2
    if not squares or not other_squares:
        return 0.0
    return products / sqrt(squares * other_squares)


@dataclass(frozen=True)
class Sheet:
    """A deck's values and everything measured on them. Cards and kinds are meant by their number.

    `cards` are in the order of the families and their codes, whatever order the deck has;
    `members` has for each family the numbers of its cards; `values` has for each kind the values
    of all cards, as they are printed.
    """

    cards: tuple[Card, ...]
    kinds: tuple[ValueKind, ...]
    families: tuple[Family, ...]
    members: tuple[tuple[int, ...], ...]
    scale: Scale
    values: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, deck: Deck, scale: Scale) -> Sheet:
        """The sheet of a deck whose values lie within `scale`."""
        cards = Deck.of(deck.cards, deck.kinds, deck.every_family).cards
        columns = tuple(tuple(card.value(kind.key) for card in cards) for kind in deck.kinds)
        families = tuple(suit.family for suit in deck.families)
        members = tuple(
            tuple(number for number, card in enumerate(cards) if card.family == family)
            for family in families
        )
        return cls(cards, deck.kinds, families, members, scale, columns)

    def with_value(self, card: int, kind: int, value: int) -> Sheet:
        """The sheet with one value changed."""
        column = self.values[kind]
        changed = (*column[:card], value, *column[card + 1 :])
        values = (*self.values[:kind], changed, *self.values[kind + 1 :])
        return replace(self, values=values)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, measured."""
        turn = sum(self.scale)
        return tuple(
            Column.of(tuple(turn - value for value in values) if kind.lower_wins else values)
            for kind, values in zip(self.kinds, self.values, strict=True)
        )

    @cached_property
    def shares(self) -> tuple[tuple[float, ...], ...]:
        """For each card the shares of the other cards it beats, one a kind."""
        return tuple(zip(*(column.shares for column in self.columns), strict=True))

    @cached_property
    def best(self) -> tuple[int, ...]:
        """For each card the kind in which it beats most others: the one a player should name.

        Among equals the higher strength decides, then the order of the kinds.
        """
        return tuple(self._best(card, shares) for card, shares in enumerate(self.shares))

    def _best(self, card: int, shares: tuple[float, ...]) -> int:
        highest = max(shares)
        if shares.count(highest) == 1:
            return shares.index(highest)
        equals = [kind for kind, share in enumerate(shares) if share == highest]
        return max(equals, key=lambda kind: self.columns[kind].strengths[card])

    @cached_property
    def best_shares(self) -> tuple[float, ...]:
        """For each card the share of the others that its best value beats."""
        return tuple(map(max, self.shares))

    @property
    def edge(self) -> float:
        """How often a player wins a round who always names the best value of the card."""
        return sum(self.best_shares) / max(len(self.best_shares), 1)

    @property
    def best_of(self) -> tuple[int, ...]:
        """For each kind the number of cards whose best one it is."""
        return tuple(self.best.count(kind) for kind in range(len(self.kinds)))

    def dominated(self) -> list[tuple[int, tuple[int, ...]]]:
        """Cards that beat some others in nothing, each with those. Twins dominate each other."""
        every = (1 << len(self.cards)) - 1
        found = []
        for card, beats in enumerate(zip(*(column.beats for column in self.columns), strict=True)):
            unbeaten = every & ~reduce(or_, beats, 1 << card)
            if unbeaten:
                others = range(len(self.cards))
                found.append((card, tuple(other for other in others if unbeaten >> other & 1)))
        return found

    def rho(self, kind: int, other: int) -> float:
        """Spearman's rank correlation of two kinds, directions normalised."""
        return spearman(self.columns[kind].ranks, self.columns[other].ranks)

    def correlations(self) -> list[tuple[int, int, float]]:
        """Every pair of kinds with its rank correlation."""
        pairs = combinations(range(len(self.kinds)), 2)
        return [(kind, other, self.rho(kind, other)) for kind, other in pairs]

    def family_sums(self) -> tuple[int, ...]:
        """For each family the sum of the strengths of its cards."""
        totals = list(map(sum, zip(*(column.strengths for column in self.columns), strict=True)))
        return tuple(sum(totals[card] for card in cards) for cards in self.members)

    def family_deviations(self) -> tuple[float, ...]:
        """For each family how far its sum is from the mean, as a share of the mean."""
        sums = self.family_sums()
        mean = sum(sums) / max(len(sums), 1)
        return tuple((each - mean) / mean if mean else 0.0 for each in sums)

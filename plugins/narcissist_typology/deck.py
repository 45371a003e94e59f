"""The deck: all cards in their families, and every question one may ask of the whole.

A Deck is made from cards that keep the rules (see deck_rules); it does not check them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.narcissist_typology.card import Card, Family, ValueKind


@dataclass(frozen=True, slots=True)
class Suit:
    """A family with its cards, in the order of their codes."""

    family: Family
    cards: tuple[Card, ...]

    @property
    def letter(self) -> str:
        """The family's letter."""
        return self.family.letter

    @property
    def name(self) -> str:
        """The family's name."""
        return self.family.name


@dataclass(frozen=True)
class Deck:
    """`cards` are sorted by code; `every_family` may name families that have no cards yet.

    A deck without cards is false.
    """

    kinds: tuple[ValueKind, ...]
    every_family: tuple[Family, ...]
    cards: tuple[Card, ...]

    @classmethod
    def of(
        cls, cards: Sequence[Card], kinds: Sequence[ValueKind], families: Sequence[Family]
    ) -> Deck:
        """A deck of `cards`, which may come in any order."""
        order = {family.letter: place for place, family in enumerate(families)}
        dealt = sorted(cards, key=lambda card: (order[card.family.letter], card.number))
        return cls(tuple(kinds), tuple(families), tuple(dealt))

    def __len__(self) -> int:
        return len(self.cards)

    def __iter__(self) -> Iterator[Card]:
        return iter(self.cards)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> Card:
        return self._by_slug[slug]

    @cached_property
    def _by_slug(self) -> dict[str, Card]:
        return {card.slug: card for card in self.cards}

    @cached_property
    def families(self) -> tuple[Suit, ...]:
        """The families that have cards, each with them."""
        suits = (
            Suit(family, tuple(card for card in self.cards if card.family == family))
            for family in self.every_family
        )
        return tuple(suit for suit in suits if suit.cards)

    def relatives(self, card: Card) -> tuple[Card, ...]:
        """The cards `card` names as its relatives, in its order."""
        return tuple(self[slug] for slug in card.relatives)

    def before(self, card: Card) -> Card | None:
        """The card before `card`, None for the first."""
        place = self._place(card)
        return self.cards[place - 1] if place else None

    def after(self, card: Card) -> Card | None:
        """The card after `card`, None for the last."""
        place = self._place(card)
        return self.cards[place + 1] if place + 1 < len(self.cards) else None

    def _place(self, card: Card) -> int:
        return [other.slug for other in self.cards].index(card.slug)

    def ranking(self, kind: ValueKind) -> tuple[tuple[int, Card], ...]:
        """Every card with its rank by `kind`, the winner first.

        Equals share a rank and stand in the order of their codes: 1, 2, 2, 4.
        """
        sign = 1 if kind.lower_wins else -1
        ranked = sorted(self.cards, key=lambda card: sign * card.value(kind.key))
        ranks: list[tuple[int, Card]] = []
        for place, card in enumerate(ranked, start=1):
            tied = ranks and ranks[-1][1].value(kind.key) == card.value(kind.key)
            ranks.append((ranks[-1][0] if tied else place, card))
        return tuple(ranks)

    def changed(self, change: Callable[[Card], Card]) -> Deck:
        """The same deck with every card put through `change`."""
        return Deck(self.kinds, self.every_family, tuple(change(card) for card in self.cards))

"""The pages a deck makes: the gallery, one for each value, and one for each card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.narcissist_typology.card import Card, ValueKind
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.settings import Settings


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `template` without extension, `url` as Pelican writes it.

    `card` or `kind` is what the page is about; the gallery is about neither.
    """

    template: str
    url: str
    card: Card | None = None
    kind: ValueKind | None = None

    @property
    def save_as(self) -> str:
        """The file below the output folder."""
        return f"{self.url}index.html"


def pages(deck: Deck, settings: Settings) -> Iterator[Page]:
    """All pages of a deck; a deck without cards has none."""
    if not deck:
        return
    yield Page("typology", settings.url)
    for kind in deck.kinds:
        yield Page("typology_ranking", settings.ranking_url.format(value=kind.key), kind=kind)
    for card in deck:
        yield Page("typology_type", card.url, card=card)

"""Which essays cite which cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from plugins.narcissist_typology.card import Card
from plugins.narcissist_typology.deck import Deck


class Essay(Protocol):
    """What is asked of a Pelican article."""

    slug: str
    translations: Sequence[Essay]


AnyEssay = TypeVar("AnyEssay", bound=Essay)


def with_sightings(
    deck: Deck, originals: Sequence[AnyEssay], cited: Mapping[int, Sequence[str]]
) -> Deck:
    """The deck with `sighted_in` and `quoted_from` filled in.

    `originals` are the published essays in the order in which they shall be listed, their
    translations hanging on them; `cited` gives the slugs that an essay cites, by the essay's id().
    An essay stands in the list once: as the original, or as the first translation that cites the
    card when the original does not. What is not published is in neither argument, and so nowhere.
    """
    by_slug = {essay.slug: essay for essay in originals}

    def sighted(card: Card) -> Card:
        essays = [
            next((text for text in _editions(essay) if card.slug in cited.get(id(text), ())), None)
            for essay in originals
        ]
        return replace(
            card,
            sighted_in=tuple(essay for essay in essays if essay is not None),
            quoted_from=by_slug.get(card.quotation.essay),
        )

    return deck.changed(sighted)


def _editions(essay: Essay) -> Iterable[Essay]:
    yield essay
    yield from essay.translations

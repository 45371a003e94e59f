"""How small the back of a card must be set, so that all of it fits."""

from __future__ import annotations

from plugins.narcissist_typology.card import Card
from plugins.narcissist_typology.deck import Deck

STEPS = (740, 840, 950)
"""The most letters that fit at each size; what is longer gets the smallest (print_sheet.css)."""

_HEADING = 24
"""Letters that a heading costs, with the line it leaves unfinished."""


def density(card: Card, deck: Deck) -> int:
    """0 for a back of the usual length, up to 3 for one that is much too long."""
    told = [
        "".join(card.symptoms),
        card.habitat,
        card.prey,
        card.enemy,
        card.antidote,
        "".join(relative.name for relative in deck.relatives(card)),
        card.quotation.text + (card.quoted_from.title if card.quoted_from else ""),
        "".join(essay.title for essay in card.sighted_in),
        card.provenance.source,
    ]
    letters = sum(len(text) + _HEADING for text in told if text)
    return sum(letters > most for most in STEPS)

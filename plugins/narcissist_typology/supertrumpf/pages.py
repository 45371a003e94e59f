"""The one page of the game, and the data its script plays with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from plugins.manuscript import Translate
from plugins.narcissist_typology.annex import AnnexPage
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.portrait import draw_portrait
from plugins.narcissist_typology.settings import Settings
from plugins.narcissist_typology.supertrumpf.words import OPPONENTS, words

SCRIPTS = ("rules.js", "opponents.js", "game.js")
PLAYERS = 2

_FACES = {
    # chance: average all over, and looking elsewhere
    "zufall": ((0.45, 0.55, 0.1, 0.5, 0.9, 0.1), 4, 3),
    # the expert: small mouth, large eyes
    "kenner": ((0.5, 0.05, 0.3, 0.0, 1.0, 0.6), 7, 1),
    # the impostor: everything there is, and more of it
    "hochstapler": ((1.0, 1.0, 1.0, 0.9, 0.15, 0.9), 0, 2),
}
"""How the opponents look in the terms of the deck: values, family and place in it."""


def address(settings: Settings) -> str:
    """Where the game is played; its scripts lie below."""
    return f"{settings.url}spiel/"


def pages(deck: Deck, settings: Settings, most_rounds: int, _: Translate) -> Iterator[AnnexPage]:
    """The page of the game; none when there are not enough cards for two.

    Its template gets `game_url`, `game` and `words` for the script, `faces` of the opponents by
    name, and for the rules `each`, the number of cards a player gets, and `most_rounds`.
    """
    each = len(deck) // PLAYERS
    if not each:
        return
    yield AnnexPage(
        address(settings),
        "supertrumpf",
        {
            "game_url": address(settings),
            "game": data(deck, settings, most_rounds),
            "words": words(_),
            "faces": {name: _face(name) for name in OPPONENTS},
            "each": each,
            "most_rounds": most_rounds,
        },
    )


def data(deck: Deck, settings: Settings, most_rounds: int) -> dict[str, Any]:
    """What the script knows of the deck: cards and values by their numbers."""
    return {
        "kinds": [{"label": kind.label, "lowerWins": kind.lower_wins} for kind in deck.kinds],
        "values": [[value for _kind, value in card.values] for card in deck],
        "lowest": settings.lowest,
        "highest": settings.highest,
        "mostRounds": most_rounds,
    }


def _face(name: str) -> Markup:
    shares, family, number = _FACES[name]
    return draw_portrait(shares, family=family, number=number, label="")

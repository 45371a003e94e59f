from __future__ import annotations

from collections import Counter
from random import Random

from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.players import clueless, informed
from tests.plugins.narcissist_typology.balance.decks import EIGHT, sheet


def chance_to_win(of: Sheet, card: int, kind: int) -> int:
    mine = of.columns[kind].strengths[card]
    return sum(mine > other for other in of.columns[kind].strengths)


def test_who_knows_the_deck_names_the_value_that_beats_most_others():
    eight = sheet(EIGHT)
    player = informed(eight.best)
    for card in range(len(eight.cards)):
        chances = [chance_to_win(eight, card, kind) for kind in range(len(eight.kinds))]
        assert chances[player(card)] == max(chances)


def test_who_goes_by_chance_names_every_value_equally_often():
    player = clueless(4, Random(7))  # noqa: S311 a game
    named = Counter(player(0) for _call in range(4000))
    assert set(named) == {0, 1, 2, 3}
    assert all(900 < count < 1100 for count in named.values())

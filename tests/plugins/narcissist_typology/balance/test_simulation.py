from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from plugins.narcissist_typology.balance.game import deal
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.simulation import Result, play, shuffled, simulate
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    SCALE,
    deck,
    sheet,
    with_values,
)

FEW = Limits(games=200)


def test_the_same_seed_plays_the_same_games():
    first = simulate(sheet(EIGHT), FEW)
    assert simulate(sheet(EIGHT), FEW) == first
    assert simulate(sheet(EIGHT), replace(FEW, seed=2)) != first


def test_the_games_are_the_same_on_every_machine():
    """Numbers that may only change when the rules, the players or the values do."""
    assert shuffled(8, Random(1)) == [0, 2, 3, 6, 7, 4, 5, 1]  # noqa: S311 a game
    simulation = simulate(sheet(EIGHT), FEW)
    assert simulation is not None
    assert [
        (series.rounds.hits, series.rounds.tries, series.games.hits, series.games.tries)
        for series in (simulation.informed, *simulation.equals)
    ] == [(987, 1270, 188, 200), (709, 1034, 148, 200), (1555, 3166, 93, 200)]


def test_shuffling_keeps_every_card_and_reaches_every_order():
    orders = {tuple(shuffled(3, Random(seed))) for seed in range(200)}  # noqa: S311 a game
    assert len(orders) == 6
    assert all(sorted(order) == [0, 1, 2] for order in orders)


def test_the_order_of_the_cards_changes_no_game():
    cards = deck(EIGHT).cards
    turned = Sheet.of(replace(deck(EIGHT), cards=cards[::-1]), SCALE)
    assert simulate(turned, FEW) == simulate(sheet(EIGHT), FEW)


def test_a_deck_without_differences_is_never_decided():
    same = dict.fromkeys(EIGHT, (50, 50, 50, 50))
    simulation = simulate(sheet(same), FEW)
    assert simulation is not None
    for series in (simulation.informed, *simulation.equals):
        assert (series.games.tries, series.drawn, series.length) == (0, 200, 4)
        assert series.rounds.interval == (0, 1)


def test_knowing_is_worth_nothing_where_all_values_say_the_same():
    level = {code: (place, place, place, 105 - place) for place, code in enumerate(EIGHT, start=20)}
    simulation = simulate(sheet(level), replace(FEW, games=1000))
    assert simulation is not None
    for unit in Unit:
        low, high = simulation.informed.share(unit).interval
        assert low < 0.5 < high


def test_knowing_is_worth_all_where_the_caller_always_wins():
    """Every card wins its own value and loses the other three to anybody who holds another."""
    rows = [[10 + card] * 3 + [90 - card] for card in range(4)]
    for card, row in enumerate(rows):
        row[card] = 100 if card < 3 else 5
    simulation = simulate(sheet(dict(zip(("A1", "A2", "B1", "B2"), rows, strict=True))), FEW)
    assert simulation is not None
    assert simulation.starter_among_informed.games.estimate == 1
    assert simulation.starter_among_informed.rounds.estimate == 1
    assert simulation.informed.games.estimate > 0.65


def test_every_seat_begins_equally_often():
    simulation = simulate(sheet(with_values(EIGHT, {})), replace(FEW, games=1000))
    assert simulation is not None
    low, high = simulation.starter_among_clueless.rounds.interval
    assert low < 0.5 < high


def test_more_can_play_and_a_deck_too_small_is_not_played():
    three = simulate(sheet(EIGHT), replace(FEW, players=3))
    assert three is not None
    assert three.starter_among_clueless.games.estimate == pytest.approx(1 / 3, abs=0.12)
    assert simulate(sheet(EIGHT), replace(FEW, players=9)) is None


def test_a_game_without_end_is_stopped():
    circling = ((40, 10, 30, 20), (10, 40, 20, 30))
    stopped = play(deal([0, 1, 2, 3], 2, 0), [lambda _card: 0] * 2, circling, rounds_most=1)
    assert stopped == Result(winner=0, rounds_won=(1, 0), rounds=1, cut_off=True)
    finished = play(deal([0, 1, 2, 3], 2, 0), [lambda _card: 0] * 2, circling, rounds_most=99)
    assert not finished.cut_off
    cut = simulate(sheet(EIGHT), replace(FEW, rounds_most=1))
    assert cut is not None
    assert cut.informed.cut_off == 200

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.balance.game import Game, deal, play_round

# Card 3 is the best, 0 the weakest; 4 ties with 3, 5 with 0.
STRENGTHS = (10, 20, 30, 40, 40, 10)


def cards_in(game: Game) -> list[int]:
    return sorted((*game.middle, *(card for hand in game.hands for card in hand)))


def test_everybody_gets_equally_many_cards_and_the_rest_stays_in_the_box():
    assert deal([4, 3, 2, 1, 0], 2, caller=1) == Game(((4, 3), (2, 1)), 1)
    assert deal(range(6), 3, caller=0).hands == ((0, 1), (2, 3), (4, 5))


@pytest.mark.parametrize(
    ("cards", "players", "caller"), [(8, 1, 0), (2, 3, 0), (8, 0, 0), (8, 2, 2), (8, 2, -1)]
)
def test_without_two_players_a_card_each_and_a_caller_there_is_no_game(cards, players, caller):
    with pytest.raises(ValueError, match="no game"):
        deal(range(cards), players, caller)


def test_the_best_card_takes_all_and_its_player_calls_next():
    game = play_round(Game(((0, 1), (3, 2)), caller=0), STRENGTHS)
    assert game == Game(((1,), (2, 3, 0)), caller=1, rounds=1, taker=1)


def test_taken_cards_go_below_the_own_middle_first_then_the_takers_then_by_seat():
    game = Game(((1, 9), (3, 8), (0, 7)), caller=2, middle=(6, 5))
    assert play_round(game, (*STRENGTHS, 0, 0, 0, 0)).hands == ((9,), (8, 6, 5, 3, 1, 0), (7,))


def test_ties_stay_in_the_middle_and_the_same_caller_calls_again():
    game = play_round(Game(((3, 1), (4, 2)), caller=0), STRENGTHS)
    assert game == Game(((1,), (2,)), caller=0, middle=(3, 4), rounds=1)
    assert game.taker is None
    assert play_round(game, STRENGTHS) == Game(((), (3, 4, 2, 1)), 1, (), 2, 1)


def test_a_tie_of_two_costs_the_third_player_a_card_too():
    game = play_round(Game(((3, 1), (4, 2), (0, 5)), caller=1), STRENGTHS)
    assert game == Game(((1,), (2,), (5,)), caller=1, middle=(3, 4, 0), rounds=1)


def test_a_tie_below_the_best_card_is_no_tie():
    game = play_round(Game(((0, 1), (5, 2), (3,)), caller=0), STRENGTHS)
    assert game == Game(((1,), (2,), (3, 0, 5)), 2, (), 1, 2)


def test_who_runs_out_in_a_tie_has_lost_and_the_other_gets_the_middle():
    game = play_round(Game(((3,), (4, 2)), caller=0, middle=(1,)), STRENGTHS)
    assert game == Game(((), (2, 1, 3, 4)), caller=1, middle=(), rounds=1)
    assert game.is_over(most_rounds=100)
    assert game.leader == 1


def test_when_all_run_out_in_a_tie_the_game_is_drawn():
    game = play_round(Game(((3,), (4,)), caller=0), STRENGTHS)
    assert game == Game(((), ()), caller=0, middle=(3, 4), rounds=1)
    assert game.is_over(most_rounds=100)
    assert game.leader is None


def test_when_the_caller_runs_out_in_a_tie_the_next_seat_with_cards_calls():
    game = play_round(Game(((3, 1), (), (4,), (0, 2)), caller=2), STRENGTHS)
    assert game == Game(((1,), (), (), (2,)), caller=3, middle=(3, 4, 0), rounds=1)
    around = play_round(Game(((3, 1), (4, 2), (0,)), caller=2), STRENGTHS)
    assert around.caller == 0


def test_the_last_round_ends_the_game_and_most_cards_win():
    game = Game(((1,), (2, 3), (4,)), caller=0, rounds=7)
    assert not game.is_over(most_rounds=8)
    assert game.is_over(most_rounds=7)
    assert game.leader == 1
    assert Game(((1, 2), (3, 4)), caller=0).leader is None
    assert game.seated == (0, 1, 2)


@st.composite
def games(draw):
    """Strengths of two kinds, a shuffled deal, and what is named in each round."""
    size = draw(st.integers(2, 12))
    few = st.integers(0, 4)  # few, so that there are many ties
    strengths = [draw(st.lists(few, min_size=size, max_size=size)) for _kind in range(2)]
    players = draw(st.integers(2, min(size, 4)))
    cards = draw(st.permutations(range(size)))
    caller = draw(st.integers(0, players - 1))
    return strengths, deal(cards, players, caller)


@given(games(), st.data())
def test_no_card_is_lost_or_doubled_and_every_game_ends(table, data):
    strengths, game = table
    cards, most_rounds = cards_in(game), 40
    while not game.is_over(most_rounds):
        before = game
        game = play_round(game, strengths[data.draw(st.integers(0, 1))])
        assert cards_in(game) == cards
        assert game.rounds == before.rounds + 1
        assert game.hands[game.caller] or not game.seated
        assert game.taker in (None, game.caller)
        assert set(game.seated) <= set(before.seated), "who is out stays out"
    assert game.rounds <= most_rounds
    assert len(game.seated) > 1 or not game.middle or not game.seated


@given(games())
def test_the_seats_are_alike(table):
    """Turning the table turns the game, but for the order of the taken cards."""
    strengths, game = table
    turned = Game((*game.hands[1:], game.hands[0]), (game.caller - 1) % len(game.hands))
    here, there = play_round(game, strengths[0]), play_round(turned, strengths[0])
    assert there.caller == (here.caller - 1) % len(game.hands)
    assert [sorted(hand) for hand in there.hands] == [
        sorted(hand) for hand in (*here.hands[1:], here.hands[0])
    ]


def test_a_round_is_the_same_whatever_the_strengths_are_called():
    for order in permutations((7, 70, 700)):
        taker = play_round(Game(((0,), (1,), (2,)), caller=0), order).taker
        assert taker == order.index(700)

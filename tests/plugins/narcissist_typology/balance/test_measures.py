from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.balance.measures import Column, Sheet, spearman
from tests.plugins.narcissist_typology.balance.decks import EIGHT, KINDS, SCALE, deck, sheet

columns = st.lists(st.integers(5, 100), min_size=1, max_size=12).map(tuple)


@st.composite
def decks(draw):
    """Values of up to eight cards in four kinds, often tied."""
    size = draw(st.integers(2, 8))
    row = st.tuples(*[st.sampled_from((5, 20, 40, 41, 60, 100))] * 4)
    return {f"{'AB'[place % 2]}{place // 2 + 1}": draw(row) for place in range(size)}


def test_a_column_says_who_beats_whom():
    column = Column.of((30, 10, 20, 20))
    assert column.beats == (0b1110, 0, 0b0010, 0b0010)
    assert column.shares == (1, 0, pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert column.ranks == (4, 1, 2.5, 2.5)
    assert column.tie_chance == pytest.approx(1 / 6)


@given(columns)
def test_a_column_counts_as_one_would_by_hand(strengths):
    column, size = Column.of(strengths), len(strengths)
    for card, mine in enumerate(strengths):
        beaten = [other for other, theirs in enumerate(strengths) if mine > theirs]
        assert [other for other in range(size) if column.beats[card] >> other & 1] == beaten
        assert column.shares[card] == len(beaten) / max(size - 1, 1)
        equals = strengths.count(mine)
        assert column.ranks[card] == len(beaten) + (equals + 1) / 2
    ties = sum(strengths[a] == strengths[b] for a in range(size) for b in range(a))
    assert column.tie_chance == ties / max(size * (size - 1) / 2, 1)


def test_the_direction_of_a_value_is_normalised():
    pair = sheet({"A1": (50, 50, 50, 10), "A2": (50, 50, 50, 90)})
    assert [kind.lower_wins for kind in KINDS] == [False, False, False, True]
    assert pair.columns[3].strengths == (95, 15)
    assert pair.columns[3].shares == (1, 0)
    assert pair.values[3] == (10, 90), "what is printed stays"


@pytest.mark.parametrize(
    ("ranks", "others", "rho"),
    [
        ((1, 2, 3, 4), (1, 2, 3, 4), 1.0),
        ((1, 2, 3, 4), (4, 3, 2, 1), -1.0),
        ((1, 2, 3, 4), (2.5, 2.5, 2.5, 2.5), 0.0),
        ((2.5, 2.5, 2.5, 2.5), (1, 2, 3, 4), 0.0),
        # 1 − 6 Σd² / n(n² − 1) with d² = 1, 1, 1, 1, 0
        ((1, 2, 3, 4, 5), (2, 1, 4, 3, 5), 0.8),
        # Pearson's correlation of the ranks: 4.5 / √(5 · 4.5)
        ((1, 2, 3, 4), (1, 2.5, 2.5, 4), 4.5 / (5 * 4.5) ** 0.5),
    ],
)
def test_spearmans_rho_of_known_ranks(ranks, others, rho):
    assert spearman(ranks, others) == pytest.approx(rho)


@given(decks())
def test_rho_is_symmetric_and_bounded(values):
    here = sheet(values)
    for kind, other, rho in here.correlations():
        assert -1 - 1e-9 <= rho <= 1 + 1e-9
        assert rho == pytest.approx(here.rho(other, kind))


def test_a_card_that_beats_another_in_nothing_is_dominated():
    three = {"A1": (10, 10, 10, 90), "A2": (10, 20, 10, 80), "A3": (5, 5, 5, 5)}
    assert sheet(three).dominated() == [(0, (1,))]
    twins = sheet({"A1": (10, 10, 10, 90), "A2": (10, 10, 10, 90)})
    assert twins.dominated() == [(0, (1,)), (1, (0,))]
    assert sheet(EIGHT).dominated() == []


@given(decks())
def test_dominance_turns_around_when_every_direction_does(values):
    here = sheet(values)
    turned_kinds = tuple(replace(kind, lower_wins=not kind.lower_wins) for kind in KINDS)
    there = sheet(values, turned_kinds)
    pairs = {(card, by) for card, above in here.dominated() for by in above}
    turned = {(by, card) for card, above in there.dominated() for by in above}
    assert pairs == turned


def test_the_best_value_beats_most_and_among_equals_is_the_highest():
    tied = sheet({"A1": (90, 95, 30, 99), "A2": (10, 20, 40, 98)})
    assert tied.shares[0] == (1, 1, 0, 0)
    assert tied.best == (1, 2)
    assert tied.best_of == (0, 1, 1, 0)
    assert tied.best_shares == (1, 1)
    assert tied.edge == 1


def test_among_equal_shares_and_strengths_the_first_value_is_the_best():
    assert sheet({"A1": (90, 90, 30, 99), "A2": (10, 10, 40, 98)}).best == (0, 2)


def test_family_sums_add_up_what_is_strong():
    two = sheet({"A1": (10, 10, 10, 95), "A2": (10, 10, 10, 95), "B1": (30, 10, 10, 95)})
    assert two.family_sums() == (80, 60)
    assert two.family_deviations() == (pytest.approx(1 / 7), pytest.approx(-1 / 7))


@given(decks(), st.randoms(use_true_random=False))
def test_the_order_of_the_cards_changes_nothing(values, chance):
    cards = list(deck(values).cards)
    chance.shuffle(cards)
    assert Sheet.of(replace(deck(values), cards=tuple(cards)), SCALE) == sheet(values)


def test_an_empty_deck_can_be_measured():
    empty = Sheet.of(replace(deck(EIGHT), cards=()), SCALE)
    assert (empty.best, empty.edge, empty.family_deviations()) == ((), 0, ())


def test_a_scale_from_zero_has_families_of_nothing():
    nothing = Sheet.of(deck({"A1": (0, 0, 0, 0), "B1": (0, 0, 0, 0)}), (0, 0))
    assert nothing.family_deviations() == (0, 0)

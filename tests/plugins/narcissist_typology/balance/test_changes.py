from __future__ import annotations

import pytest

from plugins.narcissist_typology.balance.advice import advise
from plugins.narcissist_typology.balance.changes import (
    Change,
    can_end,
    cells_of,
    changes_between,
    possible_values,
)
from plugins.narcissist_typology.balance.faults import Fault, Rule, static_faults
from plugins.narcissist_typology.balance.limits import Limits
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    SIX,
    THIRTY_TWO,
    sheet,
    with_values,
)

LIMITS = Limits()


def test_what_was_changed_can_be_told():
    before, after = sheet(EIGHT), sheet(with_values(EIGHT, {("B4", 0): 70, ("A1", 3): 22}))
    changes = changes_between(before, after)
    assert changes == (Change(0, 3, 21, 22), Change(7, 0, 71, 70))
    assert [change.size for change in changes] == [1, 1]
    assert changes_between(before, before) == ()


def test_a_value_may_become_any_that_no_other_card_has():
    eight = sheet(EIGHT)
    free = possible_values(eight, 0, 0)
    assert (free[0], free[-1], len(free)) == (5, 100, 96 - 8)
    assert not set(free) & set(eight.values[0])


def test_when_every_value_is_taken_it_may_become_any_other():
    crowded = sheet({f"A{place}": (5 + place,) * 4 for place in range(96)})
    assert possible_values(crowded, 3, 0) == [value for value in range(5, 101) if value != 8]


SPOILED = {
    "dominated": {("A4", 1): 5, ("A4", 2): 5, ("A4", 3): 35},
    "weak": {("A4", 2): 70},
    "strong": {("A3", 2): 85},
    "tied": {("A1", 0): 29},
    "family": {("A1", 0): 100, ("A2", 0): 100, ("A4", 0): 99, ("A1", 1): 100},
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_no_value_that_can_end_a_fault_is_ruled_out(spoiled):
    """By hand: every single change in the deck."""
    broken = sheet(with_values(EIGHT, spoiled))
    for fault in static_faults(broken, LIMITS):
        for kind, column in enumerate(broken.values):
            for card, old in enumerate(column):
                if can_end(fault, card, kind, broken):
                    continue
                for new in {*range(5, 101)} - {old}:
                    left = static_faults(broken.with_value(card, kind, new), LIMITS)
                    assert fault.key in {other.key for other in left}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_the_advised_change_ends_the_fault_and_makes_no_other(spoiled):
    broken = sheet(with_values(EIGHT, spoiled))
    found = static_faults(broken, LIMITS)
    known = {fault.key for fault in found}
    assert found
    advised = [(fault, advise(fault, broken, LIMITS)) for fault in found]
    assert any(change for _fault, change in advised)
    for fault, change in advised:
        if change:
            mended = broken.with_value(change.card, change.kind, change.new)
            left = {other.key for other in static_faults(mended, LIMITS)}
            assert left <= known - {fault.key}


def test_advice_is_the_smallest_change():
    broken = sheet(with_values(EIGHT, {("A1", 0): 29}))
    (fault,) = static_faults(broken, LIMITS)
    assert fault.rule is Rule.TIES
    assert advise(fault, broken, LIMITS) == Change(0, 0, 29, 28)


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        (Rule.CORRELATED, Limits(rho_most=0.49)),
        (Rule.OFTEN_BEST, Limits(best_of_most=1.1)),
        (Rule.RARELY_BEST, Limits(best_of_least=0.95)),
        (Rule.FAMILY, Limits(family_within=0.08)),
    ],
)
def test_there_is_advice_for_faults_of_the_whole_deck(rule, limits):
    deck = sheet(THIRTY_TWO, SIX)
    found = [fault for fault in static_faults(deck, limits) if fault.rule is rule]
    assert found
    for fault in found:
        change = advise(fault, deck, limits)
        assert change is not None
        mended = deck.with_value(change.card, change.kind, change.new)
        assert fault.key not in {left.key for left in static_faults(mended, limits)}


def test_where_no_single_value_mends_there_is_no_advice():
    poor = with_values(THIRTY_TWO, {("A2", kind): value for kind, value in enumerate((5,) * 5)})
    broken = sheet(poor, SIX)
    (fault,) = (each for each in static_faults(broken, LIMITS) if each.family == 0)
    assert advise(fault, broken, LIMITS) is None


@pytest.mark.parametrize(
    ("rule", "direction"),
    [(Rule.INFORMED_WEAK, 1), (Rule.INFORMED_STRONG, -1), (Rule.STARTER, -1)],
)
def test_what_shows_in_play_is_mended_by_moving_the_best_values(rule, direction):
    deck = sheet(THIRTY_TWO, SIX)
    fault = Fault(rule, 0.6, 0.5, 2)
    assert set(cells_of(fault, deck)) == set(enumerate(deck.best))
    change = advise(fault, deck, LIMITS)
    assert change is not None
    moved = deck.with_value(change.card, change.kind, change.new)
    assert (moved.edge - deck.edge) * direction > 0
    assert static_faults(moved, LIMITS) == ()


def test_where_nothing_can_be_moved_there_is_no_step():
    assert advise(Fault(Rule.STARTER, 1, 0, 2), sheet({"A1": (50,) * 4}), LIMITS) is None

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from plugins.narcissist_typology.balance.changes import Change
from plugins.narcissist_typology.balance.faults import Rule, played_faults, static_faults
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.simulation import simulate
from plugins.narcissist_typology.balance.suggest import Effort, Suggestion, suggest
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    EIGHT_LIMITS,
    SIX,
    THIRTY_TWO,
    sheet,
    with_values,
)

FEW = replace(EIGHT_LIMITS, games=300)
LITTLE = Effort(rounds=2, decks=400, neighbours=60)


def keeps_everything(suggestion: Suggestion, limits: Limits) -> bool:
    simulation = simulate(suggestion.sheet, limits)
    assert simulation is not None
    return not (*static_faults(suggestion.sheet, limits), *played_faults(simulation, limits))


def test_a_sound_deck_needs_no_change():
    suggestion = suggest(sheet(EIGHT), FEW)
    assert suggestion.found
    assert suggestion.changes == ()


def test_one_spoiled_value_is_mended_by_one_change_the_smallest_there_is():
    suggestion = suggest(sheet(with_values(EIGHT, {("A1", 0): 29})), FEW)
    assert suggestion.changes == (Change(0, 0, 29, 28),)
    assert suggestion.is_smallest
    assert keeps_everything(suggestion, FEW)


def test_no_smaller_single_change_would_do():
    """By hand: every change smaller than the proposed one leaves a fault."""
    broken = sheet(with_values(EIGHT, {("A4", 2): 58}))
    suggestion = suggest(broken, FEW)
    (change,) = suggestion.changes
    assert suggestion.is_smallest
    assert change.size > 1
    for kind in range(len(broken.kinds)):
        for card in range(len(broken.cards)):
            for step in range(1, change.size):
                for value in (
                    broken.values[kind][card] - step,
                    broken.values[kind][card] + step,
                ):
                    if 5 <= value <= 100:
                        assert static_faults(broken.with_value(card, kind, value), FEW)


def test_several_spoiled_values_of_eight_cards_are_mended():
    spoiled = {("A1", 3): 99, ("A2", 1): 6, ("B2", 0): 7, ("A4", 2): 58}
    broken = sheet(with_values(EIGHT, spoiled))
    assert len(static_faults(broken, FEW)) > 1
    suggestion = suggest(broken, FEW)
    assert suggestion.found
    assert not suggestion.is_smallest
    assert 2 <= len(suggestion.changes) <= len(spoiled)
    assert keeps_everything(suggestion, FEW)


@pytest.mark.unmeasured
def test_several_spoiled_values_of_thirty_two_cards_are_mended():
    chance = Random(5)  # noqa: S311 a test
    codes = list(THIRTY_TWO)
    spoiled = {
        (codes[int(chance.random() * 32)], int(chance.random() * 6)): 5 + int(chance.random() * 96)
        for _value in range(5)
    }
    limits = Limits(games=300)
    broken = sheet(with_values(THIRTY_TWO, spoiled), SIX)
    assert len(static_faults(broken, limits)) > 1
    suggestion = suggest(broken, limits, Effort(decks=2000))
    assert suggestion.found
    assert 1 <= len(suggestion.changes) <= len(spoiled)
    assert keeps_everything(suggestion, limits)


def test_the_same_deck_gets_the_same_proposal():
    broken = sheet(with_values(EIGHT, {("A1", 3): 99, ("A2", 1): 6, ("B2", 0): 7}))
    assert suggest(broken, FEW, LITTLE) == suggest(broken, FEW, LITTLE)


def test_a_deck_that_only_plays_badly_is_changed_until_it_plays_well():
    limits = replace(FEW, informed_most=0.76)
    simulation = simulate(sheet(EIGHT), limits)
    assert simulation is not None
    assert static_faults(sheet(EIGHT), limits) == ()
    assert [fault.rule for fault in played_faults(simulation, limits)] == [Rule.INFORMED_STRONG]
    suggestion = suggest(sheet(EIGHT), limits, Effort(decks=2500))
    assert suggestion.found
    assert suggestion.sheet.edge < sheet(EIGHT).edge
    assert keeps_everything(suggestion, limits)


def test_a_deck_in_which_knowing_is_worth_too_little_gets_stronger_best_values():
    limits = replace(FEW, informed_least=0.79, starter_most=0.8)
    suggestion = suggest(sheet(EIGHT), limits, Effort(decks=2500))
    assert suggestion.found
    assert suggestion.sheet.edge > sheet(EIGHT).edge
    assert keeps_everything(suggestion, limits)


def test_a_single_change_must_also_play_well():
    limits = replace(FEW, informed_most=0.76)
    broken = sheet(with_values(EIGHT, {("A1", 0): 29}))
    suggestion = suggest(broken, limits, Effort(decks=2500))
    assert suggestion.found
    assert keeps_everything(suggestion, limits)


def test_what_cannot_be_kept_is_said_with_the_best_deck_found():
    """In every value some card beats most others, but no card may be strong in any."""
    impossible = replace(FEW, strong_kinds_most=0)
    suggestion = suggest(sheet(EIGHT), impossible, LITTLE)
    assert not suggestion.found
    assert suggestion.remaining == static_faults(suggestion.sheet, impossible)
    assert len(suggestion.remaining) <= len(static_faults(sheet(EIGHT), impossible))


def test_what_no_deck_can_keep_in_play_is_not_claimed():
    impossible = replace(FEW, unit=Unit.GAMES, informed_most=0.5, informed_least=0.4)
    suggestion = suggest(sheet(EIGHT), impossible, LITTLE)
    assert not suggestion.found
    assert Rule.INFORMED_STRONG in {fault.rule for fault in suggestion.remaining}


def test_a_walk_ends_where_everything_rests():
    """Two cards with one value: one is always dominated, and two changes use up all values."""
    two = {code: row[:1] for code, row in EIGHT.items() if code in ("A1", "A2")}
    suggestion = suggest(sheet(two), FEW, Effort(rounds=1, decks=500))
    assert Rule.DOMINATED in {fault.rule for fault in suggestion.remaining}

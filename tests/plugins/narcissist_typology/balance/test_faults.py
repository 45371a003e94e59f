"""Each rule has a deck that breaks it and one, as near as can be, that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.balance.faults import (
    Rule,
    best_of_bounds,
    played_faults,
    static_faults,
)
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.share import Share
from plugins.narcissist_typology.balance.simulation import Series, Simulation
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    SIX,
    THIRTY_TWO,
    faults,
    sheet,
    with_values,
)

LIMITS = Limits()


def series(rounds: float, games: float) -> Series:
    return Series(share(rounds), share(games), played=100, length=20, cut_off=0)


def share(estimate: float) -> Share:
    return Share(round(estimate * 1000), 1000, 1000)


def played(informed: float, all_informed: float, all_clueless: float, unit: Unit) -> list[str]:
    """The rules broken when these are the shares of `unit`, and half of everything the others."""
    of = {Unit.ROUNDS: lambda each: series(each, 0.5), Unit.GAMES: lambda each: series(0.5, each)}
    made = (of[unit](each) for each in (informed, all_informed, all_clueless))
    return [fault.rule for fault in played_faults(Simulation(*made), replace(LIMITS, unit=unit))]


def test_the_decks_of_these_tests_keep_every_limit():
    assert static_faults(sheet(EIGHT), LIMITS) == ()
    assert static_faults(sheet(THIRTY_TWO, SIX), LIMITS) == ()


def test_a_dominated_card_is_told_with_those_above_it():
    # A4 loses its klang to A3 and A1 and beats nobody there who is better elsewhere.
    worse = with_values(EIGHT, {("A4", 1): 5, ("A4", 2): 5, ("A4", 3): 35})
    (fault,) = faults(worse, Rule.DOMINATED, LIMITS)
    above = [sheet(worse).cards[card].code for card in fault.cards[1:]]
    assert sheet(worse).cards[fault.cards[0]].code == "A4"
    assert above == ["A3", "B4"]
    assert fault.measured == 2
    saved = with_values(worse, {("A4", 0): 80})
    assert faults(saved, Rule.DOMINATED, LIMITS) == []


def test_a_card_whose_best_value_beats_too_few_is_weak():
    # A4 is strong in klang alone: it beats six of seven there.
    for klang, beaten, broken in ((75, 5, False), (70, 4, True)):
        values = with_values(EIGHT, {("A4", 2): klang})
        assert max(sheet(values).shares[3]) == pytest.approx(beaten / 7)
        found = faults(values, Rule.WEAK, LIMITS)
        assert [fault.cards for fault in found] == ([(3,)] if broken else [])
    (fault,) = found
    assert (fault.measured, fault.limit, fault.kinds) == (pytest.approx(4 / 7), 0.7, (2,))


def test_exactly_the_least_share_is_enough():
    values = with_values(EIGHT, {("A4", 2): 70})
    assert faults(values, Rule.WEAK, replace(LIMITS, best_share_least=4 / 7)) == []


def test_a_card_strong_in_three_values_is_too_strong():
    # A3 has six of seven and all of seven in eifer and geduld.
    for klang, kinds in ((82, None), (85, (2, 0, 3))):
        found = faults(with_values(EIGHT, {("A3", 2): klang}), Rule.STRONG, LIMITS)
        assert [fault.kinds for fault in found] == ([] if kinds is None else [kinds])
    (fault,) = found
    assert (fault.cards, fault.measured, fault.limit) == ((2,), 3, 2)
    patient = replace(LIMITS, strong_kinds_most=3)
    assert faults(with_values(EIGHT, {("A3", 2): 85}), Rule.STRONG, patient) == []
    strict = replace(LIMITS, strong_kinds_most=0)
    assert len(faults(EIGHT, Rule.STRONG, strict)) == len(
        [row for row in sheet(EIGHT).shares if max(row) >= 0.8]
    )


@pytest.mark.parametrize(
    ("cards", "kinds", "bounds"),
    [(32, 6, (4, 7)), (8, 6, (1, 2)), (8, 4, (1, 3)), (4, 3, (1, 2)), (60, 6, (7, 14))],
)
def test_the_bounds_of_a_best_value_are_the_same_parts_of_every_deck(cards, kinds, bounds):
    assert best_of_bounds(cards, kinds, LIMITS) == bounds


def test_rounding_errors_do_not_widen_the_bounds():
    assert best_of_bounds(30, 1, replace(LIMITS, best_of_least=0, best_of_most=0.1)) == (0, 3)


def test_a_value_that_is_best_too_often_or_too_rarely_is_told():
    assert sheet(EIGHT).best_of == (1, 2, 2, 3)
    narrow = replace(LIMITS, best_of_least=1, best_of_most=1)
    (often,) = faults(EIGHT, Rule.OFTEN_BEST, narrow)
    (rarely,) = faults(EIGHT, Rule.RARELY_BEST, narrow)
    assert (often.kinds, often.measured, often.limit) == ((3,), 3, 2)
    assert (rarely.kinds, rarely.measured, rarely.limit) == ((0,), 1, 2)
    for rule in (Rule.OFTEN_BEST, Rule.RARELY_BEST):
        assert faults(EIGHT, rule, LIMITS) == []


@pytest.mark.parametrize("sign", [1, -1])
def test_values_that_go_together_are_told_whatever_their_sign(sign):
    row = list(range(10, 50, 5))
    values = {
        code: (row[place], (row if sign > 0 else row[::-1])[place], 50 + place, 50)
        for place, code in enumerate(EIGHT)
    }
    found = {fault.kinds: fault for fault in faults(values, Rule.CORRELATED, LIMITS)}
    assert found[0, 1].measured == pytest.approx(sign)
    assert (0, 3) not in found, "the control: all equal there"
    assert faults(EIGHT, Rule.CORRELATED, LIMITS) == []


def test_a_correlation_exactly_at_the_limit_is_kept():
    rho = max(abs(rho) for _kind, _other, rho in sheet(EIGHT).correlations())
    assert faults(EIGHT, Rule.CORRELATED, replace(LIMITS, rho_most=rho)) == []
    assert faults(EIGHT, Rule.CORRELATED, replace(LIMITS, rho_most=rho - 1e-6)) != []


def test_ties_are_told_when_they_are_likely():
    (fault,) = faults(with_values(EIGHT, {("A1", 0): 29}), Rule.TIES, LIMITS)
    assert (fault.kinds, fault.measured) == ((0,), pytest.approx(1 / 28))
    assert faults(with_values(EIGHT, {("A1", 0): 30}), Rule.TIES, LIMITS) == []


def test_a_family_that_is_too_rich_or_too_poor_is_told():
    sums = sheet(EIGHT).family_sums()
    assert all(abs(each) <= 0.1 for each in sheet(EIGHT).family_deviations())
    rich = with_values(EIGHT, {("A1", 0): 100, ("A2", 0): 100, ("A4", 0): 100})
    assert sheet(rich).family_sums()[0] > sums[0]
    poor_and_rich = faults(rich, Rule.FAMILY, replace(LIMITS, family_within=0.02))
    assert [fault.family for fault in poor_and_rich] == [0, 1]
    assert poor_and_rich[0].measured == pytest.approx(-poor_and_rich[1].measured)
    assert faults(EIGHT, Rule.FAMILY, LIMITS) == []


@pytest.mark.parametrize("unit", list(Unit))
def test_games_may_show_that_knowing_is_worth_too_little_or_too_much(unit):
    assert played(0.64, 0.5, 0.5, unit) == [Rule.INFORMED_WEAK]
    assert played(0.65, 0.5, 0.5, unit) == []
    assert played(0.90, 0.5, 0.5, unit) == []
    assert played(0.91, 0.5, 0.5, unit) == [Rule.INFORMED_STRONG]


@pytest.mark.parametrize("unit", list(Unit))
def test_games_may_show_that_the_starter_wins_too_often_among_any_equals(unit):
    assert played(0.8, 0.58, 0.58, unit) == []
    assert played(0.8, 0.59, 0.50, unit) == [Rule.STARTER]
    assert played(0.8, 0.50, 0.59, unit) == [Rule.STARTER]


def test_a_lone_card_breaks_nothing():
    assert static_faults(sheet({"A1": (5, 5, 5, 5)}), LIMITS) == ()
    assert static_faults(sheet({"A1": (5, 5, 5, 5), "A2": (5, 5, 5, 5)}), LIMITS) != ()


@given(st.permutations(list(EIGHT)))
def test_the_names_of_the_cards_change_no_verdict(codes):
    """Which card is called what matters to the families and to nothing else."""
    renamed = dict(zip(codes, with_values(EIGHT, {("A4", 2): 70}).values(), strict=True))
    found = [fault for fault in static_faults(sheet(renamed), LIMITS) if fault.rule != Rule.FAMILY]
    told = {(fault.rule, sheet(renamed).cards[fault.cards[0]].code) for fault in found}
    assert told == {(Rule.WEAK, codes[3]), (Rule.STRONG, codes[2])}


@given(st.lists(st.tuples(*[st.integers(5, 100)] * 4), min_size=2, max_size=8))
def test_every_fault_weighs_at_least_one(rows):
    values = {f"A{place}": row for place, row in enumerate(rows, start=1)}
    found = static_faults(sheet(values), LIMITS)
    assert all(fault.excess >= 1 for fault in found)
    assert len({fault.key for fault in found}) == len(found)

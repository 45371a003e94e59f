from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.manuscript import Severity, parse_manuscript
from plugins.narcissist_typology.balance.changes import Change
from plugins.narcissist_typology.balance.faults import PLAYED, Fault, Rule
from plugins.narcissist_typology.balance.limits import Limits, Unit
from plugins.narcissist_typology.balance.report import check_balance
from plugins.narcissist_typology.balance.voice import Voice
from plugins.narcissist_typology.balance.wording import (
    CardFiles,
    fault_in_words,
    findings,
    remedy_in_words,
)
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    EIGHT_LIMITS,
    SCALE,
    deck,
    sheet,
    with_values,
)

ENGLISH, GERMAN = Voice.of("en"), Voice.of("de")
FOLDER = Path("content/karten")
A1 = parse_manuscript(FOLDER / "karte-a1.md", "---\ncode: A1\nprunk: 80\neifer: 29\n---\n")
FILES = CardFiles(FOLDER, {"karte-a1": A1})
FEW = replace(EIGHT_LIMITS, games=100)

FAULTS = {
    Fault(Rule.DOMINATED, 1, 0, 1, cards=(0, 1)): (
        "“A1 Karte A1” is dominated; there is no value in which it beats: A2 Karte A2."
    ),
    Fault(Rule.DOMINATED, 4, 0, 1, cards=(0, 1, 2, 3, 4)): (
        "“A1 Karte A1” is dominated; there is no value in which it beats: A2 Karte A2, "
        "A3 Karte A3, A4 Karte A4 and one more."
    ),
    Fault(Rule.DOMINATED, 5, 0, 1, cards=(0, 1, 2, 3, 4, 5)): (
        "“A1 Karte A1” is dominated; there is no value in which it beats: A2 Karte A2, "
        "A3 Karte A3, A4 Karte A4 and 2 more."
    ),
    Fault(Rule.WEAK, 0.57, 0.7, 1, cards=(3,), kinds=(2,)): (
        "“A4 Karte A4” is too weak: its best value, Klang, beats 57% of the deck; 70% is the least."
    ),
    Fault(Rule.STRONG, 3, 2, 1, cards=(2,), kinds=(2, 0, 3)): (
        "“A3 Karte A3” is too strong: it beats 80% of the deck or more in 3 values "
        "(Klang, Eifer, Geduld); 2 are allowed."
    ),
    Fault(Rule.RARELY_BEST, 3, 4, 1, kinds=(0,)): (
        "Eifer is the best value of too few cards: of 3, where 4 are the least."
    ),
    Fault(Rule.OFTEN_BEST, 8, 7, 1, kinds=(0,)): (
        "Eifer is the best value of too many cards: of 8, where 7 are the most."
    ),
    Fault(Rule.CORRELATED, -0.654, 0.6, 1, kinds=(0, 3)): (
        "Eifer and Geduld say nearly the same: ρ = −0.65; ±0.60 is the most."
    ),
    Fault(Rule.TIES, 0.0357, 0.03, 1, kinds=(1,)): (
        "Two cards tie in Prunk with a chance of 3.6%; 3% is the most."
    ),
    Fault(Rule.FAMILY, 0.125, 0.1, 1, family=1): (
        "The family “Familie B” sums up to +12.5% against the mean of the families; "
        "±10% is the most."
    ),
    Fault(Rule.INFORMED_WEAK, 0.64, 0.65, 1): (
        "A player who knows the deck wins only 64% of the rounds against chance; 65% is the least."
    ),
    Fault(Rule.INFORMED_STRONG, 0.91, 0.9, 1): (
        "A player who knows the deck wins 91% of the rounds against chance; 90% is the most."
    ),
    Fault(Rule.STARTER, 0.6, 0.58, 1): (
        "Among equals the starter wins 60% of the rounds; 58% is the most."
    ),
}


@pytest.mark.parametrize(
    ("fault", "words"), FAULTS.items(), ids=lambda each: getattr(each, "rule", "")
)
def test_every_fault_is_told_with_its_measure_and_its_limit(fault, words):
    what, why = fault_in_words(fault, sheet(EIGHT), Limits(), ENGLISH)
    assert what == words
    assert why.endswith(".")
    german, weil = fault_in_words(fault, sheet(EIGHT), Limits(), GERMAN)
    assert german != what
    assert weil != why
    assert "%(" not in german


def test_every_rule_has_its_words():
    assert {fault.rule for fault in FAULTS} == set(Rule)


def test_shares_of_games_are_called_so():
    fault = Fault(Rule.STARTER, 0.6, 0.58, 1)
    by_games = Limits(unit=Unit.GAMES)
    assert "60% of the games" in fault_in_words(fault, sheet(EIGHT), by_games, ENGLISH)[0]


def test_the_remedy_names_the_value_to_write():
    eight, change = sheet(EIGHT), Change(3, 2, 70, 75)
    tie, starter = Fault(Rule.TIES, 1, 0, 1), Fault(Rule.STARTER, 1, 0, 1)
    assert remedy_in_words(tie, change, eight, ENGLISH) == "A4 Karte A4: “klang” 75 instead of 70."
    assert remedy_in_words(tie, change, eight, GERMAN) == "A4 Karte A4: „klang“ 75 statt 70."
    assert "make deck SUGGEST=1" in remedy_in_words(tie, None, eight, ENGLISH)
    assert starter.rule in PLAYED
    assert remedy_in_words(starter, change, eight, ENGLISH).startswith(
        "A4 Karte A4: “klang” 75 instead of 70 is the largest step"
    )


def test_a_finding_lies_at_the_value_that_mends_it():
    tied = check_balance(deck(with_values(EIGHT, {("A1", 0): 29})), FEW, SCALE)
    (found,) = findings(tied, FILES, ENGLISH)
    assert (found.path, found.line, found.column) == (FOLDER / "karte-a1.md", 4, 8)
    assert (found.rule, found.severity) == ("frequent-ties", Severity.ERROR)
    assert found.remedy == "A1 Karte A1: “eifer” 28 instead of 29."
    assert found.why == "A tie only costs time."


def test_a_card_whose_file_or_field_is_not_known_is_told_as_well_as_can_be():
    assert FILES.place("karte-a1", "prunk") == (FOLDER / "karte-a1.md", 3, 8)
    assert FILES.place("karte-a1", "klang") == (FOLDER / "karte-a1.md", 1, 1)
    assert FILES.place("karte-a2", "prunk") == (FOLDER, 1, 1)


def test_without_advice_a_finding_lies_at_the_card_or_at_the_folder():
    """Among twins, neither a card nor the whole can be mended by one value."""
    twins = {f"A{place}": (50, 50, 50, 50) for place in range(1, 5)}
    strict = replace(FEW, strong_kinds_most=0, best_share_least=0.9, tie_chance_most=0)
    report = check_balance(deck(twins | {"A1": (5, 5, 5, 100)}), strict, SCALE)
    without = [
        (fault, found)
        for fault, change, found in zip(
            report.faults, report.advice, findings(report, FILES, ENGLISH), strict=True
        )
        if change is None
    ]
    assert {bool(fault.cards) for fault, _found in without} == {True, False}
    for fault, found in without:
        if fault.cards == (0,):
            assert (found.path, found.line) == (FOLDER / "karte-a1.md", 2)
        elif not fault.cards:
            assert (found.path, found.line) == (FOLDER, 1)


def test_a_sound_deck_has_no_findings():
    assert list(findings(check_balance(deck(EIGHT), FEW, SCALE), FILES, ENGLISH)) == []

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.narcissist_typology.balance.report import BalanceReport, check_balance
from plugins.narcissist_typology.balance.suggest import Suggestion, suggest
from plugins.narcissist_typology.balance.text import report_text, suggestion_text
from plugins.narcissist_typology.balance.voice import Voice
from plugins.narcissist_typology.balance.wording import CardFiles, findings
from plugins.narcissist_typology.card import ValueKind
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    EIGHT_LIMITS,
    SCALE,
    SIX,
    THIRTY_TWO,
    deck,
    sheet,
    with_values,
)

ENGLISH, GERMAN = Voice.of("en"), Voice.of("de")
FILES = CardFiles(Path("karten"), {})
FEW = replace(EIGHT_LIMITS, games=100)
LAX = replace(FEW, informed_most=1.0)


def text(report: BalanceReport, voice: Voice = ENGLISH) -> str:
    return report_text(report, tuple(findings(report, FILES, voice)), voice)


@settings(max_examples=8)
@given(st.permutations(list(EIGHT)))
def test_the_order_of_the_cards_changes_nothing_in_the_report(codes):
    spoiled = with_values(EIGHT, {("A1", 0): 29})
    report = check_balance(deck(spoiled), FEW, SCALE)
    cards = {card.code: card for card in deck(spoiled).cards}
    permuted = replace(deck(spoiled), cards=tuple(cards[code] for code in codes))
    assert check_balance(permuted, FEW, SCALE) == report
    assert text(check_balance(permuted, FEW, SCALE)) == text(report)


def test_a_balanced_deck_is_told_so():
    report = check_balance(deck(EIGHT), FEW, SCALE)
    assert report.faults == report.advice == ()
    assert text(report).endswith("The deck is balanced: every limit is kept.\n")
    assert text(report, GERMAN).endswith(
        "Das Quartett ist ausgewogen: Jede Grenze ist eingehalten.\n"
    )


def test_the_table_has_every_value_its_share_and_the_best_one_marked():
    lines = text(check_balance(deck(EIGHT), FEW, SCALE)).splitlines()
    assert "  4 Geduld (the lower value wins)" in lines
    (row,) = (line for line in lines if line.startswith("A4"))
    assert row == "A4  Karte A4   65  57   38  29 [ 83  86]  34  43"
    (row,) = (line for line in lines if line.startswith("A3"))
    assert row.split("[")[1] == "  5 100]"


def test_the_other_tables_have_the_measures_and_the_limits():
    told = text(check_balance(deck(EIGHT), FEW, SCALE))
    assert "best one of so many cards (1–3), ties (at most 3%)" in told
    assert "  Geduld    3     0.0%" in told
    assert "Spearman's ρ, at most ±0.60" in told
    assert "at most ±10%" in told
    assert "100 games of each kind, 2 players, seed 1, with 95 % intervals" in told
    assert "of the rounds (limit: 65% – 90%)" in told
    assert "of the rounds (limit: ≤ 80%)" in told
    assert "of the games (limit" not in told


def test_no_line_of_a_table_is_wider_than_a_terminal():
    wide = deck(THIRTY_TWO, SIX)
    assert all(len(row) <= 100 for row in text(check_balance(wide, LAX, SCALE)).splitlines())
    long_names = wide.changed(lambda card: replace(card, name="Donaudampfschifffahrts" * 4))
    rows = text(check_balance(long_names, LAX, SCALE)).splitlines()
    assert all(len(row) <= 100 for row in rows)
    assert any("…" in row for row in rows)


def test_a_broken_deck_is_told_with_what_to_change():
    one = text(check_balance(deck(with_values(EIGHT, {("A1", 0): 29})), FEW, SCALE))
    assert re.search(r"One limit is broken:\n\nkarten:1:1: .*Two cards tie in Eifer", one)
    assert "→ A1 Karte A1: “eifer” 28 instead of 29." in one
    several = text(check_balance(deck(with_values(EIGHT, {("A4", 2): 70})), FEW, SCALE))
    assert "2 limits are broken:" in several


def test_a_deck_too_small_to_play_is_still_measured():
    report = check_balance(deck(EIGHT), replace(FEW, players=9), SCALE)
    assert report.simulation is None
    assert report.faults == ()
    assert "Not played: there are fewer cards than players." in text(report)


def test_a_deck_with_one_value_has_nothing_to_correlate():
    one = (ValueKind("eifer", "Eifer"),)
    small = {code: (row[0],) for code, row in EIGHT.items()}
    assert "Eifer" in text(check_balance(deck(small, one), FEW, SCALE))


def told(suggestion: Suggestion) -> str:
    return suggestion_text(suggestion, sheet(EIGHT), FEW, FILES, ENGLISH)


def test_a_suggestion_says_what_to_write_and_how_sure_it_is():
    broken = sheet(with_values(EIGHT, {("A1", 0): 29}))
    single = suggest(broken, FEW)
    assert told(single) == (
        "One change is enough, and no smaller one is:\n"
        "  karten:1: A1 Karte A1: “eifer” 28 instead of 29\n"
    )
    assert told(replace(single, is_smallest=False)).startswith(
        "One change is enough (the smallest found):\n"
    )
    two = replace(single, is_smallest=False, changes=single.changes * 2)
    assert told(two).startswith("These 2 changes are enough (the smallest found):\n")
    assert told(replace(single, changes=())) == "Nothing to change.\n"


def test_a_search_in_vain_is_admitted():
    broken = check_balance(deck(with_values(EIGHT, {("A1", 0): 29})), FEW, SCALE)
    vain = replace(suggest(broken.sheet, FEW), remaining=broken.faults, decks=12_000)
    assert told(vain) == (
        "No changes found that keep every limit (12,000 decks looked at). That does not prove that "
        "there are none.\n"
        "The best deck found changes one value:\n"
        "  karten:1: A1 Karte A1: “eifer” 28 instead of 29\n"
        "It still has these faults:\n"
        "  Two cards tie in Eifer with a chance of 3.6%; 3% is the most.\n"
    )
    unchanged = told(replace(vain, changes=()))
    assert "The best deck found" not in unchanged
    assert "The deck as it is comes nearest. It has these faults:" in unchanged

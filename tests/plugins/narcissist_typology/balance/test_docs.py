"""docs/deck-balance.md says what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from plugins.narcissist_typology.balance import Limits, check_balance
from plugins.narcissist_typology.balance.faults import Rule
from plugins.narcissist_typology.balance.limits import parse_limits
from plugins.narcissist_typology.balance.voice import Voice
from tests.plugins.narcissist_typology.balance.decks import SCALE, SIX, THIRTY_TWO, deck

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "deck-balance.md").read_text("utf-8")


def test_every_limit_and_every_rule_is_told():
    for field in fields(Limits):
        assert f"`{field.name}`" in PAGE, field.name
    for rule in Rule:
        assert f"`{rule}`" in PAGE, rule


def test_the_defaults_are_those_of_the_code():
    told = re.findall(r"\| `(\w+)` \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    assert len(told) == 11
    for name, default in told:
        assert float(default) == getattr(Limits(), name), name
    limits = Limits()
    assert f"after `rounds_most` rounds ({limits.rounds_most})" in PAGE
    assert f"{limits.games:,} games (`games`)" in PAGE


def test_the_settings_it_shows_can_be_used():
    for shown in re.findall(r"\{\"[^}]*\}", PAGE):
        assert parse_limits({"TYPOLOGY_BALANCE": eval(shown)}, str)  # noqa: S307 our own page


@pytest.mark.unmeasured
def test_the_figures_of_the_table_are_those_of_the_house():
    report = check_balance(deck(THIRTY_TWO, SIX), Limits(), SCALE)
    assert report.faults == ()
    assert report.simulation is not None
    voice = Voice.of("en")
    (row,) = re.findall(r"^\| 2 \| .*$", PAGE, re.MULTILINE)
    told = re.findall(r"([\d.]+) % ?(?:\*\* )?\(([\d.]+) – ([\d.]+)\)", row)
    informed, starter = report.simulation.informed, report.simulation.starter_among_informed
    for share, (estimate, low, high) in zip(
        (informed.rounds, informed.games, starter.rounds, starter.games), told, strict=True
    ):
        assert voice.percent(share.estimate) == f"{float(estimate):g}%"
        assert [voice.percent(bound) for bound in share.interval] == [
            f"{float(low):g}%",
            f"{float(high):g}%",
        ]

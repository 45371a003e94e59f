from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from plugins.narcissist_typology.balance.plot import balance_plot
from plugins.narcissist_typology.balance.report import BalanceReport, check_balance
from plugins.narcissist_typology.balance.voice import Voice
from tests.plugins.narcissist_typology.balance.decks import (
    EIGHT,
    EIGHT_LIMITS,
    SCALE,
    SIX,
    THIRTY_TWO,
    deck,
    with_values,
)

SVG = "{http://www.w3.org/2000/svg}"
FEW = replace(EIGHT_LIMITS, games=100)


def report(**changed: object) -> BalanceReport:
    return check_balance(deck(EIGHT), replace(FEW, **changed), SCALE)


def drawn(of: BalanceReport, lang: str = "en") -> ET.Element:
    return ET.fromstring(balance_plot(of, Voice.of(lang)))  # noqa: S314 our own


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def test_every_card_and_every_value_stands_there_as_text():
    root = drawn(check_balance(deck(THIRTY_TWO, SIX), FEW, SCALE))
    said = texts(root)
    assert all(f"Karte {code} {code}" in said for code in THIRTY_TWO)
    assert {"Selbstliebe", "Kritikfähigkeit ↓"} <= set(said)
    fields = [each for each in of_class(root, "figure") if "on-good" in str(each.get("class"))]
    assert len(fields) >= 32 * 6
    assert len(of_class(root, "best")) == 32


def test_it_tells_its_content_to_those_who_do_not_see_it():
    root = drawn(report())
    assert root.get("role") == "img"
    ids = {each.get("id"): each.text for each in root if each.get("id")}
    assert root.get("aria-labelledby") == "title desc"
    assert ids["title"] == "The balance of the deck"
    assert "8 cards and 4 values" in str(ids["desc"])
    assert "Broken limits: 0." in str(ids["desc"])
    assert "Verletzte Grenzen: 0." in ET.tostring(drawn(report(), "de"), "unicode")


def test_the_same_report_draws_the_same_bytes():
    assert balance_plot(report(), Voice.of("de")) == balance_plot(report(), Voice.of("de"))


def test_what_to_change_is_marked_and_nothing_else():
    assert of_class(drawn(report()), "change") == []
    assert "dashed: change this value" not in texts(drawn(report()))
    tied = check_balance(deck(with_values(EIGHT, {("A1", 0): 29})), FEW, SCALE)
    assert len(of_class(drawn(tied), "change")) == 1
    assert "dashed: change this value" in texts(drawn(tied))


def test_a_correlation_over_the_limit_is_marked():
    most = max(abs(rho) for _kind, _other, rho in report().sheet.correlations())
    strict = report(rho_most=most - 0.001)
    marked = of_class(drawn(strict), "change")
    assert len(marked) == 1 + len({change for change in strict.advice if change})


def test_names_are_escaped():
    sly = deck(EIGHT).changed(lambda card: replace(card, name="<b>&"))
    assert "&lt;b&gt;&amp;" in balance_plot(check_balance(sly, FEW, SCALE), Voice.of("en"))


def test_without_games_there_is_no_third_panel():
    assert "What the games showed" in texts(drawn(report()))
    assert "What the games showed" not in texts(drawn(report(players=9)))


def test_long_names_of_values_are_cut_below_the_triangle_only():
    said = texts(drawn(check_balance(deck(THIRTY_TWO, SIX), FEW, SCALE)))
    assert "Fremdschämfaktor" in said
    assert "Fremdschä…" in said


@pytest.mark.parametrize("panel", ["allowed", "interval", "dot"])
def test_the_games_are_drawn_with_interval_and_limits(panel):
    root = drawn(report())
    assert len(of_class(root, panel)) == 3
    assert len(of_class(root, "limit")) == 4


def test_everything_lies_on_the_sheet():
    root = drawn(check_balance(deck(THIRTY_TWO, SIX), FEW, SCALE))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for each in root.iter(f"{SVG}rect"):
        if each.get("class") != "paper":
            right = float(each.get("x", 0)) + float(each.get("width", 0))
            bottom = float(each.get("y", 0)) + float(each.get("height", 0))
            assert right <= width
            assert bottom <= height

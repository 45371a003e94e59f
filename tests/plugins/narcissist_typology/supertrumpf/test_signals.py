"""The game in real Pelican builds of the tiny deck."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from plugins.manuscript import InvalidSetting
from plugins.narcissist_typology.supertrumpf.pages import SCRIPTS

PLUGINS = ["plugins.narcissist_typology", "plugins.narcissist_typology.supertrumpf"]


def cards_of(site):
    """The cards in the page's templates, into which a selector does not look."""
    page = BeautifulSoup(site.text("tiere/spiel/index.html"), "html.parser")
    return [template.find(class_="card") for template in page.find_all("template")]


def test_the_page_has_every_card_and_what_the_script_needs(site) -> None:
    site.build(PLUGINS=PLUGINS)
    page = site.soup("tiere/spiel/")
    game = page.select_one("[data-game]")
    assert game.has_attr("hidden")  # until the script comes
    assert json.loads(game["data-game"])["values"] == [[3, 7, 1]] * 4
    assert json.loads(game["data-words"])["zufall"]["name"] == "Zufall"
    cards = cards_of(site)
    assert [card.find(class_="card__name").string for card in cards] == [
        "Die Amsel",
        "Die Drossel",
        "Die Regenwurm",
        "Die Ohrwurm",
    ]
    assert all(card.find("svg", class_="portrait", role="img") for card in cards)
    assert [len(card.find_all("dt")) for card in cards] == [3] * 4
    assert len(page.select("[data-opponent] svg")) == 3
    assert "(Tasten 1 bis 3)" in page.get_text()


def test_the_scripts_lie_beside_the_page(site) -> None:
    site.build(PLUGINS=PLUGINS)
    folder = site.root / "output" / "tiere" / "spiel"
    assert {path.name for path in folder.iterdir()} == {*SCRIPTS, "index.html"}
    page = site.soup("tiere/spiel/")
    assert [tag["src"] for tag in page.select("script")] == ["/tiere/spiel/game.js"]
    assert page.select_one("script")["type"] == "module"
    preloaded = [tag["href"] for tag in page.select("link[rel=modulepreload]")]
    assert preloaded == ["/tiere/spiel/rules.js", "/tiere/spiel/opponents.js"]


def test_the_strictest_policy_finds_nothing(site) -> None:
    site.build(PLUGINS=PLUGINS)
    text = site.text("tiere/spiel/index.html")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)


def test_the_rules_are_there_without_a_script(site) -> None:
    site.build(PLUGINS=PLUGINS, TYPOLOGY_BALANCE={"rounds_most": 77})
    rules = site.soup("tiere/spiel/").select_one(".trumpf__rules")
    text = " ".join(rules.get_text().split())
    assert "bekommt jeder 2 Karten" in text
    assert "Bei Länge der Leine gewinnt die niedrigere Zahl" in text
    assert "Nach 77 Runden wird gezählt" in text
    assert rules.select_one("a")["href"] == "/tiere/"
    game = json.loads(site.soup("tiere/spiel/").select_one("[data-game]")["data-game"])
    assert game["mostRounds"] == 77


def test_who_has_the_cards_to_print_is_led_to_them(site) -> None:
    def more():
        return [a["href"] for a in site.soup("tiere/spiel/").select(".trumpf__more a")]

    site.build(PLUGINS=PLUGINS)
    assert more() == ["/tiere/"]
    site.build(PLUGINS=[*PLUGINS, "plugins.narcissist_typology.print_sheets"])
    assert len(more()) == 2
    assert (site.root / "output" / more()[1].strip("/") / "index.html").is_file()


def test_a_deck_nobody_balances_is_played_as_long_as_others(site) -> None:
    site.build(PLUGINS=PLUGINS, TYPOLOGY_BALANCE=None)
    assert "Nach 500 Runden" in site.text("tiere/spiel/index.html")


def test_a_limit_that_makes_no_sense_stops_the_build(site) -> None:
    with pytest.raises(InvalidSetting, match="TYPOLOGY_BALANCE"):
        site.build(PLUGINS=PLUGINS, TYPOLOGY_BALANCE={"rounds_most": 0})


def test_it_speaks_the_language_of_the_site(site) -> None:
    site.build(PLUGINS=PLUGINS, DEFAULT_LANG="en", TYPOLOGY_LANG="de")
    page = site.soup("tiere/spiel/")
    assert page.select_one("#regeln").get_text() == "The rules"
    assert json.loads(page.select_one("[data-words]")["data-words"])["turn"] == "Turn over"
    assert {card["lang"] for card in cards_of(site)} == {"de"}


def test_a_house_without_cards_has_no_game(site) -> None:
    for card in site.deck.glob("*.md"):
        card.unlink()
    site.build(PLUGINS=PLUGINS)
    assert not (site.root / "output" / "tiere").exists()

"""What holds for the game's scripts before a browser reads them."""

import gzip
import re

import pytest

from plugins.narcissist_typology.supertrumpf.pages import SCRIPTS
from plugins.narcissist_typology.supertrumpf.words import words
from tests.plugins.narcissist_typology.tiny_deck import plain
from tests.support.project import ROOT

FOLDER = ROOT / "plugins" / "narcissist_typology" / "supertrumpf"
TEXTS = {name: (FOLDER / "static" / name).read_text("utf-8") for name in SCRIPTS}
TEMPLATE = (FOLDER / "templates" / "supertrumpf.html").read_text("utf-8")


def test_every_script_there_is_is_named_and_none_else() -> None:
    assert {path.name for path in (FOLDER / "static").iterdir()} == set(SCRIPTS)


def test_the_scripts_are_small() -> None:
    assert sum(len(gzip.compress(text.encode(), 9)) for text in TEXTS.values()) <= 5_000


@pytest.mark.parametrize("name", ["rules.js", "opponents.js"])
def test_the_game_itself_knows_no_page(name) -> None:
    assert not re.search(r"\b(document|window|location|navigator|history|fetch)\b", TEXTS[name])
    assert re.search(r"\bdocument\b", TEXTS["game.js"])  # the control


def test_nothing_is_stored_and_nothing_is_asked_for() -> None:
    for text in TEXTS.values():
        assert not re.search(r"localStorage|sessionStorage|indexedDB|cookie|fetch|XMLHttp", text)


def test_no_markup_is_made_from_words() -> None:
    for text in TEXTS.values():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|new Function", text)


def test_every_part_the_script_looks_for_is_on_the_page() -> None:
    there = set(re.findall(r'data-part="([\w-]+)"', TEMPLATE))
    wanted = set(re.findall(r'part\("([\w-]+)"\)', TEXTS["game.js"]))
    wanted |= {"me", "them", "next", "mine", "middle", "theirs"}
    wanted |= {f"{place}-{what}" for place in ("talk", "end") for what in ("facts", "speech")}
    assert wanted <= there
    assert there - wanted == {"table"}  # which it names in a list


def test_every_word_the_script_says_is_given_to_it() -> None:
    said = set(re.findall(r"\bwords\.(\w+)", TEXTS["game.js"]))
    assert said
    assert said <= words(plain).keys()

import re

import pytest

from comments_api.conversation.language import catalogue
from plugins.narcissist_typology.supertrumpf.words import OPPONENTS, words
from tests.plugins.narcissist_typology.tiny_deck import plain
from tests.support.project import ROOT

PACKAGE = ROOT / "plugins" / "narcissist_typology" / "supertrumpf"
OUTCOMES = {"won", "lost", "tie", "victory", "defeat"}
GIVEN = {
    "boast": {"label", "claim"},
    "call": {"label", "claim", "percent"},
    "caught": {"theirs", "claim", "label"},
    "won": set(),
    "lost": set(),
    "tie": set(),
    "victory": set(),
    "defeat": set(),
}
"""What the script knows when something is said."""

languages = pytest.mark.parametrize(
    "said", [words(plain), words(catalogue("de", PACKAGE).gettext)], ids=["English", "German"]
)


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@languages
@pytest.mark.parametrize("name", OPPONENTS)
def test_an_opponent_has_something_to_say_to_everything(said, name) -> None:
    lines = said[name]
    assert lines.keys() >= OUTCOMES | {"name", "call"}
    for when, choice in lines.items():
        if when != "name":
            assert choice
            assert all(holes(line) <= GIVEN[when] for line in choice), when


@languages
def test_only_the_impostor_boasts_and_can_be_caught(said) -> None:
    assert [name for name in OPPONENTS if "boast" in said[name]] == ["hochstapler"]
    assert [name for name in OPPONENTS if "caught" in said[name]] == ["hochstapler"]


@languages
def test_a_boast_names_a_value_and_a_number(said) -> None:
    for line in said["hochstapler"]["boast"]:
        assert holes(line) == {"label", "claim"}


@languages
def test_what_is_announced_says_who_what_and_how_many(said) -> None:
    assert holes(said["turned"]) == {"card", "label", "mine", "opponent", "theirs"}
    assert holes(said["theirCall"]) == {"round", "opponent", "label"}
    assert holes(said["counted"]) == {"rounds", "mine", "opponent", "theirs"}


def test_every_line_is_said_in_the_language_of_the_house() -> None:
    assert words(catalogue("de", PACKAGE).gettext)["zufall"]["name"] == "Zufall"
    assert words(plain)["zufall"]["name"] == "Chance"

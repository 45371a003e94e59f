"""docs/own-deck.md is kept true: every setting and field stands there, and its example is sound."""

import re
from pathlib import Path

from plugins.manuscript import parse_manuscript
from plugins.narcissist_typology.card import OPTIONAL_FIELDS, REQUIRED_FIELDS
from plugins.narcissist_typology.card_file import check_card
from plugins.narcissist_typology.portrait import FEATURES
from plugins.narcissist_typology.settings import DEFAULTS, Settings
from tests.plugins.narcissist_typology.tiny_deck import plain

PAGE = (Path(__file__).parents[3] / "docs" / "own-deck.md").read_text(encoding="utf-8")


def test_every_setting_is_told_and_none_that_does_not_exist():
    told = set(re.findall(r"`(TYPOLOGY_[A-Z_]+)`", PAGE))
    assert told == {*DEFAULTS, "TYPOLOGY_LANG"}


def test_defaults_are_told_as_they_are():
    rows = re.findall(r"^\| `(TYPOLOGY_[A-Z_]+)` \| `([^`…]+)` \|", PAGE, re.MULTILINE)
    assert len(rows) >= 8
    for name, told in rows:
        if name in DEFAULTS:
            assert told.replace("'", '"') == repr(DEFAULTS[name]).replace("'", '"'), name


def test_every_field_is_told():
    told = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert told >= {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}


def test_every_feature_is_told():
    rows = PAGE.split("| value | feature |")[1].split("\n\n")[0]
    assert all(feature in rows for feature in FEATURES)


def test_the_example_is_a_sound_card():
    example = re.search(r"```\n(---\n.*?)```", PAGE, re.DOTALL)
    settings = Settings.parse({"PATH": "", "DEFAULT_LANG": "de", "SITEURL": ""}, plain)
    manuscript = parse_manuscript(Path("retiarius.md"), example[1])
    assert [found.rule for found in check_card(manuscript, settings, plain)] == ["portrait-length"]

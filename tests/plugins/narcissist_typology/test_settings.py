from pathlib import Path

import pytest

from plugins.manuscript import InvalidSetting
from plugins.narcissist_typology.card import Family, ValueKind
from plugins.narcissist_typology.settings import Settings
from tests.plugins.narcissist_typology.tiny_deck import TINY, plain

SITE = {"PATH": "content", "DEFAULT_LANG": "de", "SITEURL": "https://zoo.example/"}
TWO = {"key": "a", "label": "A"}


def parse(**settings):
    return Settings.parse({**SITE, **settings}, plain)


def test_without_any_setting_it_is_the_deck_of_the_spiegelkabinett():
    settings = parse()
    assert settings.folder == Path("content/typologie")
    assert not settings.must_exist
    assert [family.letter for family in settings.families] == list("ABCDEFGH")
    assert settings.family_size == 4
    assert [kind.key for kind in settings.kinds if kind.lower_wins] == ["kritikfaehigkeit"]
    assert len(settings.kinds) == 6
    assert (settings.lowest, settings.highest) == (5, 100)
    assert (settings.fewest_words, settings.most_words) == (60, 150)
    assert settings.site_url == "https://zoo.example"
    assert settings.lang == "de"


def test_another_deck_is_a_matter_of_settings():
    settings = parse(**TINY, TYPOLOGY_LANG="en")
    assert settings.folder == Path("content/tiere")
    assert settings.must_exist
    assert settings.families == (Family("V", "Die Vögel"), Family("W", "Die Würmer"))
    assert settings.kinds[2] == ValueKind("laenge-der-leine", "Länge der Leine", lower_wins=True)
    assert settings.tag == "tier"
    assert settings.lang == "en"


def test_a_share_is_the_place_on_the_scale():
    settings = parse(TYPOLOGY_RANGE=(10, 20))
    assert [settings.share(value) for value in (10, 15, 20)] == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TYPOLOGY_PATH", ""),
        ("TYPOLOGY_PATH", 7),
        ("TYPOLOGY_TITLE", "  "),
        ("TYPOLOGY_SUBTITLE", None),
        ("TYPOLOGY_LICENSE", ""),
        ("TYPOLOGY_FAMILIES", {}),
        ("TYPOLOGY_FAMILIES", ["A"]),
        ("TYPOLOGY_FAMILIES", {"a": "klein"}),
        ("TYPOLOGY_FAMILIES", {1: "Zahl"}),
        ("TYPOLOGY_FAMILIES", {"AB": "zwei"}),
        ("TYPOLOGY_FAMILIES", {"A": " "}),
        ("TYPOLOGY_FAMILIES", {"A": 1}),
        ("TYPOLOGY_FAMILY_SIZE", 0),
        ("TYPOLOGY_FAMILY_SIZE", 100),
        ("TYPOLOGY_FAMILY_SIZE", "4"),
        ("TYPOLOGY_FAMILY_SIZE", True),
        ("TYPOLOGY_VALUES", []),
        ("TYPOLOGY_VALUES", {"a": "A"}),
        ("TYPOLOGY_VALUES", ["a"]),
        ("TYPOLOGY_VALUES", [{"key": "a"}]),
        ("TYPOLOGY_VALUES", [{"key": "A", "label": "A"}]),
        ("TYPOLOGY_VALUES", [{"key": "a", "label": " "}]),
        ("TYPOLOGY_VALUES", [{**TWO, "lower_wins": "yes"}]),
        ("TYPOLOGY_VALUES", [{**TWO, "higher_wins": True}]),
        ("TYPOLOGY_VALUES", [TWO, TWO]),
        ("TYPOLOGY_VALUES", [{"key": "motto", "label": "Motto"}]),
        ("TYPOLOGY_VALUES", [{"key": f"a{n}", "label": "A"} for n in range(9)]),
        ("TYPOLOGY_RANGE", (5,)),
        ("TYPOLOGY_RANGE", (9, 5)),
        ("TYPOLOGY_RANGE", (-1, 5)),
        ("TYPOLOGY_RANGE", "1-5"),
        ("TYPOLOGY_WORDS", ("1", "2")),
        ("TYPOLOGY_TAG", "Karte!"),
        ("TYPOLOGY_TAG", None),
        ("TYPOLOGY_URL", "/typologie/"),
        ("TYPOLOGY_URL", "typologie"),
        ("TYPOLOGY_URL", "../typologie/"),
        ("TYPOLOGY_URL", "{slug}/"),
        ("TYPOLOGY_CARD_URL", "typologie/"),
        ("TYPOLOGY_CARD_URL", "{slug}/{code}/"),
        ("TYPOLOGY_RANKING_URL", "nach/{slug}/"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name, value):
    with pytest.raises(InvalidSetting) as refused:
        parse(**{name: value})
    assert f"The setting {name} must be" in str(refused.value)
    assert repr(value) in str(refused.value)

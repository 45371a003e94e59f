from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from comments_api.conversation.language import catalogue
from plugins.share_images.essay_picture import Fact
from plugins.share_images.generator import _HERE
from plugins.share_images.pictures import (
    essay_of,
    picture_of_article,
    picture_of_card,
    picture_url,
    type_of,
)
from plugins.share_images.type_picture import Value


def speak(lang):
    return catalogue(lang, _HERE)


def article(**changed):
    sound = {
        "title": "Sichtbar sein",
        "subtitle": "Ein <em>Treppenbauer</em> &amp; sein Kongress",
        "category": "Marktgeschrei",
        "author": "Leopold Amalgam",
        "lang": "de",
        "url": "essays/sichtbar-sein/",
        "number": 2,
        "reading": SimpleNamespace(minutes_low=3, minutes_high=7),
        "foam": SimpleNamespace(percent=2.3),
    }
    return SimpleNamespace(**{**sound, **changed})


@dataclass
class Card:
    code: str = "E1"
    family: object = field(default_factory=lambda: SimpleNamespace(name="Die Menschenfischer"))
    full_name: str = "Der Retiarius"
    motto: str = "Ave"
    values: tuple = ()
    portrait: str = '<svg viewBox="0 0 480 600"></svg>'
    alt: str = "Ein Gesicht"
    lang: str = "de"
    url: str = "typologie/retiarius/"


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("essays/eitelkeit/", "share/essays/eitelkeit.png"),
        ("en/essays/vanity/", "share/en/essays/vanity.png"),
        ("typologie/retiarius/", "share/typologie/retiarius.png"),
        ("alt/eitelkeit.html", "share/alt/eitelkeit.png"),
    ],
)
def test_a_picture_has_the_address_of_its_page(page, picture):
    assert picture_url(page) == picture


def test_an_article_says_what_its_picture_is():
    picture = picture_of_article(article(title="A &amp; <i>B</i>"), speak)
    assert picture.url == "share/essays/sichtbar-sein.png"
    assert picture.alt == "Ein Theaterzettel: „A & B“ von Leopold Amalgam"
    assert (picture.width, picture.height) == (1200, 630)


def test_a_card_says_what_its_picture_is():
    assert picture_of_card(Card()).alt == "Der Retiarius: Ein Gesicht"


def test_the_picture_of_an_article_says_what_the_page_says():
    essay = essay_of(article(), speak)
    assert (essay.title, essay.section) == ("Sichtbar sein", "Marktgeschrei")
    assert essay.subtitle == "Ein Treppenbauer & sein Kongress"
    assert (essay.byline, essay.number_label) == ("Von Leopold Amalgam", "Nr.")
    assert essay.number == "2"
    assert essay.facts == (
        Fact("Lesezeit", "3–7 Minuten"),
        Fact("Schaumanteil", "2,3\u202f%"),
    )


def test_a_translation_speaks_its_own_language():
    essay = essay_of(article(lang="en"), speak)
    assert (essay.byline, essay.number_label) == ("By Leopold Amalgam", "No.")
    assert essay.facts == (Fact("Reading time", "3–7 minutes"), Fact("Share of foam", "2.3%"))


@pytest.mark.parametrize("lang", ["tlh", "x", "de_AT"])
def test_a_language_nobody_knows_is_no_fault(lang):
    assert len(essay_of(article(lang=lang), speak).facts) == 2


@pytest.mark.parametrize(("minutes", "said"), [(1, "1 Minute"), (4, "4 Minuten")])
def test_a_reading_time_that_is_certain_is_no_range(minutes, said):
    reading = SimpleNamespace(minutes_low=minutes, minutes_high=minutes)
    assert essay_of(article(reading=reading), speak).facts[0].value == said


def test_what_no_plugin_tells_does_not_stand_on_the_ticket():
    bare = article()
    for name in ("number", "reading", "foam", "subtitle"):
        delattr(bare, name)
    essay = essay_of(bare, speak)
    assert (essay.facts, essay.subtitle, essay.number) == ((), "", "–")


def test_the_picture_of_a_card_shows_its_three_highest_values():
    kinds = [SimpleNamespace(label=label, lower_wins=label == "Mut") for label in ("Ruhm", "Mut")]
    others = [SimpleNamespace(label=label, lower_wins=False) for label in ("Glanz", "Witz")]
    values = tuple(zip([*kinds, *others], (10, 40, 5, 20), strict=True))
    shown = type_of(Card(values=values), 50, speak)
    assert shown.values == (Value("Mut ↓", 40, 0.8), Value("Witz", 20, 0.4), Value("Ruhm", 10, 0.2))
    assert (shown.code, shown.family, shown.name) == ("E1", "Die Menschenfischer", "Der Retiarius")
    assert shown.motto == "„Ave“"
    assert type_of(Card(lang="en"), 50, speak).motto == "“Ave”"

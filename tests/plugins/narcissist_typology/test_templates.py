"""The card as HTML, rendered as every page renders it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import plugins.narcissist_typology
from comments_api.conversation.language import catalogue
from plugins.narcissist_typology.card import Provenance, Quotation
from plugins.narcissist_typology.portrait import draw_portrait
from tests.plugins.narcissist_typology.tiny_deck import card, deck, tiny_settings

HERE = Path(plugins.narcissist_typology.__file__).parent


@dataclass(eq=False)
class Essay:
    title: str = "Ein <i>Essay</i>"
    url: str = "essays/eins/"
    lang: str = "de"
    translations: list = field(default_factory=list)


def render(shown, lang="de", here=None, words="de", whole=None):
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(catalogue(words, HERE), newstyle=True)
    context = {
        "SITEURL": "https://zoo.example",
        "deck": whole or deck(shown),
        "typology": tiny_settings(Path("content")),
    }
    macros = env.get_template("card.html").make_module(context)
    return BeautifulSoup(str(macros.margin(shown, lang, here)), "html5lib")


def labels(soup):
    return [dt.get_text() for dt in soup.select(".card__back dt")]


@pytest.fixture
def amsel():
    face = draw_portrait([0.3, 0.7, 0.1], family=0, number=0, label="Gesicht")
    return card("V1", portrait=face, text_html=Markup("<p>Text</p>"))


def test_the_front_says_code_family_name_values_and_motto(amsel):
    soup = render(amsel)
    assert soup.select_one("aside.card--margin")["aria-label"] == "Die Amsel"
    assert soup.select_one(".card__family").get_text() == "V1 Die Vögel"
    name = soup.select_one(".card__name a")
    assert (name.get_text(), name["href"]) == ("Die Amsel", "https://zoo.example/tiere/amsel/")
    values = [
        (dt.get_text(), dd.get_text(strip=True))
        for dt, dd in zip(
            soup.select(".card__values dt"), soup.select(".card__values dd"), strict=True
        )
    ]
    assert values == [
        ("Größe", "3"),
        ("Mut", "7"),
        ("Länge der Leine ↓ (der niedrigere Wert gewinnt)", "1"),
    ]
    assert soup.select_one(".card__motto").get_text() == "Motto von amsel"
    assert soup.select_one('svg.portrait[role="img"]')["aria-label"] == "Gesicht"


def test_bars_are_measured_against_the_highest_value(amsel):
    bars = [path["d"] for path in render(amsel).select(".card__bar path")]
    assert bars == ["M0 0h30v6H0z", "M0 0h70v6H0z", "M0 0h10v6H0z"]


def test_the_back_follows_the_front_and_opens_without_a_script(amsel):
    soup = render(amsel)
    assert [child.name for child in soup.select_one("aside").find_all(recursive=False)] == [
        "div",
        "div",
        "details",
    ]
    assert soup.select_one("details > summary").get_text() == "Rückseite"
    assert labels(soup) == [
        "Symptome",
        "Lebensraum",
        "Beute",
        "Natürlicher Feind",
        "Gegenmittel",
        "Aufgeschnappt",
    ]
    assert not soup.select("script, [onclick], [style]")


def test_the_back_tells_relatives_sightings_and_sources(amsel):
    essay = Essay()
    told = card(
        "V1",
        relatives=("ohrwurm",),
        sighted_in=(essay, Essay("Zweiter", "en/essays/zwei/", "en")),
        quotation=Quotation("Tschilp.", "eins"),
        quoted_from=essay,
        provenance=Provenance("eine Zeitung"),
    )
    soup = render(told, whole=deck(told, card("W2")))
    links = [(a.get_text(), a["href"]) for a in soup.select(".card__back a")]
    assert links == [
        ("Ohrwurm", "https://zoo.example/tiere/ohrwurm/"),
        ("Ein Essay", "https://zoo.example/essays/eins/"),
        ("Ein Essay", "https://zoo.example/essays/eins/"),
        ("Zweiter", "https://zoo.example/en/essays/zwei/"),
    ]
    assert soup.select_one('a[hreflang="en"]')["lang"] == "en"
    assert labels(soup)[-2:] == ["Gesichtet in", "Angeregt durch"]


def test_an_essay_is_not_told_that_it_cites_the_card_beside_it():
    here, other = Essay("Hier"), Essay("Dort")
    alone = render(card("V1", sighted_in=(here,)), here=here)
    assert "Hier" not in alone.get_text()
    both = render(card("V1", sighted_in=(here, other)), here=here)
    assert labels(both)[-1] == "Auch gesichtet in"
    assert "Dort" in both.get_text()
    assert "Hier" not in both.get_text()


def test_a_translation_is_not_told_that_its_original_cites_the_card():
    english = Essay("Here", lang="en")
    original = Essay("Hier", translations=[english])
    assert "Hier" not in render(card("V1", sighted_in=(original,)), here=english).get_text()
    assert "Hier" in render(card("V1", sighted_in=(original,)), here=Essay("Dort")).get_text()


def test_in_an_english_essay_the_labels_are_english_and_the_card_stays_german(amsel):
    soup = render(amsel, lang="en", words="en")
    assert soup.select_one("aside")["lang"] == "de"
    assert labels(soup)[0] == "Symptoms"
    assert {dt["lang"] for dt in soup.select(".card__back dt")} == {"en"}
    assert soup.select_one("summary")["lang"] == "en"
    assert soup.select_one(".card__lower")["lang"] == "en"
    assert soup.select_one(".card__habitat, .card__back dd").get("lang") is None


def test_in_a_german_essay_nothing_but_the_card_names_a_language(amsel):
    assert [tag.name for tag in render(amsel).select("[lang]")] == ["aside"]


def test_without_a_style_sheet_a_card_is_two_definition_lists(amsel):
    soup = render(amsel)
    for svg in soup.select("svg"):
        assert svg["width"]
        assert svg["height"]
    assert len(soup.select("dl")) == 2
    assert "Symptome pfeift pfeift wieder" in soup.get_text()


def test_what_an_author_writes_is_text_and_never_markup():
    soup = render(card("V1", motto="<script>x</script>", alt='"'))
    assert not soup.select("script")
    assert "<script>x</script>" in soup.get_text()

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.narcissist_typology.card import Provenance, Quotation
from plugins.narcissist_typology.deck_data import VERSION, deck_document, deck_schema
from plugins.narcissist_typology.deck_files import deal, read_files, written_out
from plugins.narcissist_typology.settings import Settings
from tests.plugins.narcissist_typology.json_schema import faults
from tests.plugins.narcissist_typology.tiny_deck import (
    CARDS,
    card,
    deck,
    plain,
    tiny_settings,
    write_card,
)


@dataclass
class Essay:
    url: str = "essays/eins/"


@pytest.fixture
def settings(tmp_path):
    for code in CARDS:
        write_card(tmp_path / "tiere", code, relatives="ohrwurm" if code == "V1" else None)
    return tiny_settings(tmp_path, SITEURL="https://zoo.example")


@pytest.fixture
def document(settings):
    read = written_out(deal(read_files(settings, plain), settings), lambda text: f"<p>{text}</p>")
    return json.loads(json.dumps(deck_document(read, settings)))


def test_the_document_keeps_its_schema(document, settings):
    assert faults(document, deck_schema(settings)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d.pop("version"), "$: version is missing"),
        (lambda d: d.update(version=2), "$.version: not 1"),
        (lambda d: d.update(extra=1), "$: extra is not expected"),
        (lambda d: d["cards"][0]["values"].update(mut=11), "$.cards[0].values.mut: above 10"),
        (lambda d: d["cards"][0]["values"].update(mut=-1), "$.cards[0].values.mut: below 0"),
        (lambda d: d["cards"][0]["values"].update(mut="7"), "$.cards[0].values.mut: no integer"),
        (lambda d: d["cards"][1].update(code="Q"), "$.cards[1].code: not like ^[A-Z][1-9][0-9]?$"),
        (lambda d: d["cards"][1].update(gender="x"), "$.cards[1].gender: none of m, f, n"),
        (lambda d: d["cards"][1].update(symptoms=[]), "$.cards[1].symptoms: too few"),
        (lambda d: d["cards"][1].update(motto=""), "$.cards[1].motto: too short"),
    ],
)
def test_a_document_that_breaks_the_schema_is_noticed(document, settings, change, fault):
    change(document)
    assert faults(document, deck_schema(settings)) == [fault]


def test_the_document_says_whose_it_is_and_how_it_is_read(document):
    assert document["version"] == VERSION
    assert document["$schema"] == "https://zoo.example/tiere/deck.schema.json"
    assert document["license"] == "CC-BY-SA-4.0"
    assert document["language"] == "de"
    assert document["values"][2] == {
        "key": "laenge-der-leine",
        "label": "Länge der Leine",
        "lower_wins": True,
    }


def test_a_card_is_told_in_full(document):
    told = document["cards"][0]
    assert told["url"] == "https://zoo.example/tiere/amsel/"
    assert told["values"] == {"groesse": 3, "mut": 7, "laenge-der-leine": 1}
    assert told["relatives"] == ["ohrwurm"]
    assert told["provenance"] is None
    assert told["portrait"]["html"] == "<p>Drei kurze Wörter.</p>"
    assert told["portrait"]["svg"].startswith("<svg ")


def test_an_essay_that_is_not_published_is_not_told(settings):
    quoted = Quotation("Tschilp.", "geheimer-entwurf")
    hidden = deck_document(deck(card("V1", quotation=quoted)), settings)
    assert "geheimer-entwurf" not in json.dumps(hidden)
    shown = deck_document(deck(card("V1", quotation=quoted, quoted_from=Essay())), settings)
    assert shown["cards"][0]["quotation"]["essay"] == "https://zoo.example/essays/eins/"


def test_what_inspired_a_type_is_told(settings):
    told = deck_document(deck(card("V1", provenance=Provenance("eine Zeitung"))), settings)
    assert told["cards"][0]["provenance"] == "eine Zeitung"


def test_the_deck_of_this_site_keeps_its_schema():
    content = Path(__file__).parents[3] / "content"
    own = Settings.parse({"PATH": str(content), "DEFAULT_LANG": "de", "SITEURL": ""}, plain)
    read = written_out(deal(read_files(own, plain), own), lambda text: f"<p>{text}</p>")
    document = json.loads(json.dumps(deck_document(read, own)))
    assert len(document["cards"]) == 32
    assert faults(document, deck_schema(own)) == []

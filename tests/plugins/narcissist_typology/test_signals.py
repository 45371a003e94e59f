"""The plugin in real Pelican builds: the tiny deck, a ten-line theme of the test's own."""

import json

import pytest
from pelican import signals

import plugins.narcissist_typology.signals
from plugins.manuscript import BrokenManuscripts, InvalidSetting, Severity
from tests.plugins.narcissist_typology.json_schema import faults
from tests.plugins.narcissist_typology.tiny_deck import CARDS, write_card

CITING = "Eine [[tier:amsel]] sang.\n\n[[tier:ohrwurm]]\n"


def findings(site, **settings):
    sender = site.pelican(**settings)
    answers = plugins.narcissist_typology.signals.findings_wanted.send(sender)
    return [finding for _receiver, answer in answers for finding in answer]


def test_a_card_is_drawn_in_the_essay_that_cites_it(site):
    site.essay("eins", CITING)
    site.build()
    page = site.soup("essays/eins/")
    aside = page.select_one('#text aside.card--margin[data-card="ohrwurm"]')
    assert aside["data-reading"] == "skip"
    assert aside.select_one("svg.portrait")["aria-label"] == "Gesicht von ohrwurm"
    assert page.select_one('#text p a[data-card="amsel"]')["href"] == "/tiere/amsel/"
    assert page.select_one("#cards").get_text() == "Die Amsel;Die Ohrwurm;"


def test_a_card_is_drawn_on_a_page_too_but_a_page_is_no_sighting(site):
    site.page("ueber", CITING)
    site.essay("eins", "Nichts.")
    site.build()
    assert site.soup("ueber/").select_one("aside.card--margin svg.portrait")
    assert "Gesichtet in" not in site.text("tiere/ohrwurm/index.html")


def test_an_essay_without_cards_has_none(site):
    site.essay("eins", "Nichts.")
    site.build()
    page = site.soup("essays/eins/")
    assert page.select_one("#cards").get_text() == ""
    assert not page.select(".card")


def test_a_type_page_tells_where_the_type_was_sighted(site):
    site.essay("eins", CITING)
    site.essay("zwei", "Noch eine [[tier:amsel]].", date="2026-10-01")
    site.build()
    page = site.soup("tiere/amsel/")
    assert [a.get_text() for a in page.select("#gesichtet + ul a")] == ["Essay zwei", "Essay eins"]
    assert page.select_one("h1").get_text() == "Die Amsel"
    assert page.select_one("title").get_text() == "Die Amsel · Vier Tiere · Zoo"
    assert page.select_one(".prose").get_text(strip=True) == "Drei kurze Wörter."


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_only_a_published_essay_is_a_sighting(site, status):
    site.essay("offen", CITING)
    site.essay("geheimnis", CITING, status=status)
    write_card(site.deck, "V2", quotation_essay="geheimnis")
    site.build()
    written = [file for file in (site.root / "output").rglob("*") if file.is_file()]
    telling = [
        file.relative_to(site.root / "output").as_posix()
        for file in written
        if "geheimnis" in file.read_text(encoding="utf-8")
    ]
    own = {"draft": ["geheim/geheimnis/"], "hidden": ["essays/geheimnis/"], "skip": []}
    assert {name for name in telling if not name.startswith(tuple(own[status]) or "-")} == set()
    # The control: what is published is told on all of these pages.
    for page in ("tiere/index.html", "tiere/amsel/index.html", "tiere/ohrwurm/index.html"):
        assert "Essay offen" in site.text(page)


def test_a_draft_shows_its_cards_to_whoever_knows_its_address(site):
    site.essay("entwurf", CITING, status="draft")
    site.essay("offen", "Nichts.")
    site.build()
    page = site.soup("geheim/entwurf/")
    assert page.select_one('aside[data-card="ohrwurm"] svg.portrait')
    assert page.select_one("#cards").get_text() == "Die Amsel;Die Ohrwurm;"


def test_a_translation_speaks_its_own_language_around_the_same_card(site):
    site.essay("eins", CITING)
    site.essay("eins", "A [[tier:amsel]].\n\n[[tier:ohrwurm]]\n", lang="en", title="Essay One")
    site.build()
    english = site.soup("en/essays/eins/")
    aside = english.select_one("aside.card--margin")
    assert aside["lang"] == "de"
    assert aside.select_one("dt[lang=en]")
    assert english.select_one("#text p a")["lang"] == "de"
    sightings = site.soup("tiere/ohrwurm/").select("#gesichtet + ul a")
    assert [a.get_text() for a in sightings] == ["Essay eins"]


def test_the_gallery_has_a_row_for_each_family(site):
    site.build()
    page = site.soup("tiere/")
    rows = [
        (section.h2.get_text(), [card["id"] for card in section.select("li.card")])
        for section in page.select("section.deck-family")
    ]
    assert rows == [
        ("V Die Vögel", ["amsel", "drossel"]),
        ("W Die Würmer", ["regenwurm", "ohrwurm"]),
    ]
    links = {a["href"] for a in page.select("nav.deck-order a")}
    assert links == {"/tiere/"} | {
        f"/tiere/sortiert/{key}/" for key in ("groesse", "mut", "laenge-der-leine")
    }


def test_rankings_are_sorted_without_a_script_and_the_lower_value_may_win(site):
    for length, code in enumerate(CARDS):
        write_card(site.deck, code, groesse=str(length), laenge_der_leine=str(length))
    site.build()

    def order(key):
        return [
            a["href"].removeprefix("/tiere/").rstrip("/")
            for a in site.soup(f"tiere/sortiert/{key}/").select(".ranking__name a")
        ]

    assert order("groesse") == ["ohrwurm", "regenwurm", "drossel", "amsel"]
    assert order("laenge-der-leine") == ["amsel", "drossel", "regenwurm", "ohrwurm"]
    assert "denn hier gewinnt er" in site.text("tiere/sortiert/laenge-der-leine/index.html")


def test_neighbours_lead_from_card_to_card(site):
    site.build()
    assert not site.soup("tiere/amsel/").select("a[rel=prev]")
    assert site.soup("tiere/amsel/").select_one("a[rel=next]")["href"] == "/tiere/drossel/"
    assert site.soup("tiere/ohrwurm/").select_one("a[rel=prev]")["href"] == "/tiere/regenwurm/"
    assert not site.soup("tiere/ohrwurm/").select("a[rel=next]")


def test_every_id_on_every_page_is_unique(site):
    write_card(site.deck, "V1", relatives="drossel, ohrwurm")
    site.essay("eins", CITING)
    site.build()
    pages = [file.parent for file in (site.root / "output").rglob("index.html")]
    assert len(pages) == 9
    for folder in pages:
        soup = site.soup(f"{folder.relative_to(site.root / 'output').as_posix()}/")
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids)), folder


def test_a_card_may_cite_another_in_its_portrait(site):
    write_card(site.deck, "V1", "Frisst gern [[tier:regenwurm|Würmer]].")
    site.build()
    link = site.soup("tiere/amsel/").select_one(".prose a")
    assert (link.get_text(), link["href"]) == ("Würmer", "/tiere/regenwurm/")


def test_a_portrait_that_looks_like_meta_data_is_text(site):
    write_card(site.deck, "V1", "Merke: Amseln singen.")
    site.build()
    assert site.soup("tiere/amsel/").select_one(".prose").get_text(strip=True).startswith("Merke:")


def test_the_deck_is_there_as_data_and_keeps_its_schema(site):
    site.build(SITEURL="https://zoo.example")
    document = json.loads(site.text("tiere/deck.json"))
    schema = json.loads(site.text("tiere/deck.schema.json"))
    assert faults(document, schema) == []
    assert len(document["cards"]) == 4
    assert document["cards"][0]["url"] == "https://zoo.example/tiere/amsel/"


def test_the_feed_carries_the_card_as_a_definition_list(site):
    site.essay("eins", CITING)
    site.build(SITEURL="https://zoo.example")
    feed = site.text("feed.atom")
    assert "&lt;dt&gt;Größe&lt;/dt&gt;" in feed
    assert "https://zoo.example/tiere/ohrwurm/" in feed


def test_a_build_is_the_same_byte_for_byte(site):
    site.essay("eins", CITING)

    def bytes_of_build():
        site.build()
        output = site.root / "output"
        return {
            file.relative_to(output): file.read_bytes()
            for file in sorted(output.rglob("*"))
            if file.is_file() and file.suffix != ".atom"
        }

    first = bytes_of_build()
    assert first == bytes_of_build()
    assert len(first) > 10


def test_building_again_in_the_same_process_reads_the_deck_again(site):
    site.essay("eins", CITING)
    pelican = site.pelican()
    pelican.run()
    write_card(site.deck, "W2", name="Ohrenkneifer", mut="9")
    pelican.run()
    assert "Die Ohrenkneifer" in site.text("essays/eins/index.html")
    assert "Die Ohrwurm" not in site.text("essays/eins/index.html")


def test_html_somebody_asked_for_too_early_is_not_remembered(site):
    site.essay("eins", CITING)
    pelican = site.pelican()
    asked = []

    def ask(content):
        asked.append(content.content + content.summary)

    signals.content_object_init.connect(ask)
    pelican.run()
    assert "card-place" in asked[0]
    assert "card-place" not in site.text("essays/eins/index.html")
    assert site.soup("essays/eins/").select_one("aside.card--margin svg.portrait")


def test_a_broken_card_stops_the_build_and_nothing_is_written(site):
    write_card(site.deck, "V1", mut="elf")
    write_card(site.deck, "W1", gender="x")
    with pytest.raises(BrokenManuscripts) as stopped:
        site.build()
    assert [finding.rule for finding in stopped.value.findings] == [
        "not-a-number",
        "unknown-gender",
    ]
    assert not (site.root / "output" / "tiere").exists()


def test_an_unknown_card_in_an_essay_stops_the_build_with_file_and_line(site):
    path = site.essay("eins", "Gut: [[tier:amsel]].\n\nSchlecht: [[tier:ohrwurn]].")
    with pytest.raises(BrokenManuscripts) as stopped:
        site.build()
    (finding,) = stopped.value.findings
    assert (finding.path, finding.line, finding.column) == (path, 11, 11)
    assert finding.remedy == "Meinten Sie „ohrwurm“?"


def test_an_unknown_card_the_check_takes_for_code_stops_the_build_all_the_same(site):
    path = site.essay("eins", "Absatz\n\n    [[tier:ohrwurn]]")
    with pytest.raises(BrokenManuscripts) as stopped:
        site.build(MARKDOWN={"tab_length": 8})  # four blanks are no code here
    (finding,) = stopped.value.findings
    assert (finding.path, finding.line, finding.rule) == (path, 1, "unknown-card")
    site.build()  # the control: where four blanks are code, it is code
    assert "[[tier:ohrwurn]]" in site.soup("essays/eins/").select_one("code").get_text()


def test_before_the_build_all_faults_of_cards_essays_and_pages_are_told(site):
    write_card(site.deck, "V1", mut="elf")
    site.essay("eins", "[[tier:ohrwurn]]")
    site.page("ueber", "[[tier:amsl]]")
    (site.root / "content" / "essays" / "fremd.md").write_bytes(b"\xe4")
    assert {(found.path.name, found.rule) for found in findings(site)} == {
        ("amsel.md", "not-a-number"),
        ("eins.md", "unknown-card"),
        ("ueber.md", "unknown-card"),
    }


def test_a_sound_publication_has_no_findings(site):
    site.essay("eins", CITING)
    assert findings(site) == []


def test_a_hint_stops_nothing(site):
    write_card(site.deck, "V1", "Wort")
    (found,) = findings(site)
    assert found.severity is Severity.HINT
    site.build()
    assert site.soup("tiere/amsel/").select_one("h1")


def test_a_setting_that_cannot_be_stops_the_build_in_german(site):
    with pytest.raises(InvalidSetting, match="Die Einstellung TYPOLOGY_TAG muss ein Wort"):
        site.build(TYPOLOGY_TAG="Tier!")


def test_a_site_without_a_deck_is_built_without_a_typology(site):
    site.essay("eins", "Nichts.")
    for file in site.deck.iterdir():
        file.unlink()
    site.build()
    assert site.soup("essays/eins/").select_one("h1")
    assert not (site.root / "output" / "tiere").exists()


def test_the_interface_may_be_english_while_the_cards_are_german(site):
    site.essay("eins", CITING)
    site.build(DEFAULT_LANG="en", TYPOLOGY_LANG="de")
    aside = site.soup("essays/eins/").select_one("aside.card--margin")
    assert aside["lang"] == "de"
    assert aside.select_one("summary").get_text() == "Back of the card"


def test_a_theme_that_speaks_for_itself_keeps_its_words(site):
    words = {"Symptoms": "Woran man sie erkennt"}
    site.essay("eins", CITING)
    site.build(
        JINJA_GLOBALS={"gettext": lambda text, **_: words.get(text, text)},
        JINJA_ENVIRONMENT={
            "autoescape": True,
            "trim_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
        },
    )
    assert "Woran man sie erkennt" in site.text("essays/eins/index.html")


def test_a_theme_may_have_its_own_templates(site):
    own = site.root / "theme" / "templates" / "typology.html"
    own.write_text("Alle {{ deck | length }} in {{ typology.title }}", encoding="utf-8")
    site.build()
    assert site.text("tiere/index.html") == "Alle 4 in Vier Tiere"

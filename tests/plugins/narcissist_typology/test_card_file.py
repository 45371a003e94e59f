from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript import Severity, parse_manuscript
from plugins.narcissist_typology.card import REQUIRED_FIELDS, Family, Gender, Provenance, Quotation
from plugins.narcissist_typology.card_file import check_card, read_card
from tests.plugins.narcissist_typology.tiny_deck import KINDS, card_text, plain, tiny_settings

PATH = Path("tiere/amsel.md")


def findings(text, settings, path=PATH):
    return list(check_card(parse_manuscript(path, text), settings, plain))


def only(text, settings):
    found = findings(text, settings)
    assert len(found) == 1, found
    return found[0]


def test_a_sound_card_has_no_faults_and_says_what_stands_in_it(settings):
    text = card_text(
        "V1", relatives="drossel, ohrwurm", quotation_essay="ein-essay", body="  Drei kurze Wörter."
    )
    assert findings(text, settings) == []
    card = read_card(parse_manuscript(PATH, text), settings)
    assert (card.code, card.slug, card.family) == ("V1", "amsel", Family("V", "Die Vögel"))
    assert (card.full_name, card.gender) == ("Die Amsel", Gender.FEMININE)
    assert card.values == tuple(zip(KINDS, (3, 7, 1), strict=True))
    assert card.symptoms == ("pfeift", "pfeift wieder")
    assert card.relatives == ("drossel", "ohrwurm")
    assert card.quotation == Quotation("Tschilp.", "ein-essay")
    assert card.provenance == Provenance()
    assert (card.text, card.lang) == ("Drei kurze Wörter.", "de")


def test_a_source_of_inspiration_is_kept_as_it_is_written(settings):
    text = card_text("V1", provenance="inspired: invented sources: a study")
    assert findings(text, settings) == []
    card = read_card(parse_manuscript(PATH, text), settings)
    assert card.provenance == Provenance("invented sources: a study")


def test_a_card_may_have_no_relatives(settings):
    assert read_card(parse_manuscript(PATH, card_text("V1")), settings).relatives == ()


def test_text_without_front_matter_is_no_card(settings):
    found = only("Nur ein Text.", settings)
    assert found.rule == "no-front-matter"
    assert "does not begin with front matter" in found.what


def test_front_matter_has_to_end(settings):
    found = only("---\ncode: V1\n", settings)
    assert found.rule == "front-matter-open"
    assert "never closed" in found.what


def test_a_line_that_is_no_field_is_shown(settings):
    found = only(card_text("V1").replace("motto:", "Unsinn\nmotto:"), settings)
    assert (found.rule, found.line) == ("not-a-field", 7)
    assert "“Unsinn”" in found.what


def test_a_field_that_stands_twice_is_shown_with_the_first_line(settings):
    found = only(card_text("V1").replace("habitat:", "mut: 8\nhabitat:"), settings)
    assert found.rule == "duplicate-field"
    assert "“mut” stands twice; line 9 has it" in found.what


def test_an_unknown_field_gets_the_nearest_name(settings):
    found = only(card_text("V1", moto="Tippfehler"), settings)
    assert found.rule == "unknown-field"
    assert "no field “moto”" in found.what
    assert found.remedy == "Did you mean “motto”?"


def test_an_unknown_field_like_nothing_gets_the_whole_list(settings):
    found = only(card_text("V1", xyzzy="?"), settings)
    assert "antidote, article, code" in found.remedy
    assert "laenge-der-leine" in found.remedy


@pytest.mark.parametrize(
    "key",
    [*REQUIRED_FIELDS, "groesse", "mut", "laenge-der-leine"],
)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_or_empty_field_is_named(settings, key, value):
    found = only(card_text("V1", **{key: value}), settings)
    assert found.rule == "missing-field"
    assert f"“{key}” is missing or empty" in found.what
    assert found.line == (1 if value is None else found.line)


@pytest.mark.parametrize("code", ["X1", "V3", "V0", "V", "1", "v1", "V1a"])
def test_a_code_has_to_be_one_of_the_deck(settings, code):
    found = only(card_text("V1").replace("code: V1", f"code: {code}"), settings)
    assert (found.rule, found.line, found.column) == ("bad-code", 2, 7)
    assert "from V1 to W2" in found.remedy


@pytest.mark.parametrize(("slug", "better"), [("Große Amsel", "grosse-amsel"), ("!", "buehnenp")])
def test_a_slug_has_to_fit_into_an_address(settings, slug, better):
    found = only(card_text("V1", slug=slug), settings)
    assert found.rule == "bad-slug"
    assert better in found.remedy


def test_a_slug_is_the_name_of_its_file(settings):
    found = only(card_text("V1", slug="meise"), settings)
    assert (found.rule, found.line) == ("slug-is-not-file-name", 3)
    assert found.remedy == "Call the file “meise.md”, or write “slug: amsel”."


def test_a_gender_is_one_of_three(settings):
    found = only(card_text("V1", gender="x"), settings)
    assert (found.rule, found.remedy) == ("unknown-gender", "Write m, f or n.")


@pytest.mark.parametrize("provenance", ["erfunden", "inspired:", "inspired", "inspired by nobody"])
def test_a_provenance_says_where_the_type_comes_from(settings, provenance):
    found = only(card_text("V1", provenance=provenance), settings)
    assert found.rule == "unknown-provenance"
    assert f"“{provenance}”" in found.what


@pytest.mark.parametrize("value", ["viel", "3,5", "3.5", "7 %"])
def test_a_value_is_a_whole_number(settings, value):
    found = only(card_text("V1", mut=value), settings)
    assert (found.rule, found.line, found.column) == ("not-a-number", 9, 6)
    assert f"“mut” is no whole number: “{value}”" in found.what


@pytest.mark.parametrize("value", ["11", "-1", "100"])
def test_a_value_stays_on_the_scale(settings, value):
    found = only(card_text("V1", mut=value), settings)
    assert found.rule == "out-of-range"
    assert f"out of range: {value}" in found.what
    assert found.remedy == "Write a whole number from 0 to 10."


@pytest.mark.parametrize("value", ["0", "10"])
def test_both_ends_of_the_scale_are_on_it(settings, value):
    assert findings(card_text("V1", mut=value), settings) == []


def test_a_card_needs_a_portrait_in_words(settings):
    found = only(card_text("V1", body=" \n— …\n"), settings)
    assert (found.rule, found.severity) == ("no-portrait", Severity.ERROR)
    assert "2 to 6 words" in found.remedy


@pytest.mark.parametrize("words", [1, 7])
def test_a_portrait_too_short_or_too_long_is_only_a_hint(settings, words):
    found = only(card_text("V1", body="Wort " * words), settings)
    assert (found.rule, found.severity) == ("portrait-length", Severity.HINT)
    assert f"has {words} words" in found.what


@pytest.mark.parametrize("words", [2, 6])
def test_a_portrait_of_the_right_length_is_none(settings, words):
    assert findings(card_text("V1", body="E-Mail’s " * words), settings) == []


def test_all_faults_of_a_card_are_told_at_once(settings):
    text = card_text("V1", code="Q9", gender="?", mut="99", habitat=None, farbe="bunt", body="")
    assert {found.rule for found in findings(text, settings)} == {
        "bad-code",
        "unknown-gender",
        "out-of-range",
        "missing-field",
        "unknown-field",
        "no-portrait",
    }


@given(text=st.text(max_size=400))
def test_no_file_is_too_strange_to_be_checked(text):
    settings = tiny_settings(Path("content"))
    for start in ("", "---\n", "---\ncode: V1\n---\n"):
        for found in findings(start + text, settings):
            assert found.line >= 1
            assert found.what
            assert found.remedy

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.folding import fold, plain, shortened, stem


@pytest.mark.parametrize(
    "spellings",
    [
        ("möchtegern", "moechtegern", "Mochtegern", "MÖCHTEGERN", "mo\u0308chtegern"),
        ("Größe", "Groesse", "Grösse", "GRÖẞE", "Grosse", "Grö\u00adße"),
        ("Ärger", "Aerger", "Arger"),
        ("Übermut", "Uebermut", "Ubermut"),
        ("Café", "cafe"),
        ("ﬁnden", "finden"),
    ],
)
def test_a_word_may_be_typed_in_many_ways(spellings):
    assert len(set(map(fold, spellings))) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "Haus Häuser Häusern",
        "Rampe Rampen",
        "Markt Märkte Marktes Märkten",
        "Brief Briefe Briefes Briefen",
        "Ergebnis Ergebnisse Ergebnissen",
        "Rednerin Rednerinnen",
        "vermarkten vermarktet vermarktete vermarktest",
        "Essay Essays",
        "Seite Seiten",
        "klein kleine kleiner kleines kleinem kleinen",
    ],
)
def test_forms_of_a_word_are_one(forms):
    assert len({stem(fold(form)) for form in forms.split()}) == 1


def test_other_words_stay_apart():
    words = ("Haus", "Maus", "Seite", "seit", "Weile", "weil", "Leber", "Leben", "Verband", "Verb")
    assert len({stem(fold(word)) for word in words}) == len(words)


@given(st.text())
def test_a_plain_form_is_plain_for_good(text):
    form = plain(text)
    assert plain(form) == form
    assert form == unicodedata.normalize("NFKD", form) or "ß" not in form


@given(st.text(alphabet="aeiounrstmdlkbgßäöü", min_size=1))
def test_a_stem_is_a_beginning_and_has_no_ending_of_its_own(word):
    folded = fold(word)
    short = stem(folded)
    assert folded.startswith(short)
    assert stem(short) == short
    assert len(short) >= min(4, len(folded))
    assert len(shortened(folded)) <= len(folded)

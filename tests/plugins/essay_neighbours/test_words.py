from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.essay_neighbours.words import FoldedWords, fold, word_counts


def words(html: str, lang: str = "de") -> dict[str, int]:
    return dict(word_counts(html, FoldedWords(lang)))


@pytest.mark.parametrize(
    "forms",
    [
        ("haus", "hauses", "häuser", "häusern"),
        ("netz", "netze", "netzen", "netzes"),
        ("buch", "bücher", "büchern", "buches"),
        ("rednerin", "rednerinnen"),
        ("geschenk", "geschenke", "geschenken", "geschenkt"),
        ("maß", "mass"),
    ],
)
def test_forms_of_one_german_word_are_one_word(forms):
    assert len({fold(form.casefold(), "de-AT") for form in forms}) == 1


def test_other_words_stay_apart():
    assert len({fold(word, "de") for word in ("haus", "maus", "netz", "nest", "buch")}) == 5


def test_four_letters_remain():
    assert fold("esse", "de") == "esse"
    assert fold("ernster", "de") == "erns"


def test_another_language_keeps_its_endings_and_loses_its_accents():
    assert fold("houses", "en") == "houses"
    assert fold("cafés", "fr") == "cafes"


def test_words_are_counted_without_regard_to_capitals_and_markup():
    assert words("<p>Das <em>Netz</em>, die Netze; NETZ&shy;E</p>") == {
        "das": 1,
        "die": 1,
        "netz": 3,
    }


def test_short_words_and_numbers_are_no_words():
    assert words("<p>ab in 2026 §§ 4711x</p>") == {}


@pytest.mark.parametrize(
    "unread",
    [
        "<script>langer Text</script>",
        "<pre><code>langer Text</code></pre>",
        '<aside class="card" data-reading="skip"><h3>Karte</h3><aside>tief</aside>weiter</aside>',
        "<svg><title>Torte</title><path/><svg/></svg>",
    ],
)
def test_what_is_not_the_essays_text_does_not_count(unread):
    assert words(f"<p>vorher</p>{unread}<p>danach</p>", "en") == {"vorher": 1, "danach": 1}


def test_the_form_of_unicode_means_nothing():
    text = "<p>Bücher für Größen</p>"
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@given(st.text())
def test_any_text_has_words_that_are_folded_for_good(text):
    for lang in ("de", "en"):
        for word in words(text, lang):
            assert fold(word, lang) == word

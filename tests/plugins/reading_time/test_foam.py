from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading_time.foam import FoamGauge, FoamShare
from plugins.reading_time.foam_list import read_entries
from plugins.reading_time.prose import read_prose


def share(html: str, *entries: str) -> FoamShare:
    parsed, findings = read_entries(Path("schaum.txt"), "\n".join(entries), str)
    assert findings == ()
    return FoamGauge(parsed).measure(read_prose(html))


def found(html: str, *entries: str) -> dict[str, int]:
    return dict(share(html, *entries).found)


def test_foam_is_counted_in_letters():
    assert share("<p>Reiner Mehrwert</p>", "Mehrwert") == FoamShare(
        percent=57.1, letters=14, foam_letters=8, found=(("Mehrwert", 1),)
    )


def test_an_essay_without_letters_has_no_foam():
    assert share("<p> … </p>", "Mehrwert") == FoamShare(0.0, 0, 0, ())


def test_an_essay_of_nothing_else_is_all_foam():
    assert share("<p>Mehrwert! 🚀 #MehrWert</p>", "Mehrwert").percent == 100.0


@pytest.mark.parametrize(
    ("foam", "letters", "percent"),
    [(1, 2000, 0.1), (1, 2001, 0.0), (1, 3, 33.3), (2, 3, 66.7), (1, 16, 6.3), (999, 1000, 99.9)],
)
def test_the_share_is_rounded_half_up_to_one_decimal(foam, letters, percent):
    words = " ".join(["b"] * foam + ["a"] * (letters - foam))
    assert share(words, "b").percent == percent


def test_capitals_and_endings_mean_nothing():
    text = "<p>MEHRWERT, Mehrwertes: agile Rockstarinnen</p>"
    assert found(text, "Mehrwert", "agil", "Rockstar") == {"Mehrwert": 2, "agil": 1, "Rockstar": 1}


def test_a_word_inside_a_word_is_another_word():
    assert found("<p>Fragilität, Frageagil, agiläre</p>", "agil") == {}
    assert found("<p>agil-fragile Agil’s agil/stabil</p>", "agil") == {"agil": 3}


def test_umlauts_are_letters_at_every_boundary():
    assert found("<p>ärgeragil agilö über Übermut</p>", "agil", "mut", "rger") == {}


def test_a_soft_hyphen_is_not_there():
    assert found(
        "<p>Mehr&shy;wert Auf\u200bmerksam\u00adkeit</p>", "Mehrwert", "Aufmerksamkeit"
    ) == {
        "Mehrwert": 1,
        "Aufmerksamkeit": 1,
    }


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_unicode_means_nothing(form):
    text = unicodedata.normalize(form, "<p>visionärer Maßstab</p>")
    entry = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "visionär")
    assert list(found(text, entry).values()) == [1]


def test_a_phrase_may_be_written_with_spaces_line_ends_or_hyphens():
    text = (
        "<p>Ein Keynote Speaker, ein Keynote-Speaker, Keynote\nSpeakerinnen, Keynote, Speaker</p>"
    )
    assert found(text, "Keynote Speaker") == {"Keynote Speaker": 3}
    assert found(text, "Keynote-Speaker") == {"Keynote-Speaker": 3}


def test_emphasis_inside_a_phrase_does_not_divide_it():
    assert found("<p>am <em>Ende</em> des <strong>Tages</strong></p>", "am Ende des Tages") == {
        "am Ende des Tages": 1
    }


def test_no_phrase_runs_across_the_end_of_a_paragraph_or_past_other_words():
    text = "<p>am Ende</p><p>des Tages, am Ende jedes Tages, am Ende. Des Tages am Ende</p>"
    assert found(text, "am Ende des Tages") == {}


def test_only_the_last_word_of_a_phrase_is_inflected_unless_a_star_says_otherwise():
    text = "<p>neuer Maßstab, neue Maßstabes</p>"
    assert found(text, "neue Maßstab") == {"neue Maßstab": 1}
    assert found(text, "neu* Maßstab") == {"neu* Maßstab": 2}
    assert found(text, "*eue* Maßstab") == {"*eue* Maßstab": 2}


def test_other_signs_of_a_phrase_have_to_stand_as_they_are():
    assert found("<p>24/7, 24-7, 24 7 und rock ’n’ roll</p>", "24/7") == {"24/7": 1}
    assert found("<p>geht’s noch, geht's noch, geht s noch</p>", "geht's noch") == {
        "geht's noch": 2
    }


def test_what_two_entries_cover_counts_once_for_the_longer():
    result = share("<p>Am Ende des Tages</p>", "Ende", "am Ende", "am Ende des Tages", "Tag")
    assert result.found == (("am Ende des Tages", 1),)
    assert result.percent == 100.0


def test_of_two_entries_for_one_word_the_first_in_the_list_is_named():
    assert found("<p>Netzwerken</p>", "netz*", "Netzwerk") == {"netz*": 1}
    assert found("<p>Netzwerken</p>", "Netzwerk", "netz*") == {"Netzwerk": 1}


def test_hashtags_are_foam_without_being_listed():
    result = share("<p>(#NewWork) #newwork #1plus1 #new_work</p>")
    assert result.found == (("#NewWork", 2), ("#1plus1", 1), ("#new_work", 1))
    assert result.percent == 100.0


@pytest.mark.parametrize("text", ["Nr. #1", "C# und F#m", "a/#b", "&amp;#b", "# Wort", "##"])
def test_a_hash_that_makes_no_hashtag_is_nothing(text):
    assert found(f"<p>{text}</p>") == {}


def test_a_listed_word_as_hashtag_counts_once():
    result = share("<p>#Mehrwert</p>", "Mehrwert", "*wert", "Mehrwert schaffen")
    assert (result.found, result.foam_letters) == ((("#Mehrwert", 1),), 8)


def test_an_emoji_counts_as_one_letter_of_foam_and_of_the_whole():
    result = share("<p>Auf 🚀👩‍👩‍👧‍👦 los 🚀</p>")
    assert (result.letters, result.foam_letters) == (9, 3)
    assert result.found == (("🚀", 2), ("👩‍👩‍👧‍👦", 1))


def test_code_is_neither_foam_nor_essay():
    result = share(
        "<p>Der <code>mindset mindset</code> Rest</p><pre><code>mindset</code></pre>", "mindset"
    )
    assert (result.letters, result.foam_letters) == (7, 0)
    assert found("<p>am Ende <code>x</code> des Tages</p>", "am Ende des Tages") == {}


def test_the_control_that_the_same_words_outside_code_are_foam():
    assert found("<p>Der mindset</p>", "mindset") == {"mindset": 1}


def test_one_gauge_measures_many_texts():
    entries, _findings = read_entries(Path("schaum.txt"), "agil\n*mut", str)
    gauge = FoamGauge(entries)
    first = gauge.measure(read_prose("agil Hochmut Haus"))
    assert gauge.measure(read_prose("Haus Haus")).percent == 0.0
    assert gauge.measure(read_prose("agil Hochmut Haus")) == first


def test_hostile_lengths_are_measured_at_once():
    for text in ("#" * 100_000, "#1" * 50_000, "#" + "1" * 100_000, "am " * 50_000, "a-" * 50_000):
        assert share(text, "am am am am am Ende", "*a b*").percent in {0.0, 100.0}


_WORDS = ["agil", "Agiles", "am", "Ende", "des", "Tages", "Haus", "#Haus", "🚀", "-", ",", "ß"]
_ENTRIES = [
    "agil",
    "agil*",
    "*il",
    "am Ende",
    "am Ende des Tages",
    "des Tag",
    "Ende des",
    "*au*",
    "ß",
]


@given(st.lists(st.sampled_from(_WORDS)), st.lists(st.sampled_from(_ENTRIES), unique=True))
def test_foam_is_never_more_than_the_whole(words, entries):
    result = share(" ".join(words), *entries)
    assert 0 <= result.foam_letters <= result.letters
    assert 0.0 <= result.percent <= 100.0
    assert sum(count for _phrase, count in result.found) <= len(words)


@given(st.lists(st.sampled_from(_WORDS)), st.lists(st.sampled_from(_ENTRIES), unique=True))
def test_another_entry_for_another_word_never_makes_less_foam(words, entries):
    text = " ".join(words)
    assert share(f"{text} Schaum", *entries, "Schaum").foam_letters == (
        share(text, *entries).foam_letters + 6
    )


@given(st.text(), st.lists(st.sampled_from(_ENTRIES), unique=True))
def test_any_text_can_be_measured(text, entries):
    assert 0.0 <= share(text, *entries).percent <= 100.0

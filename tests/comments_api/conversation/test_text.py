import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.text import (
    MAX_COMBINING_MARKS,
    UnacceptableText,
    clean_line,
    clean_text,
    legible,
)

ACUTE = "\N{COMBINING ACUTE ACCENT}"

# Text with much of what makes trouble, beside any other character.
TROUBLE = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from(
        "a \t\r\n\v\f\x00\x85\u0301\u0323\u0488\u034f\u200d\ufe0f\u200b\u00ad\u202e\u2066\u2069"
        "\u2028\u2029\ufeff\ufffe\u3164\u1100\u1161\u2000\u00a0\U0001f3f4"
    ),
    max_size=40,
)


def test_ordinary_text_stays_as_it_is():
    text = "Größe, „Anführung“ und \N{PILE OF POO}:\n\n> Zitat\n\n    code\tmit Tab\n\nEnde."
    assert clean_text(text) == text


def test_letters_and_their_accents_are_composed():
    assert clean_text(f"caf{'e' + ACUTE}") == "café"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_line_feed(end):
    assert clean_text(f"eins{end}zwei") == "eins\nzwei"


def test_blank_lines_around_the_text_go_but_an_indent_stays():
    assert clean_text(" \n\t\n    code\n\n \n") == "    code"


@pytest.mark.parametrize(
    "unwanted",
    "\x00\x07\x1b\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a"
    "\ufeff\ufff9\ufdd0\ufffe\uffff\U0001fffe\U0010ffff",
)
def test_characters_without_a_place_in_a_comment_vanish(unwanted):
    assert clean_text(f"a{unwanted}b") == "ab"
    assert clean_line(f"a{unwanted}b") == "ab"


@pytest.mark.parametrize(
    "wanted",
    "\u200e\u200f\u061c"  # marks that right-to-left text needs
    "\u200c\u200d"  # joiners that Persian, Hindi and emoji need
    "\u00ad\u00a0\t",
)
def test_characters_with_a_place_stay(wanted):
    assert clean_text(f"a{wanted}b") == f"a{wanted}b"


def test_a_family_of_emoji_stays_together():
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    assert clean_line(family) == family


def test_a_letter_carries_four_marks_and_no_more():
    marks = "\u0316\u0317\u0318\u0319\u031c\u031d"
    assert clean_text(f"z{marks}z{marks}") == f"z{marks[:4]}z{marks[:4]}"
    assert MAX_COMBINING_MARKS == 4


def test_a_joiner_does_not_make_room_for_more_marks():
    assert clean_text("z" + "\u0316" * 4 + "\u200d" + "\u0316" * 4) == "z" + "\u0316" * 4 + "\u200d"


def test_enclosing_marks_count_as_well():
    assert clean_text("z" + "\u0488" * 9) == "z" + "\u0488" * 4


def test_languages_written_with_many_marks_keep_them():
    for text in ("שָׁלוֹם", "น้ำ", "བོད་སྐད", "हिन्दी", "Việt Nam", "ἄνθρωπος"):
        assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t ", "\u200b\u200d", "\u202e", "\u2800", "\u3164", "\u0301", "\u00ad"]
)
def test_what_nobody_can_see_is_empty(text):
    assert clean_text(text) == ""
    assert clean_line(text) == ""


@pytest.mark.parametrize("text", ["!", "1", "☕", "a\u200b"])
def test_what_somebody_can_see_is_not_empty(text):
    assert clean_text(text) == text


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc80 \ud83d"])
def test_half_a_surrogate_pair_is_refused(text):
    for clean in (clean_text, clean_line):
        with pytest.raises(UnacceptableText):
            clean(text)


def test_a_line_has_single_spaces_and_no_ends():
    assert clean_line("  Ada \u00a0\t von\r\nLovelace\u2003") == "Ada von Lovelace"


@given(TROUBLE)
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)
    assert clean_text(once) == once
    line = clean_line(text)
    assert clean_line(line) == line


@given(TROUBLE)
def test_cleaned_text_is_fit_to_keep(text):
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    controls = {c for c in cleaned if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"}}
    assert controls <= {"\n", "\t"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    marks = 0
    for character in cleaned:
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif unicodedata.category(character) != "Cf":
            marks = 0
        assert marks <= MAX_COMBINING_MARKS


def test_a_legible_file_keeps_its_lines():
    assert legible("a \r\n\n  b\u202e\x00\tc\u2028d\ud800\n") == "a \n\n  b\tc d\ufffd\n"


@given(TROUBLE)
def test_a_cleaned_line_is_one_line(text):
    assert len(clean_line(text).splitlines()) <= 1


@given(st.text())
def test_only_lone_surrogates_are_refused(text):
    clean_text(text)

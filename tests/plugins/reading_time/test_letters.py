from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading_time.letters import Letters, count_letters, legible


def count(text: str) -> Letters:
    return count_letters(legible(text).text)


@pytest.mark.parametrize(
    ("text", "letters", "words"),
    [
        ("", 0, 0),
        ("… – ! \n", 0, 0),
        ("Haus", 4, 1),
        ("Übermütig", 9, 1),
        ("Straße", 6, 1),
        ("STRAẞE", 6, 1),
        ("drei Wörter da", 12, 3),
        ("Keynote-Speaker", 14, 1),
        ("Geht’s? Geht's!", 10, 2),
        ("1.214,5 Zeichen um 07:30", 18, 4),
        ("eins.zwei", 8, 2),
        ("§ 5 Abs. 1", 5, 3),
        ("Donau\u00addampf\u200bschiff", 16, 1),
        ("Auf\u200clage", 7, 1),
        ("a\u0308", 1, 1),
        ("x\u0302\u0323 y", 2, 2),
        ("Zalgo\u0336\u0337\u0338", 5, 1),
        ("snake_case", 9, 2),
        ("½ Ⅳ", 2, 2),
        ("Привет мир", 9, 2),
        ("ﷺ", 1, 1),
    ],
)
def test_letters_and_words_are_counted(text, letters, words):
    assert count(text) == Letters(letters=letters, cjk=0, words=words)


@pytest.mark.parametrize(
    ("text", "letters", "cjk"),
    [
        ("漢字", 2, 2),
        ("漢字、ひらがな。カタカナ", 10, 10),
        ("한국어", 3, 3),
        (unicodedata.normalize("NFD", "한국어"), 3, 3),
        ("〇", 1, 1),
        ("𠮷野家", 3, 3),
        ("der 漢字-Kurs 2x", 11, 2),
        ("ㇰ・", 1, 1),
    ],
)
def test_signs_that_stand_for_syllables_or_words_are_counted_apart(text, letters, cjk):
    counted = count(text)
    assert (counted.letters, counted.cjk) == (letters, cjk)


def test_where_a_script_divides_no_words_each_sign_is_one():
    assert count("漢字を read").words == 4


@pytest.mark.parametrize(
    "emoji",
    [
        "🚀",
        "❤️",
        "☀️",
        "✅",
        "ℹ️",
        "1️⃣",
        "#⃣",
        "🇩🇪",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🏃🏽‍♂️",
        "🏃‍♂",
        "🏳️‍🌈",
        "❤️‍🔥",
        "㊗️",
        "🅰️",
        "\U0001fac8",
    ],
)
def test_an_emoji_is_one_and_no_letter_whatever_it_is_made_of(emoji):
    read = legible(f"auf{emoji}ab")
    assert read.emoji == (emoji,)
    assert count_letters(read.text) == Letters(letters=5, cjk=0, words=2)


@pytest.mark.parametrize(
    "text", ["☀", "✔", "©", "™", "ℹ", "→", "⚡\ufe0e", "1", "#", "*", "★", "†"]
)
def test_a_sign_of_the_text_is_no_emoji(text):
    assert legible(text).emoji == ()


def test_every_emoji_of_a_row_is_found():
    assert legible("🚀🚀 💪🏼🔥1️⃣2️⃣").emoji == ("🚀", "🚀", "💪🏼", "🔥", "1️⃣", "2️⃣")


def test_a_lone_selector_is_nothing():
    assert legible("\ufe0f\u20e3a").emoji == ()
    assert count("\ufe0f\u20e3a").letters == 1


@given(st.text())
def test_composed_and_decomposed_text_count_the_same(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert count(composed) == count(decomposed)
    assert len(legible(composed).emoji) == len(legible(decomposed).emoji)


@given(st.text(), st.text())
def test_two_paragraphs_count_as_much_as_each_of_them(one, other):
    both, first, second = count(f"{one}\n\n{other}"), count(one), count(other)
    assert both.letters == first.letters + second.letters
    assert both.words == first.words + second.words


@given(st.text())
def test_letters_are_what_unicode_calls_letters_and_numbers(text):
    counted = count(text)
    spelled = legible(text).text
    assert counted.letters == sum(unicodedata.category(sign)[0] in "LN" for sign in spelled)
    assert counted.cjk <= counted.letters
    assert counted.words <= counted.letters


_european = st.text(st.characters(max_codepoint=0x10FF))


@given(_european, st.sampled_from("\u0301\u0308\u00ad\u200b\u2060\u0323"), st.integers(0, 50))
def test_marks_and_signs_of_no_width_never_add_a_letter(text, sign, at):
    where = min(at, len(text))
    assert count(text[:where] + sign + text[where:]).letters <= count(text).letters

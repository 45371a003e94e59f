from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.folding import plain
from plugins.site_search.words import word_counts


def test_words_are_runs_of_letters_and_digits():
    counts = word_counts(plain("Ich, ich und 64 Minuten; „ich_selbst“."))
    assert counts == {"ich": 3, "und": 1, "64": 1, "minuten": 1, "selbst": 1}


def test_hyphens_divide_and_hold_together():
    counts = word_counts(plain("Keynote-Speaker, Keynote‑Speaker - Speaker -und"))
    assert counts == {"keynote": 2, "speaker": 3, "keynotespeaker": 2, "und": 1}


@given(st.text())
def test_nothing_but_letters_and_digits_is_in_a_word(text):
    assert all(word.isalnum() for word in word_counts(plain(text)))

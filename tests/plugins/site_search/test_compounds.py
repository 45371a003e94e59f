from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.compounds import FIRST, LAST, tails

KNOWN = {
    *("rest", "rampe", "ramp", "selbst", "kosten", "kost", "eis", "bad", "liebe", "lieb", "brief"),
    *("sonne", "sonn", "schein", "kino", "eingang", "vermarktung", "alter", "alt", "bereich"),
    *("moderation", "reich"),
}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("resterampe", {"rampe"}),
        ("eisbad", {"bad"}),
        ("liebesbrief", {"brief"}),
        ("sonnenschein", {"schein"}),
        ("kinoeingang", {"eingang"}),
        ("moderationsbereich", {"bereich"}),
        ("vermarktungskosten", {"kosten"}),
        ("selbstvermarktungskosten", {"kosten", "vermarktungskosten"}),
    ],
)
def test_a_compound_of_known_words_comes_apart_between_them(word, expected):
    assert tails(word, KNOWN) == expected


def test_a_part_may_itself_be_a_compound():
    known = KNOWN | {"vermarktungskosten"}
    assert tails("selbstvermarktungskosten", known) == {"vermarktungskosten", "kosten"}


def test_one_known_side_is_enough():
    assert "vermarktung" in tails("selbstvermarktung", {"selbst"})
    assert tails("selbstvermarktung", {"vermarktung"}) == {"vermarktung"}


def test_behind_a_known_front_stands_what_a_word_can_begin_with():
    assert tails("restlngs", {"rest"}) == set()
    assert tails("restlings", {"rest"}) == {"lings"}  # the control


def test_unheard_of_words_come_apart_before_consonants():
    assert "vermarktung" in tails("selbstvermarktung", set())
    found = tails("verwalter", set())
    assert "walter" in found
    assert "alter" not in found


@pytest.mark.parametrize("word", ["bad", "garten", "strzmpfkt", "brdnschlmpf", ""])
def test_short_words_and_such_without_a_vowel_stay_whole(word):
    assert tails(word, set()) == set()


@given(
    st.text(alphabet="aeioubdgklmnrstvw", max_size=24),
    st.sets(st.text(alphabet="aeioubdgklmnrstvw", min_size=3, max_size=8), max_size=30),
)
def test_a_tail_is_an_end_of_the_word(word, known):
    for tail in tails(word, known):
        assert word.endswith(tail)
        assert LAST <= len(tail) <= len(word) - FIRST


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=2, max_size=4))
def test_the_last_of_known_parts_is_always_found(parts):
    assert parts[-1] in tails("".join(parts), KNOWN)

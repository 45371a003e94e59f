import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.share_images.lines import balanced, fit, shortened, wrapped

words = st.text(alphabet="abcü-", min_size=1, max_size=30).filter(lambda word: word.strip("-"))
texts = st.lists(words, max_size=12).map(" ".join)
widths = st.integers(6, 40)


def test_lines_are_as_full_as_they_can_be():
    assert wrapped("eins zwei drei vier", len, 9) == ("eins zwei", "drei vier")
    assert wrapped("eins zwei drei vier", len, 8) == ("eins", "zwei", "drei", "vier")
    assert wrapped("", len, 8) == ()


def test_a_line_may_end_after_a_hyphen():
    assert wrapped("Möchtegern-Keynote-Speaker", len, 12) == ("Möchtegern-", "Keynote-", "Speaker")


def test_a_soft_hyphen_is_seen_only_where_a_line_ends():
    assert wrapped("Büh\u00adnen\u00admensch", len, 7) == ("Bühnen-", "mensch")
    assert wrapped("Büh\u00adnen\u00admensch", len, 20) == ("Bühnenmensch",)


def test_a_word_too_wide_for_a_line_is_cut_and_no_scrap_is_left():
    assert wrapped("Aufmerksamkeit", len, 10) == ("Aufmerksa-", "mkeit")
    assert wrapped("Aufmerksam", len, 9) == ("Aufmerk-", "sam"), "not “Aufmerks-, am”"
    assert wrapped("abc", len, 1) == ("a-", "b-", "c")


def test_balanced_lines_are_no_more_and_more_even():
    text = "Auf der Resterampe der Aufmerksamkeit und"
    assert wrapped(text, len, 37) == ("Auf der Resterampe der Aufmerksamkeit", "und")
    assert balanced(text, len, 37) == ("Auf der Resterampe der", "Aufmerksamkeit und")


def test_a_text_takes_the_largest_size_at_which_it_fits():
    def fitted(text, down=40):
        return fit(text, len, (100, down), (20, 10, 5), 1)

    assert (fitted("eins zwei").size, fitted("eins zwei").lines) == (20, ("eins", "zwei"))
    assert fitted("eins zwei", 30).size == 10
    assert fitted("eins zwei", 30).height == 10


def test_no_word_is_cut_while_a_smaller_size_avoids_it():
    assert fit("Aufmerksamkeit", len, (100, 60), (20, 10, 5), 1).lines == ("Aufmerksamkeit",)
    forced = fit("Aufmerksamkeitsökonomie", len, (100, 60), (20, 10, 5), 1)
    assert (forced.size, forced.lines) == (5, ("Aufmerksamkeitsökon-", "omie"))


def test_what_fits_at_no_size_ends_in_an_ellipsis():
    block = fit("eins zwei drei vier fünf", len, (50, 12), (10, 5), 1)
    assert block.lines == ("eins zwei", "drei vier…")
    assert fit("eins zwei", len, (25, 2), (5,), 1).lines == ("eins…",), "one line always"


def test_a_line_of_its_own_is_shortened():
    assert shortened("eins zwei", len, 9) == "eins zwei"
    assert shortened("eins zwei", len, 6) == "eins…"
    assert shortened("Büh\u00adne", len, 5) == "Bühne"
    assert shortened("eins", len, 0) == "…"


def put_together(lines):
    return "".join(line.rstrip("-") for line in lines).replace(" ", "").replace("-", "")


@given(texts, widths)
def test_no_letter_is_lost_and_no_line_is_too_wide(text, across):
    for lines in (wrapped(text, len, across), balanced(text, len, across)):
        assert all(line and len(line) <= across for line in lines)
        assert put_together(lines) == text.replace(" ", "").replace("-", "")


@given(texts, widths)
def test_balancing_adds_no_line(text, across):
    assert len(balanced(text, len, across)) <= len(wrapped(text, len, across))


@given(texts, st.integers(60, 400), st.integers(1, 100))
def test_what_was_fitted_fits(text, across, down):
    block = fit(text, len, (across, down), (20, 15, 10), 1)
    assert all(len(line) * block.size <= across for line in block.lines)
    assert block.height <= max(down, block.size)


@pytest.mark.parametrize("text", ["a - b", "-", "--x-", "a–b – c"])
def test_stray_hyphens_are_words_like_others(text):
    assert " ".join(wrapped(text, len, 40)) == text

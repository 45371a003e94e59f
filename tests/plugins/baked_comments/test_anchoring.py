"""A passage is found again where it was, however the text around it changed; or it is gone."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comments_api.conversation.passage import CONTEXT, Passage, clean_quotation, passage_of
from comments_api.conversation.text import UnacceptableText
from plugins.baked_comments.anchoring import MOST_EDITED, _distances, find, skeleton

_DRAWN = random.Random(1)  # noqa: S311 the same words in every run
WORDS = ["".join(_DRAWN.sample("aäbcdeéfghiklmnoöprsßtuüz", 6)) for _ in range(600)]


def found(text: str, passage: Passage) -> str | None:
    place = find(skeleton(enumerate(text)), passage)
    return None if place is None else text[place[0] : place[1] + 1]


def chosen(words: list[str], start: int, end: int) -> Passage:
    """What a browser sends when the words from `start` to `end` are selected."""
    before, exact, behind = (
        clean_quotation(" ".join(part)) for part in (words[:start], words[start:end], words[end:])
    )
    passage = passage_of(exact, before[-CONTEXT:], behind[:CONTEXT])
    assert passage is not None
    return passage


@st.composite
def selections(draw: st.DrawFn, least: int = 2) -> tuple[list[str], int, int]:
    words = draw(st.lists(st.sampled_from(WORDS), unique=True, min_size=30, max_size=120))
    start = draw(st.integers(0, len(words) - least))
    return words, start, draw(st.integers(start + least, min(len(words), start + 40)))


@given(selections(least=1))
def test_what_was_chosen_is_found(selection: tuple[list[str], int, int]) -> None:
    words, start, end = selection
    assert found(" ".join(words), chosen(words, start, end)) == " ".join(words[start:end])


@given(selections(), st.data())
def test_edits_elsewhere_do_not_move_it(
    selection: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = selection
    passage = chosen(words, start, end)
    before, inside, behind = words[:start], words[start:end], words[end:]
    for part in (before, behind):
        for _ in range(data.draw(st.integers(0, len(part) // 8))):
            position = data.draw(st.integers(0, max(len(part) - 1, 0)))
            part[position : position + data.draw(st.integers(0, 1))] = data.draw(
                st.lists(st.sampled_from(["neu", "anders", "gestrichen"]), max_size=2)
            )
    assume(len(before) + len(behind) > 8)
    text = " ".join([*before, *inside, *behind])
    place = find(skeleton(enumerate(text)), passage)
    offset = len(" ".join([*before, ""]))
    assert place == (offset, offset + len(" ".join(inside)) - 1)


@given(selections(), st.lists(st.sampled_from(["neu", "anders"]), max_size=30))
def test_what_was_taken_out_is_gone(
    selection: tuple[list[str], int, int], instead: list[str]
) -> None:
    words, start, end = selection
    passage = chosen(words, start, end)
    text = " ".join([*words[:start], *instead, *words[end:]])
    assert found(text, passage) is None


@given(selections(least=5), st.data())
def test_a_few_slips_mended_inside_it_do_not_matter(
    selection: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = selection
    passage = chosen(words, start, end)
    changed = data.draw(st.integers(start, end - 1))
    words[changed] = words[changed][:2] + "x" + words[changed][3:]
    place = find(skeleton(enumerate(" ".join(words))), passage)
    assert place is not None
    offset = len(" ".join([*words[:start], ""]))
    inside = len(" ".join(words[start:end]))
    assert abs(place[0] - offset) <= 1
    assert abs(place[1] - (offset + inside - 1)) <= 1


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_looked_for_in_whatever_a_place_is_one_of_the_text(
    text: str, exact: str, prefix: str, suffix: str
) -> None:
    place = find(skeleton(enumerate(text)), Passage(exact, prefix, suffix))
    assert place is None or 0 <= place[0] <= place[1] < len(text)


@given(st.text("abc", max_size=30), st.text("abc", min_size=1, max_size=9), st.booleans())
def test_distances_are_those_of_the_plain_table(text, pattern, anchored):
    column = list(range(len(pattern) + 1))
    expected = []
    for number, character in enumerate(text, start=1):
        following = [number if anchored else 0]
        for index, other in enumerate(pattern, start=1):
            substituted = column[index - 1] + (character != other)
            following.append(min(substituted, column[index] + 1, following[-1] + 1))
        column = following
        expected.append(column[-1])
    assert list(_distances(text, pattern, anchored=anchored)) == expected


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Er sagte: „Das ist – mit Verlaub – Käse …“", '"Das ist - mit Verlaub - Käse ..."'),
        (
            "die Auf\u00admerk\u00adsam\u00adkeits\u00adöko\u00adno\u00admie",
            "Aufmerksamkeitsökonomie",
        ),
        ("z.\u202fB. 1\u202f400 Wörter", "z. B. 1 400 Wörter"),
        ("Cafe\u0301 und Größe", "CAFÉ UND GRÖSSE"),
        ("eins.\n\nZwei", "eins. Zwei"),
    ],
)
def test_what_typesetting_changes_makes_no_difference(text: str, exact: str) -> None:
    assert found(f"Davor. {text} Danach.", Passage(exact)) is not None
    assert found("Davor. Danach.", Passage(exact)) is None


def test_of_several_places_the_surroundings_choose() -> None:
    text = "Der Hund bellt laut im Hof. Die Katze schläft. Der Hund bellt leise im Traum."
    where = skeleton(enumerate(text))
    assert find(where, Passage("Der Hund", "Katze schläft. ", " bellt leise im")) == (47, 54)
    assert find(where, Passage("Der Hund", "", " bellt laut im Hof.")) == (0, 7)
    assert find(where, Passage("Der Hund")) == (0, 7), "nobody knows better: the first"
    assert find(where, Passage("Der Hund", "ganz anderswo war es", "zu jener Zeit nicht")) is None


def test_a_syllable_taken_out_is_not_found_in_the_next_word() -> None:
    words = "wenn ich es mir recht überlege ist das gar nicht so schlecht wie es klingt"
    passage = Passage("es", "wenn ich ", " mir recht überlege ist das gar nicht so schlecht")
    assert found(words, passage) == "es"
    assert find(skeleton(enumerate(words.replace("ich es mir", "ich mir"))), passage) is None


def test_long_words_are_found_wherever_they_went() -> None:
    exact = "Aufmerksamkeit ist die einzige Währung, die man nicht zählen kann"
    passage = Passage(exact, "das steht hier davor", "und das steht dahinter")
    assert found(f"Ganz woanders: {exact}, sagte er.", passage) == exact
    nearly = exact.replace("die man", "welche man")
    assert found(f"Ganz woanders: {nearly}, sagte er.", passage) == nearly
    half = exact[: int(len(exact) * (1 - MOST_EDITED)) - 8]
    assert found(f"Ganz woanders: {half}.", passage) is None


def test_what_leaves_nothing_to_compare_is_nowhere() -> None:
    assert found("Text", Passage("\u00ad ")) is None
    assert found("", Passage("Text")) is None


def test_quoted_words_are_one_clean_line() -> None:
    assert clean_quotation(" Auf\u00admerk\u00adsam\n\nkeit\u202f! ") == "Aufmerksam keit !"
    with pytest.raises(UnacceptableText):
        clean_quotation("\ud800")
    assert passage_of("", "davor", "danach") is None
    assert passage_of("Wort", "x" * 70, "y" * 70) == Passage("Wort", "x" * 64, "y" * 64)

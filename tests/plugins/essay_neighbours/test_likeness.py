from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from plugins.essay_neighbours.likeness import Likeness, Text


def text(words: str, tags: str = "") -> Text:
    return Text(Counter(words.split()), frozenset(tags.split()))


def most_alike(texts: list[Text], limit: int) -> list[tuple[int, ...]]:
    likeness = Likeness(texts)
    return [likeness.most_alike(position, limit) for position in range(len(texts))]


def test_a_text_alone_is_like_none():
    assert most_alike([], 3) == []
    assert most_alike([text("netz")], 3) == [()]


def test_where_there_are_fewer_others_there_are_fewer():
    assert most_alike([text("netz"), text("haus")], 3) == [(1,), (0,)]


def test_the_likest_text_comes_first():
    texts = [
        text("gladiator netz arena blut"),
        text("treppe holz handwerk stufe"),
        text("gladiator netz dreizack sand"),
        text("buch regal papier staub"),
        text("gladiator holz papier mond"),
    ]
    assert most_alike(texts, 2)[0] == (2, 4)
    assert most_alike(texts, 2)[2] == (0, 4)


def test_what_most_texts_say_says_nothing():
    texts = [
        text(f"und der die {word} {word}") for word in ("netz", "holz", "netz", "glas", "mond")
    ]
    assert most_alike(texts, 1)[0] == (2,)
    assert most_alike(texts, 1)[1] == (4,)  # like none: the latest


def test_a_rare_word_weighs_more_than_a_frequent_one():
    texts = [
        text("selten oft"),
        text("selten x"),
        text("oft y"),
        text("oft z"),
        text("w"),
        text("v"),
    ]
    assert most_alike(texts, 2)[0] == (1, 3)


def test_one_word_in_common_does_not_make_a_long_text_alike():
    texts = [
        text("netz fang wurf"),
        text("netz " + " ".join(f"anderes{n}" for n in range(50))),
        text("netz fang holz"),
        text("glas"),
        text("mond"),
        text("sand"),
    ]
    assert most_alike(texts, 2)[0] == (2, 1)


def test_shared_tags_decide_between_texts_that_are_equally_alike():
    texts = [
        text("netz", "rom arena"),
        text("holz", "rom arena"),
        text("glas", "rom"),
        text("mond", "meer"),
        text("sand"),
    ]
    assert most_alike(texts, 4)[0] == (1, 2, 4, 3)


def test_tags_weigh_less_than_words():
    texts = [
        text("netz arena", "rom"),
        text("netz arena", "meer"),
        text("holz glas", "rom"),
        text("mond sand"),
        text("wind salz"),
    ]
    assert most_alike(texts, 2)[0] == (1, 2)


def test_of_equals_the_later_comes_first():
    assert most_alike([text("")] * 5, 3) == [(4, 3, 2), (4, 3, 2), (4, 3, 1), (4, 2, 1), (3, 2, 1)]


_texts = st.lists(
    st.builds(
        Text,
        st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9)),
        st.frozensets(st.sampled_from("xyz")),
    ),
    max_size=12,
)


@given(_texts, st.integers(0, 4))
def test_no_text_is_like_itself_and_none_is_named_twice(texts, limit):
    for position, alike in enumerate(most_alike(texts, limit)):
        assert position not in alike
        assert len(set(alike)) == len(alike) == min(limit, len(texts) - 1)


@given(_texts)
def test_the_order_of_words_and_tags_means_nothing(texts):
    turned = [
        Text(dict(reversed(list(one.words.items()))), frozenset(sorted(one.tags, reverse=True)))
        for one in texts
    ]
    assert most_alike(turned, 3) == most_alike(texts, 3)

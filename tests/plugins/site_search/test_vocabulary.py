from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.vocabulary import Vocabulary

PIECES = ["rampe", "rest", "reste", "licht", "s", "er", "haus", "amt", "selbst", "bild"]
WORDS = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join))


def test_a_word_is_found_under_its_own_entry_and_under_what_it_ends_with() -> None:
    found = Vocabulary().entries(["resterampe", "reste", "rampe", "rampen"])
    assert found["resterampe"] == ("resteramp", {"ramp"})
    assert found["rampen"] == ("ramp", frozenset())


@given(st.lists(WORDS, min_size=2))
def test_a_vocabulary_that_remembers_says_what_a_new_one_says(builds: list[list[str]]) -> None:
    remembering = Vocabulary()
    for words in builds:
        assert remembering.entries(words) == Vocabulary().entries(words)


def test_words_that_come_and_go_concern_the_words_around_them() -> None:
    vocabulary = Vocabulary()
    alone = vocabulary.entries(["quizshow"])["quizshow"]
    known = vocabulary.entries(["quizshow", "show"])["quizshow"]
    assert alone != known == ("quizshow", {"show"})
    assert vocabulary.entries(["quizshow"])["quizshow"] == alone


def test_after_a_great_change_everything_is_worked_out_anew() -> None:
    vocabulary = Vocabulary()
    vocabulary.entries(["quizshow"])
    many = ["quizshow", "show", *(f"w{number}" for number in range(200))]
    assert vocabulary.entries(many) == Vocabulary().entries(many)

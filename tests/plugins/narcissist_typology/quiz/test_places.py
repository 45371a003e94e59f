from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.quiz.places import Place, Places

TEXT = """title = "eins"

[question.bad]
ask = "eins"
  answers = ["eins", "zwei", "eins"]
[[question.bad.more]]
say = "drei"
[ question . "flur" ]  # ein Kommentar
ask = "zwei"
"""


def test_a_word_is_found_in_its_table_with_line_and_column() -> None:
    places = Places(TEXT)
    assert places.of("", '"eins"') == Place(1, 9)
    assert places.of("question.bad", '"eins"') == Place(4, 7)
    assert places.of("question.flur", '"zwei"') == Place(9, 7)


def test_the_same_word_is_found_again() -> None:
    places = Places(TEXT)
    assert places.of("question.bad", '"eins"', 2) == Place(5, 14)
    assert places.of("question.bad", '"eins"', 3) == Place(5, 30)
    assert places.of("question.bad", '"eins"', 4) == Place(3)


def test_the_tables_within_a_table_belong_to_it() -> None:
    assert Places(TEXT).of("question.bad", "drei") == Place(7, 8)
    assert Places(TEXT).of("question", "zwei") == Place(5, 23)


def test_a_word_that_is_not_there_is_looked_for_at_the_header() -> None:
    assert Places(TEXT).of("question.flur", "drei") == Place(8)
    assert Places(TEXT).of("question.flur") == Place(8)
    assert Places(TEXT).of("nichts", "drei") == Place(1)


def test_a_file_without_tables_is_one() -> None:
    assert Places("a = 1\nb = 2").of("", "b") == Place(2, 1)
    assert Places("").of("", "b") == Place(1)


@given(st.text(), st.text(), st.text(max_size=3))
def test_whatever_is_asked_the_answer_is_a_line_of_the_file(text, table, words) -> None:
    place = Places(text).of(table, words)
    assert 1 <= place.line <= max(1, len(text.splitlines()))
    assert place.column >= 1

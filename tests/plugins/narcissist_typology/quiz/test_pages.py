from dataclasses import replace

import pytest

from plugins.narcissist_typology.quiz.graph import Span
from plugins.narcissist_typology.quiz.pages import pages
from tests.plugins.narcissist_typology.quiz.small_quiz import (
    LAST,
    MIDDLE,
    SOUND,
    TYPES,
    VERDICTS,
    changed,
    read,
)
from tests.plugins.narcissist_typology.tiny_deck import deck


@pytest.fixture
def quiz(tmp_path):
    return read(tmp_path, SOUND)[0]


def test_a_quiz_has_an_entrance_and_a_page_for_each_question_and_type(settings, quiz) -> None:
    made = list(pages(deck(), settings, quiz))
    assert [page.url for page in made] == [
        "tiere/quiz/",
        *(f"tiere/quiz/{key}/" for key in ("eins", "zwei", "drei", "vier", "fuenf")),
        *(f"tiere/quiz/{slug}/" for slug in TYPES),
    ]
    assert {page.template for page in made} == {"quiz_start", "quiz_question", "quiz_result"}


def test_a_question_knows_its_number_and_of_how_many(settings, quiz) -> None:
    made = [page for page in pages(deck(), settings, quiz) if "question" in page.context]
    assert [page.context["number"] for page in made] == [1, 2, 3, 4, 5]
    assert {page.context["total"] for page in made} == {Span(5, 5)}


def test_a_result_has_its_card_and_the_verdict(settings, quiz) -> None:
    result = list(pages(deck(), settings, quiz))[-1].context
    assert result["card"].slug == "ohrwurm"
    assert result["verdict"] == "Sie bleiben."


def test_where_ways_differ_in_length_the_total_is_a_span(settings, tmp_path) -> None:
    text = changed(('"Nein, vier.", next = "fuenf"', '"Nein, vier.", next = "umweg"'))
    text = text.replace(VERDICTS, "") + MIDDLE.format(key="umweg", next="sechs")
    text += LAST.replace("fuenf", "sechs") + VERDICTS
    uneven = read(tmp_path, text)[0]
    assert uneven is not None
    totals = {
        page.context["question"].key: page.context["total"]
        for page in pages(deck(), replace(settings, url=""), uneven)
        if "question" in page.context
    }
    assert totals["eins"] == Span(5, 6)
    assert totals["fuenf"] == Span(5, 5)
    assert totals["umweg"] == totals["sechs"] == Span(6, 6)

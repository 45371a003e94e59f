from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript import parse_manuscript
from plugins.narcissist_typology.citations import Citation, check_citations, citations
from tests.plugins.narcissist_typology.tiny_deck import plain


def found(text):
    return [(each.slug, each.line, each.column) for each in citations(text, "karte")]


def test_a_citation_has_a_line_and_a_column():
    text = "Erste Zeile\n\n[[karte:amsel]]\n\nund [[karte:ohrwurm|den Wurm]] dazu"
    assert found(text) == [("amsel", 3, 1), ("ohrwurm", 5, 5)]


def test_lines_count_from_where_the_text_begins():
    assert list(citations("[[karte:a]]", "karte", 12)) == [Citation("a", 12, 1)]


def test_blanks_around_a_slug_do_not_belong_to_it():
    assert found("[[karte: amsel ]]") == [("amsel", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "`[[karte:x]]`",
        "``ein ` und [[karte:x]]``",
        "```\n[[karte:x]]\n```",
        "~~~ markdown\n[[karte:x]]\n\n[[karte:x]]\n~~~",
        "````\n```\n[[karte:x]]\n````",
        "Absatz:\n\n    [[karte:x]]\n\n    [[karte:x]]",
        "\t[[karte:x]]",
        r"\[[karte:x]]",
        "[[bild:x]]",
        "[[karte:x]",
        "[[karte:x\n]]",
    ],
)
def test_code_and_what_only_looks_like_it_cite_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`Code` und [[karte:x]]",
        "ein ` einzelner [[karte:x]]",
        "```\nCode\n```\n[[karte:x]]",
        "Absatz\n    [[karte:x]]",
        "- Punkt\n\n    [[karte:x]]",
        "1. Punkt\n   mehr\n\n    [[karte:x]]",
        "> [[karte:x]]",
        "[^1]: Fußnote\n\n    [[karte:x]]",
        "Wort\n:   Erklärung\n\n    [[karte:x]]",
    ],
)
def test_beside_code_and_inside_lists_it_is_a_citation(text):
    assert [slug for slug, _line, _column in found(text)] == ["x"]


@given(st.text(alphabet="[]|:`~\\ \n\tkartex-", max_size=200))
def test_no_text_is_too_strange_and_every_place_is_right(text):
    for citation in citations(text, "karte"):
        line = text.split("\n")[citation.line - 1]
        assert line[citation.column - 1 :].startswith("[[karte:")


def faults(text, known=("amsel", "drossel")):
    manuscript = parse_manuscript(Path("essay.md"), text)
    return list(check_citations(manuscript, known, "karte", plain))


ESSAY = "---\ntitle: Essay\nsummary: Über [[karte:{}]]\n---\n\nText [[karte:{}]].\n"


def test_known_cards_may_be_cited():
    assert faults(ESSAY.format("amsel", "drossel")) == []


def test_an_unknown_card_is_found_in_text_and_summary_with_the_nearest_name():
    text, summary = faults(ESSAY.format("amsl", "drosel"))
    assert (text.rule, text.line, text.column) == ("unknown-card", 6, 6)
    assert text.what == "There is no card “drosel”."
    assert text.remedy == "Did you mean “drossel”?"
    assert (summary.line, summary.column) == (3, 15)
    assert summary.remedy == "Did you mean “amsel”?"


def test_without_any_card_the_remedy_is_to_write_one():
    (found, _summary) = faults(ESSAY.format("a", "b"), known=())
    assert found.remedy == "Write the card first; there is none yet."

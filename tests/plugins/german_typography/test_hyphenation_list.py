"""The list of divisions, as authors write it, and ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.german_typography.hyphenation import Division
from plugins.german_typography.hyphenation_list import not_utf_8, read_divisions
from plugins.manuscript import Finding, Severity
from tests.support.project import ROOT

LIST = Path("trennungen.txt")


def read(text: str) -> tuple[list[Division], list[str]]:
    divisions, findings = read_divisions(LIST, text, lambda message: message)
    assert all(finding.severity is Severity.ERROR for finding in findings)
    return list(divisions), [
        f"{finding.path}:{finding.line}:{finding.column} {finding.rule}" for finding in findings
    ]


@pytest.mark.parametrize(
    ("line", "word", "place"),
    [
        ("Spiegel|kabinett", "Spiegelkabinett", 7),
        ("Selbst-vermarktung", "Selbstvermarktung", 6),
        ("Selbst\u00advermarktung", "Selbstvermarktung", 6),
        ("  Schaum|anteil  # nicht: Schauman-teil", "Schaumanteil", 6),
        ("LinkedIn", "LinkedIn", 0),
        ("Ra\u0308t|sel", "Rätsel", 3),
    ],
)
def test_a_line_is_a_word_with_at_most_one_mark(line: str, word: str, place: int) -> None:
    assert read(line) == ([Division(word, place)], [])


def test_comments_and_empty_lines_are_nothing() -> None:
    assert read("# Trennliste\n\n   \n\t# noch etwas\n") == ([], [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("zwei Wörter", "trennungen.txt:1:1 bad-division"),
        ("\n  A|bend", "trennungen.txt:2:3 bad-division"),
        ("|Abend", "trennungen.txt:1:1 bad-division"),
        ("Abend-", "trennungen.txt:1:1 bad-division"),
        ("Ab||end", "trennungen.txt:1:1 bad-division"),
        ("Web|2", "trennungen.txt:1:1 bad-division"),
        ("Auf|merk|sam", "trennungen.txt:1:1 too-many-divisions"),
        ("Abend\nAB|END", "trennungen.txt:2:1 duplicate-division"),
    ],
)
def test_a_bad_line_is_told_with_its_place(text: str, fault: str) -> None:
    _divisions, faults = read(text)
    assert faults == [fault]


def test_a_finding_says_what_to_do() -> None:
    _divisions, (finding,) = read_divisions(LIST, "Auf|merk|sam", lambda message: message)
    assert finding.what == "“Auf|merk|sam” has more than one place to divide it."
    assert finding.remedy
    assert finding.why


def test_another_encoding_is_told() -> None:
    error = UnicodeDecodeError("utf-8", b"\xe4", 0, 1, "invalid")
    finding = not_utf_8(LIST, error, lambda message: message)
    assert isinstance(finding, Finding)
    assert (finding.line, finding.rule) == (1, "not-utf-8")
    assert "byte 0" in finding.what


def test_our_own_list_has_no_fault_and_divides_real_compounds() -> None:
    text = (ROOT / "content" / "trennungen.txt").read_text(encoding="utf-8")
    divisions, faults = read(text)
    assert faults == []
    assert len(divisions) >= 30
    for division in divisions:  # as the style sheet asks: hyphenate-limit-chars
        assert division.place == 0 or division.place >= 2
        assert len(division.word) - division.place >= 3, division
    places = {division.word: division.place for division in divisions}
    assert places["Spiegelkabinett"] == len("Spiegel")
    assert places["Urinstinkt"] == len("Ur")
    assert places["LinkedIn"] == 0

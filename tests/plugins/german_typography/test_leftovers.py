"""Marks that nobody can tell apart are told, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.german_typography.leftovers import left_over
from plugins.manuscript import parse_manuscript


def places(body: str, lang: str = "de") -> list[tuple[int, int]]:
    manuscript = parse_manuscript(Path("a.md"), f"---\ntitle: A\nlang: {lang}\n---\n{body}")
    return [(one.line, one.column) for one in left_over(manuscript, "de", str)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('Ein " Wort', [(5, 5)]),
        ("Text\n\n*Ein* ' Wort `\"`", [(7, 7)]),
        ('- a\n- " b', [(6, 3)]),
    ],
)
def test_what_stays_straight_is_told_at_its_place(body: str, expected: list) -> None:
    assert places(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        'Er sagt "ja" und \'nein\', geht\'s, "*kursiv*" und <i title="a">"x"</i>.',
        'Ein Bildschirm mit 24" und 6\'2" Länge.',
        '`"a" " b`, [Wort](/a "Titel"), https://a.example/?b="c"',
        'Ein "Zitat\n\nüber zwei" Absätze.',
        "ohne",
    ],
)
def test_what_is_set_or_meant_or_code_is_not(body: str) -> None:
    assert places(body) == []


def test_other_languages_are_their_authors_business() -> None:
    assert places('Un " mot', "fr") == []
    assert places('A " word', "en-GB") == [(5, 3)]

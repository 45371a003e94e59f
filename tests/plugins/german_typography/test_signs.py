"""Dashes and ellipses."""

from __future__ import annotations

import pytest

from plugins.german_typography.typesetting import set_html, set_text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ja - nein -- ja --- nein", "Ja – nein – ja – nein"),
        ("Ja -\nnein", "Ja –\nnein"),
        ('"-- Nein --"', "„– Nein –“"),
        ('"Ich--", sagte er', "„Ich–“, sagte er"),
        ("Ja --, nein", "Ja –, nein"),
        ("-- Der Verfasser", "– Der Verfasser"),
        ("1564--1616, Köln--Kalk", "1564–1616, Köln–Kalk"),
        ("schon – gut", "schon – gut"),
    ],
)
def test_german_dashes(typed: str, expected: str) -> None:
    assert set_text(typed, "de") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yes - no -- yes --- no", "yes – no – yes – no"),
        ("yes--no---yes", "yes – no – yes"),
        ("1564--1616", "1564–1616"),
        ("yes—no", "yes—no"),
    ],
)
def test_english_dashes_have_spaces_as_the_house_style_is(typed: str, expected: str) -> None:
    assert set_text(typed, "en") == expected


@pytest.mark.parametrize(
    "typed",
    [
        "Vor- und Nachteile, Ein-Mann-Betrieb",
        "von -5 auf 5",
        "make --all und -x",
        "----",
        "Ja ---- nein",
        "-",
        "--",
        "- allein",
    ],
)
def test_hyphens_options_and_lines_stay(typed: str) -> None:
    assert set_text(typed, "de") == typed


def test_a_cell_that_holds_a_hyphen_keeps_it() -> None:
    assert set_html("<td>-</td><td>--</td>", "de") == "<td>-</td><td>--</td>"
    assert set_html("<td>a</td><td> - b</td>", "de") == "<td>a</td><td> - b</td>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ja ...", "Ja …"),
        ("[...]", "[…]"),
        ("a...b", "a…b"),
        ("....", "...."),
        ("..", ".."),
        (".../pfad und ../..", ".../pfad und ../.."),
        ("C:\\...", "C:\\..."),
    ],
)
def test_three_dots_are_one_sign(typed: str, expected: str) -> None:
    for lang in ("de", "en"):
        assert set_text(typed, lang) == expected


def test_dots_in_two_elements_stay_where_they_are() -> None:
    assert set_html("<p>Ja.<em>..</em></p>", "de") == "<p>Ja.<em>..</em></p>"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("mistaken", ["‘", "´", "`", "'"])
def test_whatever_stands_between_letters_is_an_apostrophe(mistaken: str, lang: str) -> None:
    assert set_text(f"geht{mistaken}s, O{mistaken}Neill", lang) == "geht’s, O’Neill"


def test_a_mark_that_closes_or_stands_in_code_is_left() -> None:
    assert set_text("‚Wie geht‘s?‘ – ‚gut‘", "de") == "‚Wie geht’s?‘ – ‚gut‘"
    assert set_html("<code>a‘b a`b</code> 5´4", "de") == "<code>a‘b a`b</code> 5´4"

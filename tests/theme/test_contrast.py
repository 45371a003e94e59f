"""WCAG 2.2, 1.4.3 and 1.4.11, for every pair of colours that meet, read from the style sheets."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "theme" / "static" / "css"
TOKENS = SHEETS / "tokens.css"
DESK = ROOT / "comments_api" / "web" / "static" / "moderation.css"
SURFACES = ("paper", "paper-raised", "ticket", "card")
TEXTS = ("ink", "ink-soft", "accent", "second")
SCHEMES = {"light": 0, "dark": 1}

_PAIR = re.compile(r"--([a-z-]+): light-dark\(\s*(#[0-9a-f]+),\s*(#[0-9a-f]+)\s*\);")


def colours(css: str) -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in _PAIR.findall(css)}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def usual_and_more(sheet: Path) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    usual, more = sheet.read_text("utf-8").split("@media (prefers-contrast: more)")
    return colours(usual), colours(more)


USUAL, MORE = usual_and_more(TOKENS)


def test_the_measure_itself() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_that_is_judged_is_there() -> None:
    assert {*SURFACES, *TEXTS, "field-line"} <= USUAL.keys()
    assert {*SURFACES, *TEXTS, "field-line"} <= MORE.keys()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "surface"), [*product(TEXTS, SURFACES)])
def test_text_can_be_read(text: str, surface: str, scheme: str) -> None:
    side = SCHEMES[scheme]
    assert contrast(USUAL[text][side], USUAL[surface][side]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "surface"), [*product(TEXTS, SURFACES)])
def test_who_asks_for_more_contrast_gets_it(text: str, surface: str, scheme: str) -> None:
    side = SCHEMES[scheme]
    assert contrast(MORE[text][side], MORE[surface][side]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("surface", SURFACES)
def test_the_edges_of_fields_can_be_seen(surface: str, scheme: str) -> None:
    side = SCHEMES[scheme]
    assert contrast(USUAL["field-line"][side], USUAL[surface][side]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["ink", "accent"])
def test_a_button_and_a_selection_can_be_read(ground: str, scheme: str) -> None:
    side = SCHEMES[scheme]
    assert contrast(USUAL["paper"][side], USUAL[ground][side]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_desk_can_be_read(scheme: str) -> None:
    usual, more = usual_and_more(DESK)
    side = SCHEMES[scheme]
    for surface in ("paper", "raised"):
        ground = usual[surface][side]
        assert contrast(usual["field"][side], ground) >= 3
        for text in ("ink", "soft", "accent", "second"):
            assert contrast(usual[text][side], ground) >= 4.5
            assert contrast(more[text][side], more[surface][side]) >= 7


_LITERAL = re.compile(
    r"(?:^|[ -])(?:color|background|border|outline|fill)[a-z-]*:[^;{}]*#(?!0000\b)"
)
_FALLBACK = re.compile(r"var\(--[a-z-]+, #[0-9a-f]+\)")
_OWN_LIGHT = {"tokens.css", "print.css", "print_sheet.css"}  # paper is white at any hour


def test_no_sheet_has_a_colour_that_is_not_judged_here() -> None:
    seen = 0
    for sheet in [*SHEETS.rglob("*.css"), DESK]:
        for line in sheet.read_text("utf-8").splitlines():
            seen += "color:" in line
            if sheet.name not in _OWN_LIGHT and not line.lstrip().startswith("--"):
                assert not _LITERAL.search(_FALLBACK.sub("", line)), f"{sheet.name}: {line}"
    assert seen > 50, "the control: there are colours"
    assert _LITERAL.search("  color: #123456;")


def test_the_bar_of_the_browser_has_the_papers_colours() -> None:
    base = (ROOT / "theme" / "templates" / "base.html").read_text("utf-8")
    named = re.findall(r'name="theme-color" content="(#[0-9a-f]+)"', base)
    assert tuple(named) == USUAL["paper"]

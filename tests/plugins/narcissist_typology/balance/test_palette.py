from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.narcissist_typology.balance.palette import (
    DAY,
    NIGHT,
    STEPS,
    contrast,
    step,
    text_on,
    tint,
)

TOKENS = Path(__file__).resolve().parents[4] / "theme" / "static" / "css" / "tokens.css"


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
def test_every_text_can_be_read_on_every_colour(theme):
    assert contrast(theme.ink, theme.paper) >= 7
    assert contrast(theme.soft, theme.paper) >= 4.5
    for end in (theme.good, theme.bad):
        colours = [tint(theme, end, at) for at in range(STEPS + 1)]
        assert (colours[0], colours[-1]) == (theme.paper, end)
        assert all(contrast(text_on(colour), colour) >= 4.5 for colour in colours)


def test_a_share_has_its_step():
    assert [step(share) for share in (-0.2, 0, 0.04, 0.06, 0.5, 1, 1.7)] == [0, 0, 0, 1, 5, 10, 10]


def test_the_colours_are_those_of_the_theme():
    tokens, _more_contrast = TOKENS.read_text(encoding="utf-8").split("@media", 1)
    pairs = {
        name: (day, night)
        for name, day, night in re.findall(
            r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", tokens
        )
    }
    for ours, theirs in {
        "paper": "paper",
        "ink": "ink",
        "soft": "ink-soft",
        "line": "field-line",
        "good": "second",
        "bad": "accent",
    }.items():
        assert (getattr(DAY, ours), getattr(NIGHT, ours)) == pairs[theirs], theirs

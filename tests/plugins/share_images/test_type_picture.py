import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.share_images.paint import DAY, GLASS, LEFT, RIGHT
from plugins.share_images.type_picture import Type, Value, draw_type
from tests.plugins.share_images.drawing import SVG, by_day, parsed, words

SITE = "Spiegelkabinett"
PORTRAIT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 600" width="240" height="300" '
    'color="var(--portrait-ink,#1b1a1f)"><path fill="var(--portrait-face,#fbf6ea)" d="M0 0h9v9z"/>'
    '<svg width="1" height="2"/></svg>'
)
TYPE = Type(
    code="E1",
    family="Die Menschenfischer",
    name="Der Retiarius",
    motto="„Netzwerk heißt, dass einer drinhängt“",
    values=(Value("Reichweite", 88, 0.88), Value("Kritikfähigkeit ↓", 50, 0.5)),
    portrait=PORTRAIT,
)


def said(shown, faces):
    return [line.text for line in by_day(draw_type(shown, SITE, faces), faces)]


def test_it_says_what_the_front_of_the_card_says_first(faces):
    assert said(TYPE, faces) == [
        "E1",
        "Die Menschenfischer",
        "Der Retiarius",
        "„Netzwerk heißt, dass einer drinhängt“",
        "Reichweite",
        "88",
        "Kritikfähigkeit ↓",
        "50",
        SITE,
    ]


def test_bars_are_as_long_as_their_share(faces):
    bars = [
        (float(rect.get("width")), rect.get("fill"))
        for rect in parsed(draw_type(TYPE, SITE, faces)).iter(f"{SVG}rect")
        if rect.get("height") == "14"
    ]
    whole = bars[0][0]
    assert bars == [
        (whole, DAY.track),
        (round(whole * 0.88, 2), DAY.second),
        (whole, DAY.track),
        (round(whole * 0.5, 2), DAY.accent),
    ]


def test_the_portrait_is_large_and_stands_before_the_mirror_in_its_own_colours(faces):
    svg = draw_type(TYPE, SITE, faces)
    assert "var(" not in svg
    assert svg.count('fill="#fbf6ea"') == 2, "once as it is, once as the mirror shows it"
    portraits = [
        element
        for element in parsed(svg).iter(f"{SVG}g")
        if (element.get("transform") or "").startswith("translate")
    ]
    assert len(portraits) == 2
    for portrait in portraits:
        left, top, scale = map(float, re.findall(r"[\d.]+", portrait.get("transform")))
        assert (480 * scale, 600 * scale) == pytest.approx((400, 500), abs=0.01)
        assert 0 <= top + 500 - GLASS < 20
        assert left < LEFT
        assert portrait.get("color") == "#1b1a1f"
        assert portrait[1].get("width") == "1", "only its own size changes"


def test_what_is_no_portrait_is_named(faces):
    with pytest.raises(ValueError, match="not a portrait: <p>"):
        draw_type(replace(TYPE, portrait="<p>"), SITE, faces)


def test_the_name_of_the_site_is_seen_in_the_mirror(faces):
    mirrored = [line.text for line in words(draw_type(TYPE, SITE, faces), faces) if line.mirrored]
    assert mirrored == [SITE]


def test_a_type_without_values_is_no_fault(faces):
    assert said(replace(TYPE, values=()), faces)[-2:] == [TYPE.motto, SITE]


prose = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


@given(name=prose, motto=prose, family=prose)
def test_whatever_a_card_says_stays_inside_and_above_its_values(faces, name, motto, family):
    shown = replace(TYPE, name=name, motto=motto, family=family)
    lines = by_day(draw_type(shown, SITE, faces), faces)
    values = next(line.y for line in lines if line.text == "Reichweite")
    for line in lines:
        assert line.left > 500
        assert line.right <= RIGHT + 1
        assert 50 < line.y < GLASS
        if line.size > 28 and line.text != SITE:
            assert line.y < values - 20

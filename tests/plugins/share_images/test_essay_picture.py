from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.share_images.essay_picture import Essay, Fact, draw_essay
from plugins.share_images.paint import DAY, GLASS, LEFT, RIGHT
from plugins.share_images.typeface import EMPTY_MIRROR
from tests.plugins.share_images.drawing import SVG, by_day, parsed, words

SITE = "Spiegelkabinett"
TICKET = GLASS - 112
ESSAY = Essay(
    title="Sichtbar sein oder nicht sein",
    subtitle="Ein Treppenbauer fährt zum Kongress",
    section="Marktgeschrei",
    byline="Von Leopold Amalgam",
    number_label="Nr.",
    number="2",
    facts=(Fact("Lesezeit", "3–7 Minuten"), Fact("Schaumanteil", "2,3 %")),
)
LONG = "Warum ich heute um 4:17 Uhr aufgestanden bin und was mich das über Führung gelehrt hat"


def said(essay, faces, site=SITE):
    return [line.text for line in by_day(draw_essay(essay, site, faces), faces)]


def title_lines(essay, faces):
    """The lines of the title: large, in ink, and above the ticket."""
    lines = by_day(draw_essay(essay, SITE, faces), faces)
    return [line for line in lines if line.size >= 56 and line.paint == DAY.ink and line.y < TICKET]


def test_it_says_what_the_essay_is_and_who_wrote_it(faces):
    assert said(ESSAY, faces) == [
        "MARKTGESCHREI",
        "Von Leopold Amalgam",
        "Sichtbar sein",
        "oder nicht sein",
        "Ein Treppenbauer fährt zum Kongress",
        SITE,
        "2",
        "3–7 Minuten",
        "2,3 %",
        "NR.",
        "Lesezeit",
        "Schaumanteil",
    ]


def test_name_and_ticket_stand_on_the_mirror_and_are_seen_in_it(faces):
    lines = words(draw_essay(ESSAY, SITE, faces), faces)
    day = {line.text: line for line in lines if not line.mirrored}
    mirror = {line.text: line for line in lines if line.mirrored}
    assert set(mirror) == {SITE, "2", "3–7 Minuten", "2,3 %"}
    for text, line in mirror.items():
        assert (line.y, line.size) == (day[text].y, day[text].size)
        assert line.paint.startswith("url(#"), "it fades"


def test_without_facts_there_is_no_ticket(faces):
    bare = replace(ESSAY, facts=())
    assert said(bare, faces)[-1] == SITE
    assert DAY.ticket not in draw_essay(bare, SITE, faces).partition("</linearGradient><rect")[2]
    assert DAY.ticket in draw_essay(ESSAY, SITE, faces).partition("</linearGradient><rect")[2]


def test_without_a_subtitle_the_title_gets_its_room(faces):
    with_one = title_lines(replace(ESSAY, title=LONG), faces)
    without = title_lines(replace(ESSAY, title=LONG, subtitle=""), faces)
    assert without[0].size > with_one[0].size
    assert ESSAY.subtitle not in said(replace(ESSAY, subtitle=""), faces)


def test_a_short_title_is_large_and_stands_in_the_middle(faces):
    (line,) = title_lines(replace(ESSAY, title="Ich", subtitle=""), faces)
    assert line.size == 112
    assert 250 < line.y < 350


def test_a_long_title_is_broken_into_even_lines_and_set_smaller(faces):
    lines = title_lines(replace(ESSAY, title=LONG, subtitle=""), faces)
    assert " ".join(line.text for line in lines) == LONG
    assert len(lines) > 2
    assert min(line.right for line in lines) > 0.6 * max(line.right for line in lines)


def test_a_word_wider_than_the_picture_is_cut_with_a_hyphen(faces):
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"
    first, second = title_lines(replace(ESSAY, title=word), faces)
    assert first.text.endswith("-")
    assert first.text[:-1] + second.text == word


def test_soft_hyphens_say_where_to_cut_and_are_not_seen(faces):
    word = "Aufmerksamkeits\u00adökonomie\u00adbeschleunigungs\u00adgrundverordnung"
    lines = [line.text for line in title_lines(replace(ESSAY, title=word), faces)]
    assert "".join(line.removesuffix("-") for line in lines) == word.replace("\u00ad", "")
    parts = word.split("\u00ad")
    assert all(any(line.removesuffix("-").endswith(part) for part in parts) for line in lines)


def test_an_emoji_is_an_empty_mirror(faces):
    assert said(replace(ESSAY, title="Wachstum 🚀🔥"), faces)[2] == f"Wachstum {EMPTY_MIRROR}"
    assert said(replace(ESSAY, title="🎉"), faces)[2] == EMPTY_MIRROR


def test_a_large_number_stays_on_its_stub(faces):
    lines = by_day(draw_essay(replace(ESSAY, number="1284"), SITE, faces), faces)
    number = next(line for line in lines if line.text == "1284")
    label = next(line for line in lines if line.text == "NR.")
    assert number.right - number.left <= 92
    assert (number.left + number.right) == pytest.approx(label.left + label.right)


def test_a_long_name_of_the_site_leaves_room_for_the_ticket(faces):
    svg = draw_essay(ESSAY, "Das Große Spiegelkabinett zu Wanne-Eickel", faces)
    lines = by_day(svg, faces)
    name = next(line for line in lines if line.text.startswith("Das Große"))
    assert name.right < min(line.left for line in lines if line.text == "NR.")


def test_a_long_section_and_a_long_byline_do_not_meet(faces):
    essay = replace(ESSAY, section="Vermischtes " * 9, byline="Von Adelheid " * 9)
    section, byline = by_day(draw_essay(essay, SITE, faces), faces)[:2]
    assert section.right < byline.left
    assert section.text.endswith("…")
    assert byline.text.endswith("…")


def test_what_an_author_writes_is_text_and_never_markup(faces):
    svg = draw_essay(replace(ESSAY, title="<b>&amp;</b>", number="<"), SITE, faces)
    assert "<b>&amp;</b>" in said(replace(ESSAY, title="<b>&amp;</b>"), faces)[2]
    assert not parsed(svg).findall(f".//{SVG}b")


def test_the_same_essay_is_drawn_the_same(faces):
    assert draw_essay(ESSAY, SITE, faces) == draw_essay(replace(ESSAY), SITE, faces)


prose = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)


@given(title=prose, subtitle=prose, section=prose, byline=prose)
def test_whatever_an_author_writes_stays_inside_and_above_the_ticket(
    faces, title, subtitle, section, byline
):
    essay = replace(ESSAY, title=title, subtitle=subtitle, section=section, byline=byline)
    lines = by_day(draw_essay(essay, SITE, faces), faces)
    for line in lines:
        assert line.left >= LEFT - 5
        assert line.right <= RIGHT + 1
        assert 50 < line.y < GLASS
    for line in title_lines(essay, faces):
        assert line.y < TICKET

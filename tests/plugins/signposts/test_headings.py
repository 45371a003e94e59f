from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plugins.signposts.headings import Entry, table_of_contents, with_anchors

TEXT = (
    '<h2 id="a">Erster <em>Teil</em></h2><p>…</p><h3 id="b">Unter&shy;teil</h3>'
    '<h2 class="x" id="c">Zweiter<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    "</h2><h2>Ohne Adresse</h2><h4 id='d'>Klein</h4>"
)


def test_the_contents_are_the_headings_with_their_parts() -> None:
    assert table_of_contents(TEXT.replace("&shy;", "\u00ad")) == (
        Entry("a", "Erster Teil", (Entry("b", "Unterteil"),)),
        Entry("c", "Zweiter"),
    )


def test_a_part_without_a_whole_stands_by_itself() -> None:
    assert table_of_contents('<h3 id="a">A</h3>') == (Entry("a", "A"),)
    assert table_of_contents("<p>Nichts.</p>") == ()


def test_a_heading_is_a_link_to_itself() -> None:
    assert with_anchors('<h2 id="a">Erster <em>Teil</em></h2>') == (
        '<h2 id="a"><a class="anchor" href="#a">Erster <em>Teil</em></a></h2>'
    )


def test_a_note_in_a_heading_stays_beside_the_link() -> None:
    assert '<a class="anchor" href="#c">Zweiter</a><sup id="fnref:1"><a' in with_anchors(TEXT)


def test_a_heading_that_is_a_link_already_stays_as_it_is() -> None:
    html = '<h2 id="a"><a href="/b/">Dort</a></h2>'
    assert with_anchors(html) == html


@given(st.text(alphabet='<>/h2 id="a"sup'))
def test_no_word_is_lost_or_added(inside: str) -> None:
    html = f'<h2 id="x">{inside}</h2>'
    changed = with_anchors(html)
    assert re.sub(r'<a class="anchor" href="#x">|</a>', "", changed) == html.replace("</a>", "")

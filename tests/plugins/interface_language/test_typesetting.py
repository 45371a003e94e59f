from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.interface_language.typesetting import (
    with_initial,
    with_numbered_links,
    with_numbered_notes,
    with_ways_back,
)


@pytest.mark.parametrize(
    ("html", "classes", "letter"),
    [
        ("<p>Montag, sieben Uhr.</p>", "initial", "M"),
        ("\n<p>Über alles.</p>", "initial", "Ü"),
        ("<p><em>Wer</em> fragt?</p>", "initial", "W"),
        ('<p><a href="#x"><strong>W</strong></a></p>', "initial", "W"),
        ("<p>„Wer ist da?“</p>", "initial initial--quoted", "„W"),
        ("<p>&bdquo;Wer?&ldquo;</p>", "initial initial--quoted", "„W"),
        ("<p>“Who is there?”</p>", "initial initial--quoted", "“W"),
        ("<p>&quot;Who?&quot;</p>", "initial initial--quoted", "&quot;W"),
        ("<p>…Und dann</p>", "initial initial--quoted", "…U"),
    ],
)
def test_the_first_paragraph_knows_its_first_letter(html: str, classes: str, letter: str) -> None:
    opening = f'<p class="{classes}" data-initial="{letter}">'
    assert with_initial(html) == html.replace("<p>", opening, 1)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p></p>",
        "<p>252 Minuten am Tag.</p>",
        "<p>„252 Minuten“</p>",
        "<p>💪 Stark.</p>",
        "<p>„</p>",
        "<p>…und dann</p>",
        "<p>… Und dann</p>",
        "<p>漢字</p>",
        '<p><img src="x.svg" alt="">Danach</p>',
        "<h2>Erst eine Überschrift</h2><p>Dann Text.</p>",
        "<blockquote><p>Erst ein Zitat.</p></blockquote>",
        '<p class="eigen">Der Autor wollte es anders.</p>',
    ],
)
def test_where_an_initial_would_look_like_a_mistake_there_is_none(html: str) -> None:
    assert with_initial(html) == html


@given(st.text(max_size=200))
def test_an_initial_changes_no_word(text: str) -> None:
    html = f"<p>{text}"
    set_ = with_initial(html)
    assert set_.endswith(text)
    assert re.fullmatch(
        r'<p( class="initial[^"]*" data-initial="[^"<>]+")?>', set_.removesuffix(text)
    )


def mark(name: str, kind: str = "fnref") -> str:
    return f'<sup id="{kind}:{name}"><a class="footnote-ref" href="#fn:{name}">1</a></sup>'


def test_notes_are_numbered_in_the_order_of_their_first_marks() -> None:
    html = mark("welt") + mark("minuten") + mark("welt", "fnref2") + mark("elf")
    numbers = re.findall(r'<sup id="([^"]+)"(?: data-note="(\d+)")?>', with_numbered_notes(html))
    assert numbers == [
        ("fnref:welt", "1"),
        ("fnref:minuten", "2"),
        ("fnref2:welt", ""),
        ("fnref:elf", "3"),
    ]


def test_other_raised_text_is_left_alone() -> None:
    html = '<p>m<sup>2</sup> <sup id="fnref:x">x</sup></p>'
    assert with_numbered_notes(html) == html


def test_links_off_the_site_are_numbered_and_told_apart() -> None:
    html = (
        '<p><a href="https://a.example/?b=1&amp;c=2">eins</a>, <a class="x" href="http://b.example">'
        'zwei</a>, <a title="y" href="https://a.example/?b=1&amp;c=2">wieder eins</a>, '
        '<a href="#fn:1">Note</a>, <a href="/ueber/">hier</a>, '
        '<a href="https://spiegel.example/ueber/">auch hier</a>, '
        '<a href="https://spiegel.example.org/">anderswo</a></p>'
    )
    numbered, addresses = with_numbered_links(html, "https://spiegel.example")
    assert addresses == (
        "https://a.example/?b=1&c=2",
        "http://b.example",
        "https://spiegel.example.org/",
    )
    assert re.findall(r'data-link="(\d)">([^<]+)', numbered) == [
        ("1", "eins"),
        ("2", "zwei"),
        ("1", "wieder eins"),
        ("3", "anderswo"),
    ]
    assert re.sub(r' data-link="\d"', "", numbered) == html


def test_without_an_address_of_its_own_a_site_has_only_relative_links() -> None:
    html = '<p><a href="/ueber/">hier</a></p>'
    assert with_numbered_links(html) == (html, ())


def test_a_way_back_is_told_in_the_language_of_the_page() -> None:
    html = '<a class="footnote-backref" href="#fnref:1" title="12">↩</a><a title="12">x</a>'
    told = with_ways_back(html, 'Zurück zu "{}"')
    assert 'href="#fnref:1" title="Zurück zu &quot;12&quot;">' in told
    assert '<a title="12">x</a>' in told

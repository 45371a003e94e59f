from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plugins.signposts.quotations import with_addresses


def test_a_quotation_is_named_by_its_first_words() -> None:
    assert with_addresses(
        "<blockquote>\n<p>Größe &amp; Ärger sind Geschwister.</p>\n</blockquote>", "L"
    ) == (
        '<blockquote id="zitat-groesse-und-aerger-sind-geschwister">\n'
        "<p>Größe &amp; Ärger sind Geschwister.</p>\n"
        '<p><a class="quotation-link" href="#zitat-groesse-und-aerger-sind-geschwister">L</a></p>'
        "</blockquote>"
    )


def test_a_sentence_set_off_has_an_address_too() -> None:
    assert with_addresses('<p class="x pull">Geld <em>ist</em> das.</p>', "L") == (
        '<p id="zitat-geld-ist-das" class="x pull">Geld <em>ist</em> das.'
        '<a class="quotation-link" href="#zitat-geld-ist-das">L</a></p>'
    )


def test_other_paragraphs_have_none() -> None:
    html = '<p class="pulled">A</p><p>B</p>'
    assert with_addresses(html, "L") == html


def test_two_that_begin_alike_are_told_apart() -> None:
    html = '<p id="zitat-a">x</p>' + '<p class="pull">A</p>' * 2
    assert re.findall(r'id="([^"]+)"', with_addresses(html, "L")) == [
        "zitat-a",
        "zitat-a-2",
        "zitat-a-3",
    ]


def test_an_address_that_the_author_gave_stays() -> None:
    assert 'href="#eigen"' in with_addresses('<p class="pull" id="eigen">A</p>', "L")


def test_a_quotation_without_words_cannot_be_named() -> None:
    html = '<blockquote><p>…</p></blockquote><p class="pull">…</p>'
    assert with_addresses(html, "L") == html


def test_the_label_is_text() -> None:
    assert "&lt;b&gt;" in with_addresses('<p class="pull">A</p>', "<b>")


@given(st.lists(st.text(alphabet="abÄ \u00ad…", max_size=8), max_size=6))
def test_ids_are_never_given_twice(sentences: list[str]) -> None:
    html = "".join(f'<p class="pull">{sentence}</p>' for sentence in sentences)
    ids = re.findall(r'id="([^"]+)"', with_addresses(html, "L"))
    assert len(ids) == len(set(ids))

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript.plain_text import plain_text


def lines(html: str, *, code: bool = True) -> list[str]:
    return list(filter(None, map(str.strip, plain_text(html, code=code).split("\n"))))


def test_blocks_are_lines_and_markup_within_words_leaves_no_gap():
    html = "<h2>Kurs</h2><p>Der <em>Dau</em>men, <a href='/'>Ihr</a><sup>2</sup>.</p><ul><li>a<li>b"
    assert lines(html) == ["Kurs", "Der Daumen, Ihr2.", "a", "b"]


def test_signs_are_composed_and_soft_hyphens_gone():
    assert plain_text("Ma&szlig;&shy;sta\u0308be &amp; mehr") == "Maßstäbe & mehr"


@pytest.mark.parametrize(
    "unread",
    [
        "<script>lang</script>",
        "<style>lang</style>",
        "<svg><title>Torte</title><path/><svg/></svg>",
        '<aside class="card" data-reading="skip"><h3>Karte</h3><aside>tief</aside>weiter</aside>',
        '<sup><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<a class="x footnote-backref" href="#fnref:1">↩</a>',
        '<a class="headerlink" href="#kurs">¶</a>',
    ],
)
def test_what_nobody_reads_is_left_out(unread):
    assert lines(f"<p>vorher</p>{unread}<p>danach</p>") == ["vorher", "danach"]
    assert lines("<p>vorher</p><b class>x</b>") == ["vorher", "x"]  # the control


def test_code_is_read_if_it_is_wanted():
    html = "<p>Das <code>#tag</code>-Zeichen</p><pre><code>leer\n</code></pre>"
    assert lines(html) == ["Das #tag-Zeichen", "leer"]
    assert lines(html, code=False) == ["Das", "-Zeichen"]


@given(st.text())
def test_any_text_is_composed(text):
    assert unicodedata.is_normalized("NFC", plain_text(text))

"""HTML as a row of pieces, well formed or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.german_typography.markup import read_html
from plugins.german_typography.typesetting import set_html


def changed(html: str, lang: str = "de") -> list[str]:
    """The stretches that may be set, each with its language."""
    return [f"{piece.lang}:{piece.raw}" for piece in read_html(html, lang) if not piece.fixed]


@pytest.mark.parametrize(
    "html",
    [
        "<code>{}</code>",
        "<code>a<code>b</code>{}</code>",
        "<pre>{}</pre>",
        "<pre><code>{}</code></pre>",
        "<kbd>{}</kbd>",
        "<samp>{}</samp>",
        "<tt>{}</tt>",
        "<math><mi>{}</mi></math>",
        "<svg><text>{}</text></svg>",
        "<svg><svg/>{}</svg>",
        "<script>{} </b> <!-- </script>",
        "<SCRIPT>{}</script >",
        "<style>{}</style>",
        "<textarea>{}</textarea>",
        "<title>{}</title>",
        "<iframe>{}</iframe>",
        "<template><p>{}</p></template>",
        "<select><option>{}</select>",
        "<plaintext>{}",
        "<script>{}",
        "<script>{}</script",
        "<code>{}",
        "<!-- {} -->",
        "<!-- {}",
        "<!-- {} --!>",
        "<!doctype {}>",
        "<?php {} ?>",
        "</ {}>",
        '<p title="{}">',
        '<p a="\'" title="{}">',
        '<p title = "{}" b>',
        "<p title='>' alt=\"{}\" {}>",
        '<img alt="{}">',
        '<p title="{}',
        "<p {}",
        '<a class="x footnote-ref" href="#">{}</a>',
        '<a class="footnote-backref" href="#">{}</a>',
        '<a class="headerlink" href="#">{}</a>',
    ],
)
def test_what_is_no_running_text_stays(html: str) -> None:
    typed = "'a' -- z.B. 10%..." if '"' in html else "\"a\" -- 'b' z.B. 10%..."
    whole = html.replace("{}", typed)
    assert set_html(whole, "de") == whole


@pytest.mark.parametrize(
    "before",
    [
        "<code>x</code>",
        "<pre>x</pre>",
        "<script>x</b></script>",
        "<svg/>",
        "<svg><g/></svg>",
        "<!---->",
        "<!-->",
        "<!-- a -- b -->",
        "<!doctype html>",
        "</>",
        "a < b & c ",
        "<p title=\"'>'\">",
        "<p title=it's>",
        '<p ="">',
        "</code>",
        '<a class="other" href="#">x</a>',
        "<1>",
        "&unknown ",
    ],
)
def test_running_text_goes_on_behind_it(before: str) -> None:
    assert set_html(f'{before} "a"', "de") == f"{before} „a“"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('a<i lang="en">b</i>c', ["de:a", "en:b", "de:c"]),
        ("a<i LANG=en-GB>b</I>c", ["de:a", "en:b", "de:c"]),
        ('<p title="x lang=fr" lang=en>b</p>c', ["en:b", "de:c"]),
        ('<p lang="en" lang="fr">b', ["en:b"]),
        ('<p lang="">b</p>c', [":b", "de:c"]),
        ('<div lang="en"><p lang="de">a</p>b</div>c', ["de:a", "en:b", "de:c"]),
        # end tags left out, and end tags left over
        ('<p lang="en">a<p>b', ["en:a", "de:b"]),
        ('<p lang="en">a<em>b<p>c', ["en:a", "en:b", "de:c"]),
        ('<p lang="en">a<ul>b</ul>', ["en:a", "de:b"]),
        ('<ul><li lang="en">a<li>b</ul>', ["en:a", "de:b"]),
        ('<ul><li lang="en">a<ul><li>b</ul>c</ul>', ["en:a", "en:b", "en:c"]),
        ('<dl><dt lang="en">a<dd>b</dl>', ["en:a", "de:b"]),
        (
            '<table><tr><td lang="en">a<td>b<tr lang="fr"><td>c<tr><td>d',
            ["en:a", "de:b", "fr:c", "de:d"],
        ),
        ('<i lang="en"><p>a</i>b</p>c', ["en:a", "en:b", "en:c"]),
        ('<i lang="en">a</b>b</i>c', ["en:a", "en:b", "de:c"]),
        ('<br lang="en">a<img lang="en">b', ["de:a", "de:b"]),
        ('<p>a<br lang="en"/>b', ["de:a", "de:b"]),
    ],
)
def test_parts_have_their_own_language(html: str, expected: list[str]) -> None:
    assert changed(html) == expected


def test_parts_marked_so_are_not_hyphenated() -> None:
    html = 'a<b class="x nohyphen">b<i class="y">c</i></b>d'
    assert [piece.hyphens for piece in read_html(html, "de") if not piece.fixed] == [
        True,
        False,
        False,
        True,
    ]


@given(st.text(st.sampled_from("<>&;\"'=/-! abpliscrt#1\n"), max_size=40))
def test_no_byte_is_lost_whatever_the_html(html: str) -> None:
    assert "".join(piece.raw for piece in read_html(html, "de")) == html


@pytest.mark.unmeasured
def test_deep_and_long_html_takes_no_more_than_its_time() -> None:
    unchanged = (
        "<b>",
        "<p>",
        "<b><p>",
        "</b>",
        "<p a='",
        "&a",
        "a@",
        "https://",
        "1.",
        "a-",
        "<!--",
    )
    for part in unchanged:
        assert set_html(part * 20_000, "de") == part * 20_000
    for deep in ("<b>" * 9000 + "<li>" * 9000, "<b>" * 9000 + "</i>" * 9000):
        assert set_html(deep, "de") == deep

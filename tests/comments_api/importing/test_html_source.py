from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comments_api.conversation.markup import to_html
from comments_api.conversation.text import clean_text
from comments_api.importing.html_source import DEEPEST, to_source


@pytest.mark.parametrize(
    ("given_html", "source"),
    [
        ("<p>Eins<br> zwei</p><p>drei</p>", "Eins\nzwei\n\ndrei"),
        ("<strong>stark</strong> und <em>leise</em>", "**stark** und *leise*"),
        ('<a href="https://a.example/">dort</a>', "[dort](https://a.example/)"),
        ('<a href="https://a.example/(x)">dort</a>', "[dort](<https://a.example/(x)>)"),
        ('<a href="https://a.example/?a&copy;=1">x</a>', "[x](https://a.example/?a©=1)"),
        ('<a href="https://a.example/">https://a.example/</a>', "<https://a.example/>"),
        ('<a href="javascript:alert(1)">dort</a>', "dort"),
        ('<a href="https://[kaputt/">dort</a>', "dort"),
        (
            '<a href="https://disq.us/url?url=https%3A%2F%2Fa.example%2Fb%3Ahash&cuid=1">b</a>',
            "[b](https://a.example/b)",
        ),
        ('<code>a_b<a href="https://a.example/">c</a></code>', "`a_bc`"),
        ("<h2>Groß</h2><h3></h3>", "**Groß**"),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
        ('<img src="https://a.example/b.png" alt="Bild">', "[Bild](https://a.example/b.png)"),
        ('<img class="emoji" src="https://s.w.org/x.svg" alt="🙂">', "🙂"),
        ('<iframe src="https://film.example/1"></iframe>', "<https://film.example/1>"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<pre> </pre>x", "x"),
        ("<b>a</b><b>b</b>", "ab"),
        ("<b>Hinweis:</b>hier <i>da</i>.", "Hinweis:hier *da*."),
        ("<b> <i>a</i> b </b>c", " ***a* b** c".strip()),
        ("<b><b>a</b></b>", "**a**"),
        ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<blockquote><p>a</p></blockquote>", "> a"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("x<sup>2</sup> <q>y</q>", "x2 y"),
        ("<dl><dt>Wort</dt><dd>Sinn</dd></dl>", "Wort\n\nSinn"),
        ("<table><tr><td>a<br>b</td></tr></table>", "a b"),
        ("Siehe https://a.example/b_c, ja.", "Siehe <https://a.example/b_c>, ja."),
        ("Siehe https://a@b.example/ nicht.", "Siehe https://a@b.example/ nicht."),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_html_becomes_the_nearest_thing_a_visitor_can_write(given_html: str, source: str) -> None:
    assert to_source(given_html) == source


def test_a_tower_of_elements_is_plain_text() -> None:
    tower = "<div>" * (DEEPEST + 1) + "a *b*" + "</div>" * (DEEPEST + 1)
    assert to_source(tower) == "a \\*b\\*"
    assert to_source("<p>a</p>" * 500 + "<b>c</b>").endswith("**c**"), "many, but not deep"
    assert to_source("<div>" * 2000 + "tief") == "tief"


def seen(markup: str) -> str:
    return " ".join(BeautifulSoup(markup, "html.parser").get_text().split())


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60
) | st.text("abÄ1 .)(-+*_`~<>#[]!\\&;:/|\"'=0", max_size=30)


@example("1. a")
@example("- a")
@example("~~~ a")
@example("a_b_ _c_ __d__")
@example("&#8238; &amp; <b>")
@example("    a")
@settings(max_examples=60)
@given(TEXT)
def test_text_stays_text(text: str) -> None:
    text = clean_text(text)
    source = clean_text(to_source(f"<p>{html.escape(text)}</p>"))
    assert seen(str(to_html(source))) == " ".join(text.split())
    assert "<em>" not in to_html(source)
    assert "<strong>" not in to_html(source)


PIECES = st.recursive(
    st.sampled_from(["Wort", "zwei Wörter", "1. kein Punkt", "a_b", "*", "[x](y)"]).map(
        html.escape
    ),
    lambda inner: (
        st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from(["p", "b", "i", "ul><li", "blockquote", "pre", "code", "h2", "div"]),
            inner,
        )
        | st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(PIECES)
def test_no_word_is_lost_and_no_mark_is_left_over(markup: str) -> None:
    shown = "".join(seen(str(to_html(to_source(markup)))).split())
    assert shown.replace("1.kein", "1kein") == "".join(seen(markup).split()).replace(
        "1.kein", "1kein"
    )

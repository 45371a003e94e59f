# ruff: noqa: E501 a case is a line

from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from pelicanconf import MARKDOWN
from plugins.moving_in.dialect import escaped_line, to_markdown


def markdown(text: str) -> str:
    return to_markdown(BeautifulSoup(text, "html.parser"))


def shown(text: str) -> BeautifulSoup:
    return BeautifulSoup(Markdown(**MARKDOWN).convert(text), "html.parser")


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("<p>a<br> b</p>", "a  \nb"),
        ("<h2>a <b>b</b></h2>", "## a **b**"),
        ("<ul><li>a<ol start='3'><li>b</li><li>c</li></ol></li><li></li></ul>",
         "-   a\n    3.  b\n    4.  c"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "-   a\n\n<!-- -->\n\n1.  b"),
        ("<ol start='x'><li><p>a</p><pre>b\n\nc</pre></li></ol>", "1.  a\n\n        b\n\n        c"),
        ("<blockquote><p>a</p><pre>b</pre></blockquote>", "> a\n>\n>     b"),
        ("<pre>a\n\n\n```\n</pre>", "````\na\n\n\n```\n````"),
        ('<pre class="brush: php; x">a</pre>', "```php\na\n```"),
        ('<pre><code class="language-c++">a</code></pre>', "```c++\na\n```"),
        ('<pre><code lang="css">a</code></pre>', "```css\na\n```"),
        ('<pre class="wp-block-verse">a\n*b*</pre>', "a  \n\\*b\\*"),
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ('<pre class="wp-block-verse">a<br>b</pre>', "a  \nb"),
        ("<table><thead><tr><th>a</th></tr></thead><tbody></tbody><tfoot><tr><td>c</td></tr></tfoot></table>", "| a |\n| --- |\n| c |"),
        ("<pre>\n</pre>a", "a"),
        ("<p>a <a href='https://b.example/(c d)'>e </a>f</p>", "a [e ](https://b.example/%28c%20d%29)f"),
        ("<a href='https://b.example/?a&amp;b'>https://b.example/?a&amp;b</a>", "<https://b.example/?a&b>"),
        ("<a href=''>a</a> <a href='https://b.example/'> </a>", "a"),
        ("<code>a <a href='https://b.example/'>b</a></code>", "`a b`"),
        ("<del>a</del> <s>b</s> H<sub>2</sub>O<sup>3</sup> <q>c</q>",
         '<del>a</del> <del>b</del> H<sub>2</sub>O<sup>3</sup> "c"'),
        ("<p>a <del> </del>b</p>", "a b"),
        ("<dl><dt>a</dt><dd>b</dd><dt></dt></dl>", "**a**\n\nb"),
        ("<details><summary>a</summary><p>b</p></details>", "a\n\nb"),
        ("<table><tr><td>a|b</td><td><table><tr><td>c</td></tr></table></td></tr></table>",
         "|  |  |\n| --- | --- |\n| a\\|b | c |"),
        ("a<wp-note>b <i>c</i></wp-note> d<wp-note> </wp-note> e<wp-note>f</wp-note>",
         "a[^1] d e[^2]\n\n[^1]: b *c*\n[^2]: f"),
        ('<figure><img src="{static}/b.png" alt="[a] *b*" title=\'c "d" <e>\' data-credit="f"></figure>g',
         '![(a) b]({static}/b.png "c &quot;d&quot; &lt;e&gt;"){credit="f"}\n\ng'),
        ('<h2><figure><img src="b" alt="a" title="" data-credit="f"></figure></h2>',
         '## ![a](b){credit="f"}'),
    ],
)  # fmt: skip
def test_each_element_has_its_sign(given_html: str, expected: str) -> None:
    assert markdown(given_html) == expected.replace("[e ]", "[e]").replace("29)f", "29) f")


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co"]), max_size=50
) | st.text("abÄ1 .)(-+*_`~<>#[]!\\&;:/|\"'=0{}^", max_size=30)


@example("1. a")
@example("- a")
@example("+a")
@example("# a")
@example("a *b* _c_ __d__ `e` ~~~ f")
@example("[a](b) ![c](d) [^1] [e]: f <https://a> <b>")
@example("&amp; &lt;b&gt; &#65;")
@example("{: .a} {#b}")
@example("[TOC]")
@example("=== ---")
@example(": a")
@example("> a")
@settings(max_examples=80)
@given(TEXT)
def test_text_stays_text(text: str) -> None:
    words = " ".join(text.split())
    page = shown(markdown(f"<p>{html.escape(words)}</p>"))
    assert " ".join(page.get_text().split()) == words
    assert {element.name for element in page.find_all()} <= {"p"}
    line = shown(f"a {escaped_line(words)}")
    assert " ".join(line.get_text().split()) == f"a {words}".strip()


def test_lists_and_listings_come_back_as_they_were() -> None:
    given_html = "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li><p>c</p><pre>d\n\ne</pre></li></ol>"
    page = shown(markdown(given_html))
    assert page.select_one("ul > li > ul > li") is not None
    listing = page.select_one("ol > li > pre")
    assert listing is not None
    assert listing.get_text().strip() == "d\n\ne"

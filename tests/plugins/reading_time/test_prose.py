from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading_time.prose import BREAK, Prose, read_prose


def read(html: str) -> str:
    """What is read, breaks as plain spaces."""
    return " ".join(read_prose(html).text.split())


def test_running_text_is_read():
    assert read("<p>Ein Satz.</p><p>Noch einer.</p>") == "Ein Satz. Noch einer."


def test_nothing_is_read_in_nothing():
    assert read_prose("") == Prose(text="", text_without_code="", images=0, code_lines=0)


def test_emphasis_inside_a_word_does_not_divide_it():
    assert read("<p>Mehr<em>wert</em></p>") == "Mehrwert"


def test_blocks_and_line_ends_divide_words():
    assert read("<li>eins</li><li>zwei<br>drei</li>") == "eins zwei drei"


def test_blocks_are_divided_by_a_break_that_no_sentence_crosses():
    assert BREAK in read_prose("<p>am Ende</p><p>des Tages</p>").text
    assert BREAK not in read_prose("am Ende <em>des Tages</em>").text


def test_character_references_are_read_as_what_they_stand_for():
    assert read("<p>Gr&ouml;&szlig;e &amp; &#196;rger</p>") == "Größe & Ärger"


@pytest.mark.parametrize(
    "unread",
    [
        "<script>var langer = 'Text';</script>",
        "<style>p { color: red }</style>",
        "<template><p>später</p></template>",
        "<noscript>ohne</noscript>",
        "<div hidden>weg</div>",
        '<div hidden="until-found">weg</div>',
        '<span aria-hidden="true">weg</span>',
        '<span aria-hidden=" TRUE ">weg</span>',
        '<aside class="card card--a" data-reading="skip"><h3>Karte</h3><p>Motto</p></aside>',
        '<nav><a href="#a">Abschnitt</a></nav>',
        '<div class="toc"><ul><li>Abschnitt</li></ul></div>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<a class="footnote-backref" href="#fnref:1">zurück</a>',
        '<a class="headerlink" href="#x">Anker</a>',
        "<video>Fassung für alte Browser</video>",
        "<!-- Anmerkung -->",
    ],
)
def test_what_no_reader_sees_is_not_read(unread):
    assert read(f"<p>Vor</p>{unread}<p>nach</p>") == "Vor nach"


@pytest.mark.parametrize(
    "html",
    [
        '<span aria-hidden="false">doch</span>',
        '<div data-reading="aloud">doch</div>',
        '<p class="footnotes">doch</p>',
        "<details><summary>do</summary>ch</details>",
    ],
)
def test_what_only_looks_like_it_is_read(html):
    assert read(html).replace(" ", "") == "doch"


def test_everything_inside_something_hidden_is_hidden():
    assert read('<div hidden>a <p>b <code>c</code></p><img src="x"></div>d') == "d"
    assert read_prose('<div hidden><img src="x"><svg></svg></div>').images == 0


def test_the_order_of_attributes_means_nothing():
    one = '<p class="a" hidden data-reading="skip" id="b">weg</p>'
    other = '<p id="b" data-reading="skip" hidden class="a">weg</p>'
    assert read_prose(one) == read_prose(other)


def test_of_two_attributes_with_one_name_the_first_counts_as_in_a_browser():
    assert read('<p aria-hidden="false" aria-hidden="true">da</p>') == "da"
    assert read('<p aria-hidden="true" aria-hidden="false">weg</p>') == ""


def test_a_caption_is_read_and_a_text_alternative_is_not():
    prose = read_prose(
        '<figure><img src="a.png" alt="Ein Herr im Rollkragen" title="Titel">'
        "<figcaption>Der Redner <small>Foto: Amalgam</small></figcaption></figure>"
    )
    assert " ".join(prose.text.split()) == "Der Redner Foto: Amalgam"
    assert prose.images == 1


def test_a_drawing_is_one_picture_and_its_lettering_no_text():
    prose = read_prose("<p>a<svg><title>Torte</title><text>40</text><path/></svg>b</p>")
    assert (prose.text.replace(BREAK, " ").split(), prose.images) == (["a", "b"], 1)


def test_a_listing_is_counted_in_lines_that_are_not_blank():
    prose = read_prose("<p>So:</p><pre><code>a = 1\n\n  b = 2\n</code></pre><p>Fertig.</p>")
    assert prose.code_lines == 2
    assert " ".join(prose.text.split()) == "So: Fertig."


def test_preformatted_text_without_code_is_a_poem():
    prose = read_prose("<pre>Rose\nRose</pre>")
    assert (prose.code_lines, prose.text.replace(BREAK, "")) == (0, "Rose\nRose")


def test_an_unfinished_listing_is_still_a_listing():
    prose = read_prose("<pre><code>a\nb")
    assert (prose.code_lines, prose.text.strip(BREAK)) == (2, "")


def test_code_within_a_sentence_is_read_but_is_set_apart():
    prose = read_prose("<p>Das Wort <code>import</code> bleibt.</p>")
    assert "import" in prose.text
    assert "import" not in prose.text_without_code
    assert BREAK in prose.text_without_code.strip(BREAK)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p hidden>weg<p>da", "da"),
        ("<p hidden>weg<h2>da</h2>", "da"),
        ("<p hidden>weg<ul><li>da</ul>", "da"),
        ("<p hidden>weg <span>weg</span> weg</p>da", "da"),
        ("<ul><li hidden>weg<li>da</ul>", "da"),
        ("<ul><li hidden>weg<ul><li>weg</ul>weg<li>da</ul>", "da"),
        ("<dl><dt>a<dd hidden>weg<dt>b</dl>", "a b"),
        ("<table><tr><td hidden>weg<td>da<tr><td>auch</table>", "da auch"),
        ("<table><tbody hidden><tr><td>weg<tbody><tr><td>da</table>", "da"),
        ("<p hidden>weg<table><tr><td>da</table>", "da"),
        ("<table><tr hidden><td>weg</tr><tr><td>da</table>", "da"),
        ("<table hidden><tr><td>weg</table>da", "da"),
        ("<div hidden><table><tr><td>weg</div>weg</table>weg</div>da", "da"),
        ("<span hidden><p>weg</span>weg", ""),
        ("<li>a<ul hidden>weg</li>weg</ul>b", "a b"),
        ("<button hidden><p>weg<p>weg</button>da", "da"),
        ("<div hidden/>weg</div>da", "da"),
        ("<div hidden><p>weg</div>da", "da"),
        ("</p></div>da</span>", "da"),
        ("a<wbr>b<hr>c<img>d", "ab c d"),
        ("<p hidden>weg<img>weg<b>weg</b></p>da", "da"),
    ],
)
def test_tags_left_out_or_left_over_are_understood_as_in_a_browser(html, expected):
    assert read(html) == expected


def test_ten_thousand_nested_blocks_are_read():
    assert read("<div>" * 10_000 + "tief" + "</div>" * 10_000) == "tief"


_words = st.text(alphabet="abäß ", min_size=1, max_size=8)
_tags = st.sampled_from(["p", "div", "ul", "ol", "li", "dl", "dt", "dd", "span", "section"])


@st.composite
def _soup(draw):
    pieces = []
    for _ in range(draw(st.integers(0, 12))):
        tag = draw(_tags)
        pieces.append(
            draw(st.sampled_from([f"<{tag}>", f"<{tag} hidden>", f"</{tag}>"])) + draw(_words)
        )
    return "".join(pieces)


def _as_a_browser(html: str) -> str:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    shown: list[str] = []
    stack = [(tree, False)]
    while stack:
        node, is_tail = stack.pop()
        if is_tail:
            shown.append(node.tail or "")
            continue
        stack.append((node, True))
        if node.get("hidden") is None:
            shown.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return "".join("".join(shown).split())


@given(_soup())
def test_tag_soup_is_read_as_the_html_standard_reads_it(html):
    assert "".join(read_prose(html).text.split()) == _as_a_browser(html)


@given(_soup(), _words)
def test_another_paragraph_never_makes_an_essay_shorter(html, more):
    before, after = read_prose(html), read_prose(f"<p>{more}</p>{html}")
    assert len(after.text.split()) >= len(before.text.split())

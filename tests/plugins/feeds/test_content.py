from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.content import feed_content, feed_text

PAGE = "https://spiegelkabinett.example/blog/essays/eitelkeit/"


@pytest.mark.parametrize(
    ("html", "carried"),
    [
        ('<a href="/blog/ueber/">wir</a>', "https://spiegelkabinett.example/blog/ueber/"),
        ('<a href="../andere/">sie</a>', "https://spiegelkabinett.example/blog/essays/andere/"),
        ('<sup><a href="#fn:1">1</a></sup>', f"{PAGE}#fn:1"),
        ('<img src="/bilder/a.png" alt="">', "https://spiegelkabinett.example/bilder/a.png"),
        ('<a href="https://example.org/?a=1&amp;b=2">dort</a>', "https://example.org/?a=1&amp;b=2"),
        ('<a href="mailto:post@example.org">Post</a>', "mailto:post@example.org"),
        ('<figure><img src="a.png" alt="A"><figcaption>B</figcaption></figure>', "<figcaption>B"),
        ('<span lang="en">spleen</span>', '<span lang="en">spleen</span>'),
    ],
)
def test_text_and_pictures_are_carried_with_absolute_addresses(html: str, carried: str) -> None:
    assert carried in feed_content(html, PAGE)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<form action="/api/"><input name="a"><button>Senden</button></form>',
        '<iframe src="https://example.org/"></iframe>',
        "<svg><title>Gesicht</title><path d='M0 0'/></svg>",
        "<!-- noch nicht fertig -->",
        "<template><p>Vorlage</p></template>",
    ],
)
def test_what_needs_the_site_is_left_out(html: str) -> None:
    assert feed_content(f"<p>vorher</p>{html}<p>nachher</p>", PAGE) == (
        "<p>vorher</p><p>nachher</p>"
    )


def test_what_only_our_style_sheet_and_scripts_read_is_left_out() -> None:
    html = '<p class="initial" id="a" style="color:red" onclick="x()" data-initial="W">Wer</p>'
    assert feed_content(html, PAGE) == "<p>Wer</p>"
    assert feed_content('<a href="javascript:x()">hier</a>', PAGE) == "<a>hier</a>"


def test_a_card_is_a_line_with_its_link() -> None:
    card = (
        '<aside class="card" data-reading="skip"><p><a href="/typologie/retiarius/">Retiarius</a>'
        '</p><dl><dt>Substanz</dt><dd>24</dd></dl><a href="/b/">B</a></aside>'
    )
    assert feed_content(card, PAGE) == (
        '<p><a href="https://spiegelkabinett.example/typologie/retiarius/">Retiarius</a></p>'
    )
    assert feed_content('<aside data-reading="skip">Werbung</aside>', PAGE) == ""


def test_an_aside_that_is_text_stays() -> None:
    assert feed_content("<aside><p>Nebenbei</p></aside>", PAGE) == "<p>Nebenbei</p>"


@given(st.text())
def test_whatever_stands_in_a_text_xml_can_carry_it(text: str) -> None:
    element = ET.Element("a")
    element.text = feed_text(text)
    element.tail = feed_content(text, PAGE)
    ET.fromstring(b"<r>" + ET.tostring(element, encoding="utf-8") + b"</r>")  # noqa: S314 ours


@given(st.text(alphabet="<>/=\"' abhrefsrcipt:#\n"))
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    once = feed_content(html, PAGE)
    assert feed_content(once, PAGE) == once

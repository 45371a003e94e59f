"""Whatever is in a thread, its feed is well-formed and says what the page says."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.comment import EarlierText, PublicComment, Thread
from comments_api.conversation.feed import MOST_ENTRIES, render_site_feed, render_thread_feed
from comments_api.conversation.markup import to_html
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId
from tests.comments_api.conversation.strategies import comment_lists
from tests.comments_api.support import NOON

ORIGIN = "https://spiegelkabinett.example"
THREAD = Thread(ThreadId("eins"), "Eins & zwei", "/essays/eins/", "de-AT", "Leo", open=True)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(feed: str) -> list[ET.Element]:
    return ET.fromstring(feed).findall("a:entry", ATOM)  # noqa: S314 our own


def said(element: ET.Element, name: str) -> str:
    return element.findtext(f"a:{name}", "", ATOM)


@given(comment_lists())
def test_any_thread_is_a_feed_of_the_words_in_its_page(comments: list[PublicComment]) -> None:
    found = entries(render_thread_feed(THREAD, comments, 3, ORIGIN))
    assert len(found) == min(len(comments), MOST_ENTRIES)
    by_id = {f"{ORIGIN}/essays/eins/#kommentar-{one.id}": one for one in comments}
    for entry in found:
        comment = by_id[said(entry, "id")]
        html = str(to_html(comment.source))
        if not comment.passage and html.isprintable():
            assert said(entry, "content") == html


@given(st.text())
def test_no_text_breaks_a_feed(text: str) -> None:
    comment = PublicComment(7, 3, text, None, text, NOON, passage=Passage(text or "x", "", ""))
    [entry] = entries(render_site_feed([(THREAD, comment)], text, "en", ORIGIN))
    assert said(entry, "id") == f"{ORIGIN}/essays/eins/#kommentar-7"


def test_a_passage_is_quoted_and_a_correction_shows_when_it_was_made() -> None:
    corrected = EarlierText("Alt.", NOON + timedelta(hours=1))
    comment = PublicComment(
        7, None, "Ada", None, "Neu.", NOON, earlier=(corrected,), passage=Passage("a < b", "", "")
    )
    [entry] = entries(render_thread_feed(THREAD, [comment], 1, ORIGIN))
    assert said(entry, "content") == "<blockquote>a &lt; b</blockquote>\n<p>Neu.</p>\n"
    assert said(entry, "published") == "2026-09-07T12:00:00+00:00"
    assert said(entry, "updated") == "2026-09-07T13:00:00+00:00"

"""Passages are marked in an essay's HTML, and nothing else of it changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.passage import Passage
from plugins.baked_comments.marking import lost, marked

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)


def remark(number: int, exact: str, prefix: str = "", suffix: str = "") -> PublicComment:
    passage = Passage(exact, prefix, suffix)
    written_at = NOON + timedelta(minutes=number)
    return PublicComment(number, None, "Ada", None, "Text", written_at, passage=passage)


def ways(comments: Sequence[PublicComment]) -> str:
    return f"[{' '.join(str(comment.id) for comment in comments)}]"


def shown(html: str, *comments: PublicComment) -> str:
    """`html` marked, with « » for the marks."""
    text = marked(html, comments, ways)
    return text.replace('<mark class="passage">', "«").replace("</mark>", "»")


@pytest.mark.parametrize(
    ("html", "exact", "expected"),
    [
        ("<p>Eins zwei drei.</p>", "zwei", "<p>Eins «zwei»[1] drei.</p>"),
        ("<p>Eins <em>zwei drei</em>.</p>", "Eins zwei", "<p>«Eins »<em>«zwei»[1] drei</em>.</p>"),
        ("<p>Eins.</p>\n<p>Zwei.</p>", "Eins. Zwei", "<p>«Eins.»</p>\n<p>«Zwei»[1].</p>"),
        ("<p>Mann &amp; Maus</p>", "Mann & Maus", "<p>«Mann &amp; Maus»[1]</p>"),
        ("<p>1 < 2 & 3</p>", "1 < 2 & 3", "<p>«1 < 2 & 3»[1]</p>"),
        ("<p>Das <a href='/'>ganze Wort</a> da</p>", "ganze",
         "<p>Das <a href='/'>«ganze» Wort</a>[1] da</p>"),
        ("<p>Auf\u00admerk</p>", "Aufmerk", "<p>«Auf\u00admerk»[1]</p>"),
        ("<p>Eins<sup><a class='footnote-ref' href='#fn'>1</a></sup> zwei</p>", "Eins zwei",
         "<p>«Eins»<sup><a class='footnote-ref' href='#fn'>1</a></sup>« zwei»[1]</p>"),
        ("<p>a<svg><title>b</title><svg/></svg>c<br>d<!-- e -->f</p>", "acdf",
         "<p>«a»<svg><title>b</title><svg/></svg>«c»<br>«d»<!-- e -->«f»[1]</p>"),
    ],
)  # fmt: skip
def test_a_passage_is_marked_across_whatever_is_in_it(html: str, exact: str, expected: str) -> None:
    assert shown(html, remark(1, exact)) == expected


def test_without_remarks_nothing_changes() -> None:
    html = "<p>Eins</p>"
    plain = PublicComment(1, None, "Ada", None, "Text", NOON)
    assert marked(html, [plain], ways) is html
    assert lost(html, [plain]) == frozenset()


def test_a_passage_that_is_not_there_is_lost_and_leaves_the_text_alone() -> None:
    html = "<p>Eins zwei drei.</p>"
    comments = [remark(1, "zwei"), remark(2, "vierundzwanzig")]
    assert lost(html, comments) == {2}
    assert shown(html, *comments) == "<p>Eins «zwei»[1] drei.</p>"
    assert lost('<p title="zwei">Eins</p><script>zwei</script>', comments) == {1, 2}


def test_several_remarks_on_one_passage_stand_together_in_their_order() -> None:
    html = "<p>Eins zwei drei vier.</p>"
    together = [remark(3, "zwei drei"), remark(1, "zwei drei"), remark(2, "drei vier")]
    assert shown(html, *together) == "<p>Eins «zwei drei vier»[1 2 3].</p>"
    apart = [remark(2, "Eins "), remark(1, "zwei"), remark(4, "drei vier")]
    assert shown(html, *apart) == "<p>«Eins»[2] «zwei»[1] «drei vier»[4].</p>"


texts = st.lists(
    st.sampled_from(
        ["<em>", "</em>", "<a href='#'>", "</a>", "Wort", " ", "&amp;", "\u00ad", "ä", "é"]
    ),
    max_size=30,
)


@given(texts, st.lists(st.text("Wortä &é", min_size=1, max_size=12), max_size=4))
def test_marks_never_change_a_word_or_break_an_element(
    pieces: list[str], quotations: list[str]
) -> None:
    html = str(BeautifulSoup(f"<p>{''.join(pieces)}</p>", "html5lib").body.decode_contents())
    comments = [remark(number, exact) for number, exact in enumerate(quotations, start=1)]

    def links(together: Sequence[PublicComment]) -> str:
        return f'<span class="remarks"><a href="#">{len(together)}</a></span>'

    result = marked(html, comments, links)
    HTMLParser(strict=True).parseFragment(result)
    without = re.sub(r'<span class="remarks">.*?</span>|</?mark[^>]*>', "", result)
    assert without == html
    found = {comment.id for comment in comments} - lost(html, comments)
    assert bool(found) == ("<mark" in result)
    page = BeautifulSoup(result, "html5lib")
    assert sum(int(tag.a.string) for tag in page.select(".remarks")) == len(found)
    assert not page.select("a a, mark mark, mark .remarks")


@given(st.text("<>/&;\"'=! apsvg", max_size=40), st.text(max_size=8))
def test_whatever_the_html_it_is_read_to_its_end(html: str, exact: str) -> None:
    result = marked(html, [remark(1, exact)] if exact else [], lambda _together: "")
    assert re.sub(r'<mark class="passage">|</mark>', "", result) == re.sub(r"</mark>", "", html)

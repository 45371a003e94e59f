from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.classic_html import with_paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("a", "<p>a</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("a<br />\nb<br>", "<p>a<br>\nb</p>"),
        ("a\r\n\r\nb\r\r\n", "<p>a</p>\n<p>b</p>"),
        ("a\n \t\n\nb", "<p>a</p>\n<p>b</p>"),
        ("<p>a</p>\n<p>b\nc</p>", "<p>a</p>\n<p>b<br>\nc</p>"),
        ("a<h2>b</h2>c", "<p>a</p>\n<h2>b</h2>\n<p>c</p>"),
        ("<pre>a\n\nb</pre>c", "<pre>a\n\nb</pre>\n<p>c</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>"),
        ("a <b>b</b>", "<p>a <b>b</b></p>"),
        ("\ue0000\ue001", "<p>0</p>"),
    ],
)
def test_blank_lines_become_paragraphs(text: str, html: str) -> None:
    assert with_paragraphs(text) == html


@given(st.text("ab<>/p \n\r!-=\"'brehulid", max_size=40))
def test_no_letter_of_a_text_without_tags_is_lost(text: str) -> None:
    text = text.replace("<", "").replace(">", "")
    shown = BeautifulSoup(with_paragraphs(text), "html.parser").get_text()
    assert "".join(shown.split()) == "".join(text.split())

"""Markdown is read as it is checked, and an author's notes stay with the author."""

from __future__ import annotations

import pytest
from markdown import Markdown

from plugins.editorial_check.manuscript_markdown import ManuscriptMarkdown


def convert(text: str) -> tuple[str, dict[str, list[str]]]:
    names = ["markdown.extensions.meta", "markdown.extensions.fenced_code"]
    markdown = Markdown(extensions=[*names, ManuscriptMarkdown()])
    return markdown.convert(text), markdown.Meta  # type: ignore[attr-defined]


def test_notes_and_blank_lines_between_the_fields_are_read_by_nobody() -> None:
    html, fields = convert("---\n# Wie heißt er?\ntitle: A\n\ntags: a,\n  b\n---\n\nText")
    assert fields == {"title": ["A"], "tags": ["a, b"]}
    assert html == "<p>Text</p>"


def test_a_text_without_front_matter_keeps_its_first_line() -> None:
    assert convert("Fazit: nichts.") == ("<p>Fazit: nichts.</p>", {})


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A <!-- nein --> B", "<p>A  B</p>"),
        ("A\n\n<!-- check: off a:\nb -->\n\nB", "<p>A</p>\n\n\n<p>B</p>"),
        ("`<!-- ja -->`", "<p><code>&lt;!-- ja --&gt;</code></p>"),
        ("```\n<!-- ja -->\n```", "<pre><code>&lt;!-- ja --&gt;\n</code></pre>"),
        ('<p title="<!-- ja -->">A</p>', '<p title="<!-- ja -->">A</p>'),
        ("<script>\n<!-- ja -->\n</script>", "<script>\n<!-- ja -->\n</script>"),
    ],
)
def test_comments_never_reach_a_reader(text: str, html: str) -> None:
    assert convert(text)[0] == html

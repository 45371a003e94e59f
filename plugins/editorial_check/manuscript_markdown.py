"""Teaches Python-Markdown to read a manuscript as the checks read it.

Front matter goes through the one reader of it, so that what is checked is what counts. An author's
comments are notes to himself: they never reach a reader.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from plugins.manuscript import parse_manuscript

_META_PRIORITY = 27  # that of markdown.extensions.meta, whose place it takes
_AFTER_RAW_HTML = 25  # which is put back at 30
# A comment, or something whose inside only looks like one.
_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>"
    r"|<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)


class ManuscriptMarkdown(Extension):
    """The extension. It comes behind ``markdown.extensions.meta``."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 Python-Markdown calls it so
        """Take the place of the reader of metadata, and drop comments at the end."""
        md.preprocessors.register(_FrontMatter(md), "meta", _META_PRIORITY)
        md.postprocessors.register(_WithoutComments(md), "manuscript_comments", _AFTER_RAW_HTML)


class _FrontMatter(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        manuscript = parse_manuscript(Path(), "\n".join(lines))
        # Pelican looks for the metadata here, as markdown.extensions.meta leaves it.
        self.md.Meta = {key: [field.value] for key, field in manuscript.fields.items()}  # type: ignore[attr-defined]
        return manuscript.body.split("\n")


class _WithoutComments(Postprocessor):
    def run(self, text: str) -> str:
        if "<!--" not in text:
            return text
        return _COMMENT.sub(lambda found: "" if found[0].startswith("<!--") else found[0], text)

"""Where a Markdown text cites cards: ``[[karte:slug]]`` or ``[[karte:slug|other words]]``.

Reads the source, for only there are lines and columns; `card_markup` reads the same signs while
Markdown is converted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import Finding, Manuscript, Severity, Translate
from plugins.manuscript.markdown_text import marked_lines
from plugins.narcissist_typology.deck_rules import unknown_remedy


def citation_pattern(tag: str) -> str:
    """A regular expression with the groups `slug` and, when other words are given, `text`."""
    return rf"\[\[{re.escape(tag)}:(?P<slug>[^\]|\n]*)(?:\|(?P<text>[^\]\n]*))?\]\]"


@dataclass(frozen=True, slots=True)
class Citation:
    """A card cited at a line and column, both from 1."""

    slug: str
    line: int
    column: int


def citations(text: str, tag: str, first_line: int = 1) -> Iterator[Citation]:
    """The citations in a Markdown text, except those in code, in comments, or escaped."""
    pattern = re.compile(r"(?<!\\)" + citation_pattern(tag))
    for number, line in marked_lines(text, first_line):
        for match in pattern.finditer(line):
            yield Citation(match["slug"].strip(), number, match.start() + 1)


def check_citations(
    manuscript: Manuscript, known: Collection[str], tag: str, _: Translate
) -> Iterator[Finding]:
    """A finding for every citation, in a text or its front matter, of a card nobody wrote."""
    cited = [
        *citations(manuscript.body, tag, manuscript.body_line),
        *(
            Citation(citation.slug, field.line, field.column + citation.column - 1)
            for field in manuscript.fields.values()
            for citation in citations(field.value, tag)
        ),
    ]
    for citation in cited:
        if citation.slug not in known:
            yield unknown_card(manuscript.path, citation, known, _)


def unknown_card(path: Path, citation: Citation, known: Collection[str], _: Translate) -> Finding:
    """The finding for a citation of a card nobody wrote."""
    return Finding(
        path,
        citation.line,
        citation.column,
        Severity.ERROR,
        "unknown-card",
        _("There is no card “%(slug)s”.") % {"slug": citation.slug},
        unknown_remedy(citation.slug, known, _),
        _("Nobody would stand behind the link."),
    )

"""Gaps: what somebody still has to fill in, written between ⟨ and ⟩."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.manuscript.front_matter import parse_manuscript
from plugins.manuscript.markdown_text import marked_lines

OPENING = "⟨"
"""Opens a gap, as in ``⟨Name⟩``."""


def gap(text: str) -> str:
    """A gap that says what is to be written in it."""
    return f"{OPENING}{text}⟩"


def gaps(text: str) -> Iterator[tuple[int, str]]:
    """Each line with a gap, and its number counted from 1.

    Notes and code are passed over: the first nobody reads, in the second a gap is spoken of.
    """
    manuscript = parse_manuscript(Path(), text)
    for field in manuscript.fields.values():
        if OPENING in field.value:
            yield field.line, f"{field.key}: {field.value}"
    for number, line in marked_lines(manuscript.body, manuscript.body_line):
        if OPENING in line:
            yield number, line

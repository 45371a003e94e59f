"""Straight marks that stay straight because nobody can tell what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comments_api.conversation.language import primary_subtag
from plugins.german_typography.addresses import addresses
from plugins.german_typography.galley import BOUNDARY, Galley, Piece
from plugins.german_typography.languages import LANGUAGES
from plugins.german_typography.typesetting import edits
from plugins.manuscript import Finding, Manuscript, Severity, Translate
from plugins.manuscript.markdown_text import NOTHING, read_markdown

_STRAIGHT = re.compile(r"[\"']")
_NEW_BLOCK = re.compile(r"\n(?=[ \t]*(?:\n|\Z)|[ \t>]*(?:[-*+]|\d+\.|#+|\|)[ \t])")


def left_over(manuscript: Manuscript, default_lang: str, _: Translate) -> Iterator[Finding]:
    """A hint for every quotation mark in the body that will be printed as it was typed.

    Inches and minutes (``24"``, ``6'2"``) are meant to stay; other languages are their author's.
    """
    lang = primary_subtag(manuscript.value("lang", default_lang))
    if lang not in LANGUAGES or not _STRAIGHT.search(manuscript.body):
        return
    prose = _NEW_BLOCK.sub(BOUNDARY, read_markdown(manuscript.body).prose)
    seen = [offset for offset, sign in enumerate(prose) if sign != NOTHING]
    text = "".join(prose[offset] for offset in seen)
    galley = Galley([Piece(text, text, lang)], addresses(text))
    set_there = {edit.start for edit in edits(galley)}
    for mark in _STRAIGHT.finditer(text):
        position = mark.start()
        measure = text[position - 1 : position].isdigit() and position
        if position in set_there or measure or galley.is_fixed(position, position + 1):
            continue
        line, column = _place(manuscript, seen[position])
        yield Finding(
            manuscript.path,
            line,
            column,
            Severity.HINT,
            "straight-quote",
            _("This mark stays straight: %(mark)s") % {"mark": mark[0]},
            _("Close up the space beside it, or type the mark you mean: „ “ ‚ ‘ ’"),
            _("Between set quotation marks it looks like a mistake."),
        )


def _place(manuscript: Manuscript, offset: int) -> tuple[int, int]:
    before = manuscript.body[:offset]
    return manuscript.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1

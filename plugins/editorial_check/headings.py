"""Headings: one title, no level skipped, none empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Translate
from plugins.manuscript.markdown_text import NOTHING

_TITLE_LEVEL = 1
# Python-Markdown wants no space behind the signs, and takes two lines for a heading when the
# second holds nothing but = or -.
_HEADING = re.compile(
    r"^(?:[ ]{0,3}>(?:[ ]{0,4}>)*[ ]?)?(?P<signs>\#{1,6})(?P<atx>[^\n]*)$"
    r"|(?:\A|(?<=\n\n))(?P<setext>[^\n#>|][^\n]*)\n(?P<line>=+|-+)[ ]*$"
    r"|<h(?P<html>[1-6])\b[^>]*>(?P<inside>[^<\n]*(?:<(?!/h)[^<\n]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = re.compile(r"\{[^}]*\}|<[^>]*>|[#\s]")


class _Heading(NamedTuple):
    offset: int
    level: int
    text: str


def check_headings(text: Text, _: Translate) -> Iterator[Finding]:
    """Hints for skipped levels; errors for a second title and for headings that say nothing."""
    above = _TITLE_LEVEL
    for heading in _headings(text.body.marked):
        if not heading.text:
            yield text.error(
                heading.offset,
                "empty-heading",
                (
                    _("This heading says nothing."),
                    _("Write its words behind the signs, or delete the line."),
                    _("Who has the headings read aloud hears a gap."),
                ),
            )
        if heading.level == _TITLE_LEVEL:
            yield text.error(
                heading.offset,
                "second-title",
                (
                    _("This line becomes a second title: “%(text)s”.") % {"text": heading.text},
                    _("Write “##”. If it is a hashtag, put a backslash before it: “\\#”."),
                    _("The title above the text is the only one; two leave a reader at a loss."),
                ),
            )
        elif heading.level > above + 1:
            yield text.hint(
                heading.offset,
                "skipped-heading-level",
                (
                    _("From level %(above)d the headings jump to level %(level)d.")
                    % {"above": above, "level": heading.level},
                    _("Write “%(signs)s”.") % {"signs": "#" * (above + 1)},
                    _("Who moves from heading to heading by ear looks for the one left out."),
                ),
            )
        above = heading.level


def _headings(marked: str) -> Iterator[_Heading]:
    for found in _HEADING.finditer(marked):
        if found["signs"]:
            level, words, offset = len(found["signs"]), found["atx"], found.start("signs")
        elif found["line"]:
            level = 1 if found["line"][0] == "=" else 2
            words, offset = found["setext"], found.start("setext")
        else:
            level, words, offset = int(found["html"]), found["inside"], found.start()
        yield _Heading(offset, level, _says(words))


def _says(words: str) -> str:
    if not _LABEL.sub("", words).replace(NOTHING, ""):
        return ""
    return words.replace(NOTHING, "").strip(" #\t")

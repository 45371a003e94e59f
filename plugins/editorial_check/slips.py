"""Slips of the pen that stay when the text is set, and what is hard to read: hints, all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Translate
from plugins.manuscript.markdown_text import NOTHING

_DOUBLE_SPACE = re.compile(r"[ \t]{2,}(?=[^\s|])")
_LIST_MARK = re.compile(r"[\s>]*(?:[-*+:]|\d+\.)\Z")
_PAUSE = re.compile(r"-(?=[^\W\d_])(?<=[^\W\d_] -)")
_YEARS = re.compile(r"(?:1\d|20)\d\d-(?<![\w-].{5})(?:1\d|20)\d\d(?![\w-])")
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”’»)\]]*\s+(?=[\"„“»(]*[A-ZÄÖÜ])")
_NO_PARAGRAPH = re.compile(r"\s*(?:[|#=<]|(?:-\s*){3})")
_WORD = re.compile(r"[^\W_]\S*")
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d+\.)[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lengths:
    """From how many words on a sentence and a paragraph are very long."""

    sentence: int
    paragraph: int


def check_slips(text: Text, _: Translate) -> Iterator[Finding]:
    """Double spaces, and hyphens where the typesetter cannot know that a dash is meant."""
    prose = text.body.prose
    for found in _DOUBLE_SPACE.finditer(prose):
        line_start = text.starts[text.place(found.start())[0] - text.manuscript.body_line]
        before = prose[line_start : found.start()]
        if before and before[-1] not in "|>" and not _LIST_MARK.match(before):
            yield text.hint(
                found.start(),
                "double-space",
                (
                    _("Here stand several spaces."),
                    _("Leave one."),
                    _("Programs that take the text over print them all."),
                ),
            )
    remedies = {
        _PAUSE: _("Write “ – ” with a space on both sides."),
        _YEARS: _("Write “–” between the years, or “--”."),
    }
    for pattern, remedy in remedies.items():
        for found in pattern.finditer(prose):
            yield text.hint(
                found.start(),
                "hyphen-for-dash",
                (
                    _("This hyphen looks like a dash: “%(text)s”.")
                    % {"text": _around(prose, found)},
                    remedy,
                    _("A hyphen joins words; a reader stumbles where it is to divide."),
                ),
            )


def check_lengths(text: Text, lengths: Lengths, _: Translate) -> Iterator[Finding]:
    """Very long sentences and paragraphs."""
    for offset, paragraph in _paragraphs(text):
        words = _words(paragraph)
        if words > lengths.paragraph:
            yield text.hint(
                offset,
                "long-paragraph",
                (
                    _("This paragraph has %(words)d words.") % {"words": words},
                    _("Divide it where the thought turns; up to %(most)d read easily.")
                    % {"most": lengths.paragraph},
                    _("On a telephone it fills several screens."),
                ),
            )
        for start, sentence in _sentences(paragraph):
            words = _words(sentence)
            if words > lengths.sentence:
                yield text.hint(
                    offset + start,
                    "long-sentence",
                    (
                        _("This sentence has %(words)d words.") % {"words": words},
                        _("Make two of it, unless it is meant to be long; %(most)d are plenty.")
                        % {"most": lengths.sentence},
                        _("Who reads slowly has lost its beginning at its end."),
                    ),
                )


def _paragraphs(text: Text) -> Iterator[tuple[int, str]]:
    for offset, block in text.blocks():
        if _NO_PARAGRAPH.match(block):
            continue
        cuts = [0, *(found.start() for found in _ITEM.finditer(block) if found.start())]
        for start, end in zip(cuts, [*cuts[1:], len(block)], strict=True):
            part = block[start:end]
            yield (
                offset + start + len(part) - len(part.lstrip(f"\n \t{NOTHING}")),
                part.lstrip(f"\n \t{NOTHING}"),
            )


def _sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        yield start, paragraph[start : end.end()]
        start = end.end()
    yield start, paragraph[start:]


def _words(text: str) -> int:
    """How many; signs between them, like those before quotations, are none."""
    return len(_WORD.findall(text.replace(NOTHING, "")))


def _around(prose: str, found: re.Match[str]) -> str:
    line = prose[max(0, found.start() - 12) : found.end() + 12].replace(NOTHING, "")
    return " ".join(line.split())

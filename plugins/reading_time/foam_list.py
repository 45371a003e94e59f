"""The word list of the foam share, ``content/schaum.txt``, as authors write it.

One entry a line; what stands behind a ``#`` is a comment. Capitals mean nothing.

- ``Mehrwert`` matches itself and its inflected forms: -e -en -er -es -em -s -n -in -innen;
- ``skalier*`` matches whatever begins so, ``*preneur`` whatever ends so (inflected, too);
- ``am Ende des Tages`` matches the phrase, with spaces or hyphens between its words; its last
  word may be inflected, and each of its words may carry a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import Finding, Severity, Translate
from plugins.reading_time.letters import legible

ENDINGS = ("", "e", "en", "er", "es", "em", "s", "n", "in", "innen")
LOOSE_GAP = " "

_WORD = r"\*?[^\W_]+\*?"
_GAP = r"\s+|\s*[-‐‑]\s*|[/&+.'’]"
_ENTRY = re.compile(rf"{_WORD}(?:(?:{_GAP}){_WORD})*")
_PART = re.compile(rf"(?P<gap>{_GAP})?(?P<from>\*)?(?P<word>[^\W_]+)(?P<to>\*)?")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_LOOSE = re.compile(r"[^\S\u2029]+|[^\S\u2029]?[-‐‑][^\S\u2029]?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of an entry: its folded forms, and what may stand before and after them."""

    forms: tuple[str, ...]
    any_beginning: bool = False
    any_continuation: bool = False

    def matches(self, folded: str) -> bool:
        """Whether a folded word of a text is meant."""
        if self.any_beginning and self.any_continuation:
            return any(form in folded for form in self.forms)
        if self.any_continuation:
            return folded.startswith(self.forms)
        if self.any_beginning:
            return folded.endswith(self.forms)
        return folded in self.forms


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: the phrase as written, its words, and what stands between them."""

    phrase: str
    words: tuple[Pattern, ...]
    gaps: tuple[str, ...]


def normal_gap(text: str) -> str | None:
    """What stands between two words: a space for space or hyphen, or the sign; None if neither.

    The break between two blocks is no space: no phrase runs across it.
    """
    if _LOOSE.fullmatch(text):
        return LOOSE_GAP
    return text.replace("’", "'") if len(text) == 1 and text in "/&+.'’" else None


def read_entries(
    path: Path, text: str, _: Translate
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The entries of a list, and what is wrong with the lines that are none."""
    entries: dict[tuple[object, ...], tuple[Entry, int]] = {}
    findings: list[Finding] = []
    for line, column, phrase in _lines(text):
        entry = parse_entry(phrase)
        if entry is None:
            findings.append(_unreadable(path, line, column, phrase, _))
            continue
        _first, first_line = entries.setdefault((entry.words, entry.gaps), (entry, line))
        if first_line != line:
            findings.append(_duplicate(path, line, column, phrase, first_line, _))
    return tuple(entry for entry, _line in entries.values()), tuple(findings)


def parse_entry(phrase: str) -> Entry | None:
    """One entry, or None when a word is missing or a sign means nothing here."""
    clean = legible(phrase.strip()).text
    if not _ENTRY.fullmatch(clean):
        return None
    parts = list(_PART.finditer(clean))
    words = tuple(
        Pattern(
            _forms(part["word"].casefold(), inflected=part is parts[-1] and not part["to"]),
            any_beginning=bool(part["from"]),
            any_continuation=bool(part["to"]),
        )
        for part in parts
    )
    return Entry(clean, words, tuple(normal_gap(part["gap"]) or LOOSE_GAP for part in parts[1:]))


def _forms(word: str, *, inflected: bool) -> tuple[str, ...]:
    return tuple(word + ending for ending in ENDINGS) if inflected else (word,)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        content = _COMMENT.sub("", line)
        phrase = content.strip()
        if phrase:
            yield number, content.index(phrase) + 1, phrase


def _unreadable(path: Path, line: int, column: int, phrase: str, _: Translate) -> Finding:
    return Finding(
        path,
        line,
        column,
        Severity.ERROR,
        "bad-foam-entry",
        _("“%(phrase)s” is no entry of a word list.") % {"phrase": phrase},
        _("Write a word or a phrase, with a star only where a word may begin or go on at will."),
        _("A line that matches nothing, or everything, makes the foam share meaningless."),
    )


def _duplicate(
    path: Path, line: int, column: int, phrase: str, first: int, _: Translate
) -> Finding:
    return Finding(
        path,
        line,
        column,
        Severity.ERROR,
        "duplicate-foam-entry",
        _("“%(phrase)s” stands in the list twice; line %(line)d has it already.")
        % {"phrase": phrase, "line": first},
        _("Delete one of the two lines."),
    )

"""The list of divisions, ``content/trennungen.txt``, as authors write it.

One word a line; what stands behind a ``#`` is a comment. Capitals mean nothing.

- ``Spiegel|kabinett`` or ``Spiegel-kabinett``: the word may be divided there and nowhere else;
- ``LinkedIn``, without a mark: the word may not be divided at all.

The usual endings are meant as well: Spiegelkabinetts, Spiegelkabinette, Spiegelkabinetten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.german_typography.hyphenation import SOFT_HYPHEN, Division
from plugins.manuscript import Finding, Severity

Translate = Callable[[str], str]

_COMMENT = re.compile(r"(?:^|\s)#.*")
_MARK = re.compile(rf"[|\-{SOFT_HYPHEN}]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def read_divisions(
    path: Path, text: str, _: Translate
) -> tuple[tuple[Division, ...], tuple[Finding, ...]]:
    """The words of a list, and what is wrong with the lines that hold none."""
    divisions: dict[str, tuple[Division, int]] = {}
    findings: list[Finding] = []
    for line, column, written in _lines(text):
        parts = _MARK.split(unicodedata.normalize("NFC", written))
        if not all(map(_LETTERS.fullmatch, parts)):
            findings.append(_unreadable(path, line, column, written, _))
        elif len(parts) > len(("front", "back")):
            findings.append(_too_many(path, line, column, written, _))
        else:
            word = "".join(parts)
            division = Division(word, len(parts[0]) if len(parts) > 1 else 0)
            _first, first_line = divisions.setdefault(word.lower(), (division, line))
            if first_line != line:
                findings.append(_duplicate(path, line, column, word, first_line, _))
    return tuple(division for division, _line in divisions.values()), tuple(findings)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        content = _COMMENT.sub("", line)
        written = content.strip()
        if written:
            yield number, content.index(written) + 1, written


def _unreadable(path: Path, line: int, column: int, written: str, _: Translate) -> Finding:
    return Finding(
        path,
        line,
        column,
        Severity.ERROR,
        "bad-division",
        _("“%(written)s” is no word with a place to divide it.") % {"written": written},
        _("Write one word of letters, with “|” where it may be divided: “Spiegel|kabinett”."),
        _("At least two letters have to stay on each line."),
    )


def _too_many(path: Path, line: int, column: int, written: str, _: Translate) -> Finding:
    return Finding(
        path,
        line,
        column,
        Severity.ERROR,
        "too-many-divisions",
        _("“%(written)s” has more than one place to divide it.") % {"written": written},
        _("Keep the one at which the word divides best."),
        _("Every place is a hidden sign in the text, in the way of search and copying."),
    )


def _duplicate(path: Path, line: int, column: int, word: str, first: int, _: Translate) -> Finding:
    return Finding(
        path,
        line,
        column,
        Severity.ERROR,
        "duplicate-division",
        _("“%(word)s” stands in the list twice; line %(line)d has it already.")
        % {"word": word, "line": first},
        _("Delete one of the two lines."),
    )


def not_utf_8(path: Path, error: UnicodeDecodeError, _: Translate) -> Finding:
    """The finding for a list in another encoding."""
    return Finding(
        path,
        1,
        1,
        Severity.ERROR,
        "not-utf-8",
        _("The file is not written in UTF-8 (byte %(byte)d).") % {"byte": error.start},
        _("Save it again with the encoding “UTF-8”."),
        _("Umlauts would turn into other signs."),
    )

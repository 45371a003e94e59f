"""Front matter with line numbers: the one reader of it, for the checks and for the site.

Between two lines ``---`` stands one ``key: value`` a line. Indented lines continue the value above;
blank lines, and lines that begin with ``#``, are the author's own and read by nobody. Pelican's
plain form is read as well: the same lines without fences, from the first line to the first blank
one, if ``title`` is among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.manuscript.memo import Memo

_BEGIN = re.compile(r"-{3}\s*")
_END = re.compile(r"(?:-{3}|\.{3})\s*")
_FIELD = re.compile(r"(?P<key>[A-Za-z0-9_-]+):(?P<space>\s*)(?P<value>.*)")
_CONTINUATION = re.compile(r"\s+\S")
_TITLE = re.compile(r"title\s*:", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Field:
    """One ``key: value`` line. `key` is lower case; `line` and `column` (of the value) from 1."""

    key: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A parsed file: its fields by lower-case key, and the body with the line it starts at.

    `duplicates` are fields whose key stood before (the first one counts), `stray` the lines
    between the fences that are no field. `has_front_matter` is False when the file begins with
    its text; `closed` is False when the second ``---`` is missing.
    """

    path: Path
    fields: Mapping[str, Field] = field(hash=False)
    body: str
    body_line: int
    duplicates: tuple[Field, ...] = ()
    stray: tuple[tuple[int, str], ...] = ()
    has_front_matter: bool = True
    closed: bool = True

    def value(self, key: str, default: str = "") -> str:
        """The value of a field, or `default` when it is missing or empty."""
        found = self.fields.get(key)
        return found.value if found and found.value else default

    def line_of(self, key: str) -> int:
        """The line of a field; 1, the whole file, when it is missing."""
        found = self.fields.get(key)
        return found.line if found else 1


@dataclass(slots=True)
class _Draft:
    fields: dict[str, Field] = field(default_factory=dict)
    duplicates: list[Field] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)
    current: str | None = None

    def finished(
        self, path: Path, lines: Sequence[str], start: int, *, closed: bool = True
    ) -> Manuscript:
        """What was taken, and the body from the line with the index `start`."""
        return Manuscript(
            path,
            self.fields,
            "\n".join(lines[start:]),
            start + 1,
            duplicates=tuple(self.duplicates),
            stray=tuple(self.stray),
            closed=closed,
        )


def read_manuscript(path: Path, memo: Memo | None = None) -> Manuscript:
    """Read and parse a UTF-8 file (a byte order mark is allowed), unless `memo` knows its bytes.

    Raises OSError when the file cannot be read and UnicodeDecodeError when it is not UTF-8.
    """
    source = path.read_bytes()
    return (memo or Memo())(
        ("manuscript", path, source), lambda: parse_manuscript(path, source.decode("utf-8-sig"))
    )


def parse_manuscript(path: Path, text: str) -> Manuscript:
    """Split `text` into fields and body. Never fails: what is odd is kept for the checks."""
    text = _LINE_ENDS.sub("\n", text)
    lines = text.split("\n")
    if _BEGIN.fullmatch(lines[0]):
        return _fenced(path, lines)
    return _plain(path, lines) or Manuscript(
        path, {}, text, 1, has_front_matter=False, closed=False
    )


def _fenced(path: Path, lines: Sequence[str]) -> Manuscript:
    draft = _Draft()
    for index, line in enumerate(lines[1:], start=1):
        if _END.fullmatch(line):
            return draft.finished(path, lines, index + 1)
        _take(line, index + 1, draft)
    return draft.finished(path, lines, len(lines), closed=False)


def _plain(path: Path, lines: Sequence[str]) -> Manuscript | None:
    end = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
    if not any(_TITLE.match(line) for line in lines[:end]):
        return None
    draft = _Draft()
    for index, line in enumerate(lines[:end]):
        _take(line, index + 1, draft)
    return None if draft.stray else draft.finished(path, lines, end)


def _take(line: str, number: int, draft: _Draft) -> None:
    match = _FIELD.fullmatch(line)
    if line.startswith("#"):
        return
    if match:
        key = match["key"].lower()
        value = Field(key, match["value"].strip(), number, match.start("value") + 1)
        if key in draft.fields:
            draft.duplicates.append(value)
        else:
            draft.fields[key] = value
        draft.current = key
    elif draft.current and _CONTINUATION.match(line):
        above = draft.fields[draft.current]
        joined = f"{above.value} {line.strip()}".strip()
        draft.fields[draft.current] = Field(above.key, joined, above.line, above.column)
    elif line.strip():
        draft.stray.append((number, line))

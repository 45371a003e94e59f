"""Front matter with line numbers.

The format is Python-Markdown's meta data between two ``---`` lines: one ``key: value`` a line,
lines indented by four blanks continue the value above. Pelican reads the same lines; reading them
here as well is what lets a finding name the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_FENCE = re.compile(r"-{3}\s*")
_FIELD = re.compile(r"(?P<key>[A-Za-z0-9_-]+):(?P<space>\s*)(?P<value>.*)")
_CONTINUATION = re.compile(r"(?: {4}| {0,3}\t)\s*\S")  # as Python-Markdown has it


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
    between the fences that are no field; `closed` is False when the second ``---`` is missing.
    """

    path: Path
    fields: Mapping[str, Field]
    body: str
    body_line: int
    duplicates: tuple[Field, ...] = ()
    stray: tuple[tuple[int, str], ...] = ()
    fenced: bool = True
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


def read_manuscript(path: Path) -> Manuscript:
    """Read and parse a UTF-8 file (a byte order mark is allowed).

    Raises OSError when the file cannot be read and UnicodeDecodeError when it is not UTF-8.
    """
    return parse_manuscript(path, path.read_text(encoding="utf-8-sig"))


def parse_manuscript(path: Path, text: str) -> Manuscript:
    """Split `text` into fields and body. Never fails: what is odd is kept for the checks."""
    lines = text.splitlines()
    if not lines or not _FENCE.fullmatch(lines[0]):
        return Manuscript(path, {}, text, 1, fenced=False, closed=False)

    draft = _Draft()
    for index, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line):
            body = "\n".join(lines[index + 1 :])
            return _finished(path, draft, body, body_line=index + 2, closed=True)
        _take(line, index + 1, draft)
    return _finished(path, draft, body="", body_line=len(lines) + 1, closed=False)


def _take(line: str, number: int, draft: _Draft) -> None:
    match = _FIELD.fullmatch(line)
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


def _finished(path: Path, draft: _Draft, body: str, *, body_line: int, closed: bool) -> Manuscript:
    return Manuscript(
        path,
        draft.fields,
        body,
        body_line,
        duplicates=tuple(draft.duplicates),
        stray=tuple(draft.stray),
        closed=closed,
    )

"""What can be wrong with any manuscript, whatever its fields mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plugins.manuscript.finding import Finding, Severity, nearest
from plugins.manuscript.front_matter import Field, Manuscript, read_manuscript
from plugins.manuscript.messages import Translate

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def read_manuscripts(
    files: Iterable[Path], _: Translate
) -> tuple[tuple[Manuscript, ...], tuple[Finding, ...]]:
    """Every file that can be read, and a finding for every other."""
    manuscripts, findings = [], []
    for file in files:
        try:
            manuscripts.append(read_manuscript(file))
        except UnicodeDecodeError as error:
            findings.append(not_utf8(file, error, _))
    return tuple(manuscripts), tuple(findings)


def not_utf8(file: Path, error: UnicodeDecodeError, _: Translate) -> Finding:
    """The finding for a file in another encoding."""
    return Finding(
        file,
        1,
        1,
        Severity.ERROR,
        "not-utf-8",
        _("The file is not written in UTF-8 (byte %(byte)d).") % {"byte": error.start},
        _("Save it again with the encoding “UTF-8”."),
        _("Umlauts would turn into other signs."),
    )


def fault(manuscript: Manuscript, field: Field | None, rule: str, *text: str) -> Finding:
    """An error at a field's value, or for the whole file; `text` is what, remedy and why."""
    line, column = (field.line, field.column) if field else (1, 1)
    return Finding(manuscript.path, line, column, Severity.ERROR, rule, *text)


def check_structure(
    manuscript: Manuscript, required: Collection[str], optional: Collection[str], _: Translate
) -> Iterator[Finding]:
    """Fences, stray lines, and fields that are unknown, missing or there twice.

    When a fence is missing nothing else is told: it would all follow from that.
    """
    if not manuscript.has_front_matter:
        yield fault(
            manuscript,
            None,
            "no-front-matter",
            _("The file does not begin with front matter."),
            _("Begin with a line “---”, then “title: …” and the other fields, then “---” again."),
            _("Without it nobody knows the title, the date or the address of this text."),
        )
    elif not manuscript.closed:
        yield fault(
            manuscript,
            None,
            "front-matter-open",
            _("The front matter is opened with “---” but never closed."),
            _("Put a line “---” after the last field."),
            _("The whole text would be taken for front matter, and nothing would be left to read."),
        )
    else:
        yield from _strays_and_duplicates(manuscript, _)
        yield from _unknown(manuscript, sorted({*required, *optional}), _)
        yield from _missing(manuscript, required, _)
        yield from _control_characters(manuscript, _)


def _strays_and_duplicates(manuscript: Manuscript, _: Translate) -> Iterator[Finding]:
    for line, text in manuscript.stray:
        yield Finding(
            manuscript.path,
            line,
            1,
            Severity.ERROR,
            "not-a-field",
            _("This line of the front matter is no field: “%(text)s”.") % {"text": text.strip()},
            _("Write “field: value”, or indent the line if it continues the one above."),
        )
    for field in manuscript.duplicates:
        yield fault(
            manuscript,
            field,
            "duplicate-field",
            _("The field “%(key)s” stands twice; line %(line)d has it already.")
            % {"key": field.key, "line": manuscript.line_of(field.key)},
            _("Delete one of the two."),
        )


def _unknown(manuscript: Manuscript, known: list[str], _: Translate) -> Iterator[Finding]:
    for field in manuscript.fields.values():
        if field.key in known:
            continue
        meant = nearest(field.key, known)
        yield fault(
            manuscript,
            field,
            "unknown-field",
            _("There is no field “%(key)s”.") % {"key": field.key},
            _("Did you mean “%(meant)s”?") % {"meant": meant}
            if meant
            else _("Known fields: %(known)s.") % {"known": ", ".join(known)},
            _("A field nobody knows is read by nobody."),
        )


def _control_characters(manuscript: Manuscript, _: Translate) -> Iterator[Finding]:
    """The first one of every line."""
    fields = ((field.line, field.column, field.value) for field in manuscript.fields.values())
    lines = enumerate(manuscript.body.split("\n"), start=manuscript.body_line)
    for number, first, text in (*fields, *((line, 1, text) for line, text in lines)):
        if found := _CONTROL.search(text):
            yield Finding(
                manuscript.path,
                number,
                first + found.start(),
                Severity.ERROR,
                "control-character",
                _("Here stands a control character that nobody sees (U+%(code)04X).")
                % {"code": ord(found[0])},
                _("Delete it; the cursor stands before it when an arrow key seems to do nothing."),
                _("HTML and feeds know no such character; programs break off at it."),
            )


def _missing(manuscript: Manuscript, required: Collection[str], _: Translate) -> Iterator[Finding]:
    for key in required:
        if not manuscript.value(key):
            yield fault(
                manuscript,
                manuscript.fields.get(key),
                "missing-field",
                _("The field “%(key)s” is missing or empty.") % {"key": key},
                _("Add a line “%(key)s: …” to the front matter.") % {"key": key},
            )

"""Footnotes: every mark has its note, every note its mark, and no note two texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Translate, nearest

_NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<label>[^\]\n]*)\]:", re.MULTILINE)
_MARK = re.compile(
    r"(?<!\\)\[\^(?P<label>[^\]\n]+)\](?!:)|(?<!\\)(?<=\S)\[\^(?P<inner>[^\]\n]+)\]:"
)


def check_footnotes(text: Text, _: Translate) -> Iterator[Finding]:
    """Errors for marks without a note, notes without a mark, and notes written twice."""
    notes: dict[str, int] = {}
    for note in _NOTE.finditer(text.body.marked):
        offset = note.start("label") - len("[^")
        label = note["label"]
        if label in notes:
            yield text.error(
                offset,
                "duplicate-footnote",
                (
                    _("The footnote “%(label)s” is written twice.") % {"label": label},
                    _("Give one of the two another label, or delete it."),
                    _("Only the last one would be printed."),
                ),
            )
        notes[label] = offset
    marks = [
        (found["label"] or found["inner"], found.start())
        for found in _MARK.finditer(text.body.marked)
    ]
    yield from _without_note(text, marks, notes, _)
    for label in notes.keys() - {label for label, _offset in marks}:
        yield text.error(
            notes[label],
            "unused-footnote",
            (
                _("Nothing in the text leads to the footnote “%(label)s”.") % {"label": label},
                _("Put [^%(label)s] where it belongs, or delete it.") % {"label": label},
                _("Its way back into the text would lead nowhere."),
            ),
        )


def _without_note(
    text: Text, marks: list[tuple[str, int]], notes: dict[str, int], _: Translate
) -> Iterator[Finding]:
    for label, offset in marks:
        if label in notes:
            continue
        meant = nearest(label, notes)
        yield text.error(
            offset,
            "unknown-footnote",
            (
                _("There is no footnote “%(label)s”.") % {"label": label},
                _("Did you mean “%(meant)s”?") % {"meant": meant}
                if meant
                else _("Write it below: “[^%(label)s]: …”") % {"label": label},
                _("Readers would see the brackets and no note."),
            ),
        )

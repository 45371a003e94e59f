"""Dashes, ellipses and apostrophes from what a keyboard has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.german_typography.galley import Edit
from plugins.german_typography.quotes import APOSTROPHE

_DASH = "–"
_HYPHENS = re.compile(r"-+")
_LONGEST = 3
_DOTS = re.compile(r"(?<![./\\])\.\.\.(?![./\\])")
_MISTAKEN = re.compile("[‘´`]")
_CLOSING = "\"'“”‘’)]}.,;:!?…"


def apostrophes(text: str, lang: str) -> Iterator[Edit]:
    """Between letters only an apostrophe can stand, whatever was typed: geht‘s, geht´s, geht`s."""
    for sign in _MISTAKEN.finditer(text):
        if (
            text[max(0, sign.start() - 1) : sign.start()].isalpha()
            and text[sign.end() : sign.end() + 1].isalpha()
        ):
            yield Edit(sign.start(), sign.end(), APOSTROPHE, lang)


def ellipses(text: str, lang: str) -> Iterator[Edit]:
    """Three dots are one sign; two or four mean something else, and so do those in a path."""
    if "..." in text:
        for dots in _DOTS.finditer(text):
            yield Edit(dots.start(), dots.end(), "…", lang)


def dashes(text: str, lang: str, between_letters: str = _DASH) -> Iterator[Edit]:
    """An en dash from ``-`` between spaces, and from ``--`` or ``---`` where it stands as one.

    Between letters the dash is `between_letters`: without spaces it means “to” or “and”, and
    where a language does not write it so, it means a pause. Options (``--all``), lines of hyphens
    and a cell that holds nothing else stay.
    """
    if "-" not in text:
        return
    for hyphens in _HYPHENS.finditer(text):
        before = text[max(0, hyphens.start() - 2) : hyphens.start()]
        after = text[hyphens.end() : hyphens.end() + 1]
        if len(hyphens[0]) == 1:
            is_dash = _follows_a_word(before) and after.isspace() and after != "\u2029"
        else:
            is_dash = len(hyphens[0]) <= _LONGEST and _stands_as_dash(before[-1:], after)
        if is_dash:
            inside = before[-1:].isalpha() and after.isalpha()
            new = between_letters if inside else _DASH
            yield Edit(hyphens.start(), hyphens.end(), new, lang)


def _follows_a_word(before: str) -> bool:
    return len(before) == len("x ") and before[1].isspace() and not before[0].isspace()


def _stands_as_dash(before: str, after: str) -> bool:
    if after.isalnum():
        return before.isalnum()
    is_alone = before in {"", "\u2029"} and after in {"", "\u2029"}
    return not is_alone and (after.isspace() or not after or after in _CLOSING)

"""What a visitor typed, made fit to keep: the same text in one normal form, without tricks.

Cleaning is idempotent. It removes what has no place in a comment rather than refuse it, because
most of it comes from pasting and nobody could see it to correct it.
"""

from __future__ import annotations

import re
import unicodedata

MAX_COMBINING_MARKS = 4
"""Marks kept on one letter. Living scripts need up to four; more is the "zalgo" that climbs over
its neighbours."""

_FIRST_MARK = "\u0300"
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: they reorder what follows
    "\u206a-\u206f"  # deprecated controls of shaping and digits
    "\ufeff\ufff9-\ufffb"  # byte order mark, interlinear annotation
    "\ufdd0-\ufdef"  # noncharacters
    + "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
# Letters by category that nevertheless draw nothing: Hangul fillers, the blank Braille pattern.
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class UnacceptableText(ValueError):
    """Not text at all: half of a surrogate pair, which no encoding of Unicode can carry."""


def clean_line(text: str) -> str:
    """One line: `clean_text` with every run of white space made a single space.

    Raises UnacceptableText.
    """
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """`text` in NFC, its lines ended by line feeds, without blank lines around it.

    Characters that have no place in a comment are gone. Empty when nothing of it could be seen.
    Raises UnacceptableText for lone surrogates.
    """
    if _SURROGATES.search(text):
        raise UnacceptableText("the text holds half of a surrogate pair")
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    text = _cap_marks(unicodedata.normalize("NFC", text))
    if not any(map(_is_visible, text)):
        return ""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()


def legible(text: str) -> str:
    """A whole file's `text` without what `clean_text` removes; its lines stay as they are.

    Other signs that end a line become spaces, half surrogate pairs the replacement character.
    """
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n"))
    return _UNWANTED.sub("", _LINE_ENDS.sub(" ", text))


def _cap_marks(text: str) -> str:
    if not text or max(text) < _FIRST_MARK:
        return text
    kept = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in {"Mn", "Me"}:
            marks += 1
            if marks > MAX_COMBINING_MARKS:
                continue
        elif category != "Cf":  # a joiner does not start a new letter
            marks = 0
        kept.append(character)
    return "".join(kept)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _INVISIBLE_LETTERS

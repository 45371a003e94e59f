"""Addresses in running text: what is copied from the page has to work as it stands.

URLs, e-mail addresses, bare domains and names of files (``beispiel.de/pfad``, ``README.md``).
"""

from __future__ import annotations

import re

_SIGNS = r"[^\s<>\"„“”‚‘’«»‹›\ufffc]"
# Each kind begins where no other can have begun, so that it is tried once, and holds a hint.
_ADDRESS = re.compile(
    rf"(?:(?<![\w+.…-])[a-zA-Z][a-zA-Z0-9+.-]*+(?<=\w)://"
    rf"|\b(?:www\.|mailto:|tel:)(?=[\w/+])){_SIGNS}*+"
    r"|(?<![\w.…+%-])[\w.+%-]++(?<=\w)@\w[\w-]*+(?:\.[\w-]++)+"
    rf"|(?<![\w.…@-])(?:\w[\w-]*+(?<=\w)\.)+[a-z]{{2,}}(?![\w-])(?:[/?#:]{_SIGNS}*+)?"
)
_HINT = re.compile(r"[.:@](?<=\w.)[\w/+]")
_PUNCTUATION = ".,;:!?*…)]}"


def addresses(text: str) -> list[tuple[int, int]]:
    """Start and end of each address in `text`, ascending; the sentence's signs are no part."""
    found: list[tuple[int, int]] = []
    end = 0
    while hint := _HINT.search(text, end):
        start = max(end, _start_of_word(text, hint.start()))
        end = _end_of_word(text, hint.end())
        found += (_span(match) for match in _ADDRESS.finditer(text, start, end))
    return found


def _span(address: re.Match[str]) -> tuple[int, int]:
    text = address[0].rstrip(_PUNCTUATION)
    if text.endswith("'") and text.count("'") % 2:  # it closes what was opened outside
        text = text[:-1].rstrip(_PUNCTUATION)
    return address.start(), address.start() + len(text)


def _start_of_word(text: str, position: int) -> int:
    while position and not text[position - 1].isspace():
        position -= 1
    return position


def _end_of_word(text: str, position: int) -> int:
    while position < len(text) and not text[position].isspace():
        position += 1
    return position

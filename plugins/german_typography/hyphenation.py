"""Where a word may be divided, and which may not be divided at all.

A soft hyphen (U+00AD) is put into a word that the list knows. A browser that meets one in a word
divides the word there and nowhere else (CSS Text 3, 6.1), so one is enough, and one is least in
the way of those who search or copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.german_typography.galley import Edit, Galley
from plugins.german_typography.markup import NOT_HYPHENATED

SOFT_HYPHEN = "\u00ad"
ENDINGS = ("e", "em", "en", "er", "es", "n", "nen", "ns", "s", "se", "sen", "ses")

# A word of the list and what follows it, as long as it may be an ending.
_PATTERN = rf"(?<![\w@#{SOFT_HYPHEN}])(?:%s)[a-z]{{0,3}}(?![\w{SOFT_HYPHEN}])"
_DOTTED_I = "\u0130"  # the one letter that grows when it is made small


@dataclass(frozen=True, slots=True)
class Division:
    """A word, composed (NFC), and after how many of its letters it may be divided: 0 for never."""

    word: str
    place: int


class Hyphenation:
    """The words of a list and their inflected forms, whatever their capitals.

    A form that the list has itself counts before one that is made by an ending.
    """

    def __init__(self, divisions: Iterable[Division] = ()) -> None:
        own = {division.word.lower(): division.place for division in divisions}
        inflected = {word + ending: place for word, place in own.items() for ending in ENDINGS}
        self._words = sorted(own, key=len, reverse=True)
        self._places: Mapping[str, int] = {**inflected, **own}

    def edits(self, galley: Galley, dividing: Iterable[str]) -> Iterator[Edit]:
        """A soft hyphen where a word may be divided, and a span around those that may not.

        Words are divided in the languages `dividing` only, for there they are words; a name that
        may not be divided may not be divided in any. Handles and hashtags are left alone.
        """
        text = galley.text.replace(_DOTTED_I, "I").lower()
        present = [word for word in self._words if word in text]
        if not present:
            return
        for match in re.finditer(_PATTERN % "|".join(present), text):
            place = self._places.get(match[0])
            piece = galley.piece_at(match.start())
            if place is None or not piece.hyphens:
                continue
            if not place:
                name = galley.text[match.start() : match.end()]
                new = f'<span class="{NOT_HYPHENATED}">{name}</span>'
                yield Edit(match.start(), match.end(), new)
            elif piece.lang in dividing:
                position = match.start() + place
                yield Edit(position, position, SOFT_HYPHEN, piece.lang)

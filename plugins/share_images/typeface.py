"""The typefaces of the pictures: their files, and how wide a text runs in them.

Files and widths are cut from the theme's own typefaces by theme/subset_fonts.py (`make fonts`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

EMPTY_MIRROR = "\ue000"
"""A glyph in each of our files: a hand mirror with nothing in it."""

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break spaces
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = {"Cc", "Cf", "Mn", "Me"}
"""Categories that are seen on the letter before them or not at all: joiners, selectors, accents."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """One face at one weight; `advances` gives characters' widths, `units` of which are an em."""

    family: str
    file: Path
    units: int
    advances: Mapping[str, int]

    def width(self, text: str, size: float, spacing: float = 0) -> float:
        """How far `text` runs at `size` pixels an em, with `spacing` ems after each letter.

        Pairs are not kerned here, which makes a text about a percent wider than it is drawn.
        Raises KeyError for a character that `settable` would have replaced.
        """
        units = sum(self.advances[letter] for letter in text if letter != _SOFT_HYPHEN)
        return size * (units / self.units + spacing * len(text))

    def settable(self, text: str) -> str:
        """`text` in characters that this face has.

        Letters it lacks lose their accents (ő → o); whatever is left over, emoji or another
        script, becomes one EMPTY_MIRROR a run. What cannot be seen is left out, blanks are one.
        """
        written = "".join(self._spelt(unicodedata.normalize("NFC", text)))
        return _BLANKS.sub(" ", re.sub(f"{EMPTY_MIRROR}+", EMPTY_MIRROR, written)).strip()

    def _spelt(self, text: str) -> Iterator[str]:
        for letter in text:
            if letter in self.advances or _BLANKS.fullmatch(letter):
                yield letter
            elif (
                unicodedata.category(letter)[0] not in "MC" or unicodedata.category(letter) == "Co"
            ):
                plain = [
                    part
                    for part in unicodedata.normalize("NFKD", letter)
                    if not unicodedata.combining(part)
                ]
                known = all(part in self.advances for part in plain)
                yield "".join(plain) if known else EMPTY_MIRROR


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The house's faces: names and titles, their reflection, sentences, and small print."""

    display: Typeface
    reflection: Typeface
    text: Typeface
    label: Typeface

    @property
    def all(self) -> tuple[Typeface, ...]:
        """Every one of them."""
        return self.display, self.reflection, self.text, self.label


def load_typefaces(folder: Path) -> Typefaces:
    """The faces in `folder`: four TrueType files and ``advances.json``."""
    measured = json.loads((folder / "advances.json").read_text("utf-8"))
    faces = {
        name: Typeface(face["family"], folder / f"{name}.ttf", face["units"], face["advances"])
        for name, face in measured.items()
    }
    return Typefaces(**faces)

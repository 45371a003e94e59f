"""What each language sets how. A language that is not here is left as its author typed it.

German: „…“ and ‚…‘, an en dash between spaces, narrow spaces. English as Europeans write it: “…”
and ‘…’, an en dash between spaces rather than a closed em dash, so that both languages of this
site breathe alike; no spaces before per cent and units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plugins.german_typography.galley import Edit
from plugins.german_typography.quotes import Marks
from plugins.german_typography.signs import apostrophes, dashes, ellipses
from plugins.german_typography.spaces import spaces

_WORD_ENDS = r"(?![\w'])"
_YEAR = r"\d\d(?:er[ns]?|s)?" + _WORD_ENDS
_AND = r"n(?='? )"  # Rock ’n’ Roll

_GERMAN_SHORTENED = frozenset(
    "bräucht brauch bring denk dürft find freu geh glaub hab hatt hätt heut hol hör kauf kenn"  # noqa: SIM905 a word list reads best as words
    " komm könnt lass leb lieb mach mein merk möcht müsst nehm red sag schau seh sollt steh such"
    " tät trau tu versteh wär weiß werd will wollt wünsch würd wüsst".split()
)
_SIBILANTS = ("s", "ß", "x", "z", "ce")


@dataclass(frozen=True, slots=True)
class Language:
    """The marks of a language, and its rules for everything else: text and subtag → edits."""

    marks: Marks
    rules: tuple[Callable[[str, str], Iterator[Edit]], ...]
    divides: bool = False


def _german_shortened(word: str, following: str) -> bool:
    if word.lower() in _GERMAN_SHORTENED:
        return True
    return word.endswith(_SIBILANTS) and following[:1] == " " and following[1:].isupper()


def _english_shortened(word: str, following: str) -> bool:
    return word.endswith(("s", "in", "o")) and following[:1] == " " and following[1:].isalpha()


def _english_dashes(text: str, lang: str) -> Iterator[Edit]:
    return dashes(text, lang, between_letters=" – ")


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "de": Language(
            Marks(
                double=("„", "“"),
                single=("‚", "‘"),
                clipped=re.compile(
                    rf"(?:(?:s|n|ne|nem|nen|ner|nes){_WORD_ENDS}|{_AND}|{_YEAR})", re.IGNORECASE
                ),
                shortened=_german_shortened,
            ),
            rules=(apostrophes, dashes, ellipses, spaces),
            divides=True,
        ),
        "en": Language(
            Marks(
                double=("“", "”"),
                single=("‘", "’"),
                clipped=re.compile(
                    rf"(?:(?:em|til|tis|twas|twere|twill|twould){_WORD_ENDS}|{_AND}|{_YEAR})",
                    re.IGNORECASE,
                ),
                shortened=_english_shortened,
            ),
            rules=(apostrophes, _english_dashes, ellipses),
        ),
    }
)

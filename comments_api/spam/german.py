"""Words as they are compared: without capitals, umlauts written out, accents and tricks gone."""

from __future__ import annotations

import re
import unicodedata

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"[^\W_]+|[€$£%]")
_DIGIT = re.compile(r"\d")


def folded(text: str) -> str:
    """`text` in the one form in which *Größe*, *GROESSE* and *ｇröße* are the same."""
    if text.isascii():  # what comes out at the end of all that, too
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_WRITTEN_OUT)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The words of `text` as they stand there, signs of money and percent among them."""
    return _WORD.findall(text)


def without_digits(word: str) -> str:
    """The same for every number of as many digits, so that no telephone number is learned."""
    return _DIGIT.sub("0", word)


def pieces(word: str, length: int) -> list[str]:
    """Every run of `length` letters in a folded word: what compounds and inflections share."""
    return [word[start : start + length] for start in range(len(word) - length + 1)]

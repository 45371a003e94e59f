"""The words of an essay, folded so that forms of one word are one: Häuser, Hauses and Haus."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from comments_api.conversation.language import primary_subtag
from plugins.manuscript.plain_text import plain_text

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_PAIRS = ("em", "er", "nd")
_SINGLES = "enst"
_LEAST = 4


class FoldedWords(dict[str, str]):
    """The folded form of each case-folded word of a language, worked out once."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word, self._lang)
        return folded


def word_counts(html: str, folded: FoldedWords) -> Counter[str]:
    """How often each word of three letters or more stands in an essay, in its folded form.

    Code, scripts and what is marked ``data-reading="skip"`` is none of the essay's text.
    """
    text = plain_text(html, code=False)
    return Counter(map(folded.__getitem__, _LETTERS.findall(text.casefold())))


def fold(word: str, lang: str) -> str:
    """A case-folded word without accents and, in German, without its endings.

    The endings are those of CISTEM (Weissweiler & Fraser 2017, “Developing a Stemmer for German
    Based on a Comparative Analysis of Publicly Available Stemmers”), taken off while four letters
    remain. No other language is stemmed: there a word is like itself only.
    """
    if not word.isascii():
        decomposed = unicodedata.normalize("NFD", word)
        word = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _stem(word) if primary_subtag(lang) == "de" else word


def _stem(word: str) -> str:
    while True:
        if len(word) >= _LEAST + 2 and word.endswith(_PAIRS):
            word = word[:-2]
        elif len(word) > _LEAST and word[-1] in _SINGLES:
            word = word[:-1]
        else:
            return word

"""One form for what a reader may type for a word: möchtegern, moechtegern, Mochtegern.

``static/folding.js`` does the same to what is typed. Whoever changes one changes the other; a test
compares them word by word.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]+")
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_LEAST = 4
_OTHER_WORDS = frozenset({"seit", "weil"})


def plain(text: str) -> str:
    """A word or a whole text in small letters without accents and soft hyphens; ß is ss.

    Compatibility forms (ligatures, wide letters) become what they stand for (Unicode NFKD).
    """
    text = text.lower()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("\u00ad", ""))
    return _ACCENTS.sub("", apart).lower()


def fold(word: str) -> str:
    """`word` in its plain form, umlauts that are written out taken back: moechte is mochte.

    That makes treue and treu one, too, as it does Poet and Pot: on both sides of the search.
    """
    return shortened(plain(word))


def shortened(word: str) -> str:
    """A plain word with ae, oe and ue as a, o and u."""
    for long, short in _WRITTEN_OUT:
        word = word.replace(long, short)
    return word


def stem(folded: str) -> str:
    """A folded word without its endings; four letters remain, before a t five.

    The endings are those of CISTEM (Weissweiler & Fraser 2017, “Developing a Stemmer for German
    Based on a Comparative Analysis of Publicly Available Stemmers”) but for -nd, which would make
    Verband and Verbandes words of their own. Seite and Weile keep their e: without it they would
    be the commonest of words.
    """
    while True:
        length = len(folded)
        if length >= _LEAST + 2 and folded.endswith(("em", "er")):
            shorter = folded[:-2]
        elif (length > _LEAST and folded[-1] in "ens") or (
            length > _LEAST + 1 and folded[-1] == "t"
        ):
            shorter = folded[:-1]
        else:
            return folded
        if shorter in _OTHER_WORDS:
            return folded
        folded = shorter

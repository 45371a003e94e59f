"""Where a German compound comes apart, found out without a dictionary.

The texts themselves are the dictionary. Resterampe comes apart before *rampe* when they know both
Rampe and Rest (or Reste); only where no seam has two known sides does one suffice. Where they know
neither, how German words begin has to do: a vowel in front, and behind the seam four letters and
more with which a German word can begin. Not with a vowel, for a German syllable takes the consonant
before it along: Ver-wal-ter is no Alter.
"""

from __future__ import annotations

import re
from collections.abc import Container

FIRST = LAST = 3
"""Letters of the first and of the last part: Eis|bad comes apart, Öl|preis does not."""
LEAST_UNHEARD_OF = 8
"""Letters of a word that is taken apart although no part of it is known."""

_LINKING = "sne"
_VOWELS = "aeiouy"
_FIRST_VOWEL = re.compile(rf"[^{_VOWELS}]*[{_VOWELS}]")
_ONSET = (
    r"(?:[bcdfghjklmnprstvwxz]|[bcfgkps]l|[bcdfgkptvw]r|[ckprtw]h|[gksp]n|pf[lr]?|[pt]s|[cpt]hr"
    rf"|qu|zw|tsch|sch[lmnrw]?|s[cklmpt]|s[kpt]r|spl)[{_VOWELS}]"
)
_POSSIBLE = re.compile(rf"[{_VOWELS}]|{_ONSET}")
_PROBABLE = re.compile(rf"(?={_ONSET}\w\w)")


def tails(word: str, known: Container[str]) -> set[str]:
    """What a plain `word` ends with behind its seams; `known` are words and their stems.

    Linking letters (Liebe|s|brief, Sonne|n|schein) belong to what is in front.
    """
    if len(word) < FIRST + LAST:
        return set()
    both: set[str] = set()
    one: set[str] = set()
    for seam in range(FIRST, len(word) - LAST + 1):
        tail = word[seam:]
        front_is_known = word[:seam] in known or (
            seam > FIRST and word[seam - 1] in _LINKING and word[: seam - 1] in known
        )
        if tail in known:
            (both if front_is_known else one).add(tail)
        elif front_is_known and _POSSIBLE.match(tail):
            one.add(tail)
    if both:
        return both.union(*(tails(tail, known) for tail in both))
    return one or _unheard_of(word)


def _unheard_of(word: str) -> set[str]:
    if len(word) < LEAST_UNHEARD_OF or (vowel := _FIRST_VOWEL.match(word)) is None:
        return set()
    onsets = _PROBABLE.finditer(word, max(FIRST, vowel.end()))
    return {word[onset.start() :] for onset in onsets}

"""From texts to an index: which documents say a word, alone or within a longer one.

An entry is a word without its endings (`folding.stem`). It leads to postings, one for each form of
the word in each document, each a number: ``(nr * SHELVES + shelf) * WEIGHTS + weight``. A weight,
from 0 to 7, grows with the logarithm of how often the form is said there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.site_search.compounds import tails
from plugins.site_search.folding import plain, shortened, stem
from plugins.site_search.words import word_counts

SHELVES = 4
WEIGHTS = 8

_HEAD, _ASIDE = 8, 4
"""How many times in the text the words of a title and of what stands beside it count."""
_SHORTEST = 2
"""Letters or digits of a word that can be looked for."""
_STEPS = (2, 3, 4, 6, 9, 14, 22)
"""From how many times on a form weighs 1, 2, 3 …"""


@dataclass(frozen=True, slots=True)
class Document:
    """What is found: `head` is its title, `aside` subtitle and tags, `text` is in lines."""

    head: str
    aside: str
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """By entry: the postings, divided by commas, of the word, and `within` longer ones."""

    whole: Mapping[str, str]
    within: Mapping[str, str]


def build_index(shelves: Sequence[Mapping[int, Document]]) -> Index:
    """The index of what stands on at most `SHELVES` shelves, each a mapping by numbers."""
    said: defaultdict[str, list[int]] = defaultdict(list)
    for shelf, documents in enumerate(shelves):
        for nr, document in documents.items():
            posting = (nr * SHELVES + shelf) * WEIGHTS
            for word, count in _counts(document).items():
                said[word].append(posting + bisect_right(_STEPS, count))
    words = [word for word in said if len(word) >= _SHORTEST]

    entries = {word: stem(shortened(word)) for word in words}
    known = frozenset(words).union(entries.values())
    whole: dict[str, str] = {}
    within: dict[str, str] = {}
    for word in words:
        postings = ",".join(map(str, said[word]))
        _add(whole, entries[word], postings)
        for part in {stem(shortened(tail)) for tail in tails(word, known)}:
            _add(within, part, postings)
    return Index(whole, within)


def _add(index: dict[str, str], entry: str, postings: str) -> None:
    # One string an entry: a list each would keep the garbage collector busy.
    index[entry] = f"{index[entry]},{postings}" if entry in index else postings


def _counts(document: Document) -> Counter[str]:
    counts = word_counts(plain(document.text))
    for text, weight in ((document.head, _HEAD), (document.aside, _ASIDE)):
        for word, count in word_counts(plain(text)).items():
            counts[word] += weight * count
    return counts

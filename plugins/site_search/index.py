"""From texts to an index: which documents say a word, alone or within a longer one.

An entry is a word without its endings (`folding.stem`). It leads to postings, one for each form of
the word in each document, each a number: ``(nr * SHELVES + shelf) * WEIGHTS + weight``. A weight,
from 0 to 7, grows with the logarithm of how often the form is said there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.manuscript.memo import Memo
from plugins.site_search.folding import plain
from plugins.site_search.vocabulary import Vocabulary
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


def build_index(shelves: Sequence[Mapping[int, Document]], memo: Memo | None = None) -> Index:
    """The index of what stands on at most `SHELVES` shelves, each a mapping by numbers."""
    memo = memo or Memo()
    said: defaultdict[str, list[str]] = defaultdict(list)
    for shelf, documents in enumerate(shelves):
        for nr, document in documents.items():
            place = (nr * SHELVES + shelf) * WEIGHTS
            key = ("postings", document, place)
            for word, posting in memo(key, partial(_postings, document, place)).items():
                said[word].append(posting)

    vocabulary = memo(("vocabulary",), Vocabulary)
    whole: dict[str, str] = {}
    within: dict[str, str] = {}
    for word, (own, parts) in vocabulary.entries(said).items():
        postings = ",".join(said[word])
        _add(whole, own, postings)
        for part in parts:
            _add(within, part, postings)
    return Index(whole, within)


def _add(index: dict[str, str], entry: str, postings: str) -> None:
    # One string an entry: a list each would keep the garbage collector busy.
    index[entry] = f"{index[entry]},{postings}" if entry in index else postings


def _postings(document: Document, place: int) -> dict[str, str]:
    counts = word_counts(plain(document.text))
    for text, weight in ((document.head, _HEAD), (document.aside, _ASIDE)):
        for word, count in word_counts(plain(text)).items():
            counts[word] += weight * count
    return {
        word: str(place + bisect_right(_STEPS, count))
        for word, count in counts.items()
        if len(word) >= _SHORTEST
    }

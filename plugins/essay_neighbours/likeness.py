"""How alike essays are: the cosine of their words' weights (TF-IDF), and shared tags a little.

A word weighs more the oftener it stands in an essay (1 + ln count) and the fewer essays have it
(ln essays/having). What more than half of the essays say is a stop word, found and not listed.
Every word counts for the length of an essay's vector; compared are the 100 weightiest that another
essay has, too: the rest is too light to change the order, and would make five hundred slow.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.manuscript.memo import Memo

_WORDS = 100
_TAG_BONUS = 0.1
_DIGITS = 9

Profile = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """What likeness is judged by: words with their counts, and tags."""

    words: Mapping[str, int]
    tags: frozenset[str]


class Likeness:
    """The likeness of `texts` to each other; a text's is worked out when it is asked for."""

    def __init__(self, texts: Sequence[Text], memo: Memo | None = None) -> None:
        self._texts = texts
        self._profiles = _profiles([text.words for text in texts], memo or Memo())
        self._holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, profile in enumerate(self._profiles):
            for word, weight in profile.items():
                self._holders[word].append((position, weight))

    def most_alike(self, position: int, limit: int) -> tuple[int, ...]:
        """The positions of the `limit` others most like the text at `position`, the likest first.

        Of two that are equally alike the later in `texts` comes first. Where there are not enough
        others, there are fewer; a text is never like itself.
        """
        scores = [0.0] * len(self._texts)
        for word, weight in self._profiles[position].items():
            for other, other_weight in self._holders[word]:
                scores[other] += weight * other_weight
        tags = self._texts[position].tags
        ranks = (
            (-round(score + _tag_bonus(tags, self._texts[other].tags), _DIGITS), -other)
            for other, score in enumerate(scores)
            if other != position
        )
        return tuple(-other for _score, other in heapq.nsmallest(limit, ranks))


def _tag_bonus(own: frozenset[str], others: frozenset[str]) -> float:
    shared = own & others
    return _TAG_BONUS * len(shared) / len(own | others) if shared else 0.0


def _profiles(texts: Sequence[Mapping[str, int]], memo: Memo) -> list[Profile]:
    having = Counter(word for words in texts for word in words)

    def profile(words: Mapping[str, int]) -> Profile:
        # All that a profile says of the other texts is how many of them have each word.
        sharing = tuple(map(having.__getitem__, words))
        key = ("profile", tuple(words), tuple(words.values()), sharing, len(texts))
        return memo(key, partial(_profile, words, sharing, len(texts)))

    return list(map(profile, texts))


def _profile(words: Mapping[str, int], sharing: Sequence[int], texts: int) -> Profile:
    weights = {
        word: ((1 + math.log(count)) * math.log(texts / having), having)
        for (word, count), having in zip(words.items(), sharing, strict=True)
        if having <= texts / 2
    }
    length = math.sqrt(math.fsum(weight * weight for weight, _having in weights.values()))
    shared = ((-weight, word) for word, (weight, having) in weights.items() if having > 1)
    return {word: -weight / length for weight, word in heapq.nsmallest(_WORDS, shared)}

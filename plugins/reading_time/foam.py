"""The foam share: how much of an essay is buzzwords, hashtags and emoji.

Foam is counted in letters. The share is the letters of every word that the list, a hashtag or an
emoji covers, of all letters; an emoji counts as one letter, above and below the line. What two
entries cover counts once, for the one that begins first and, of those, the longer. Code is
neither foam nor essay. An essay without a letter has no foam.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.reading_time.foam_list import Entry, normal_gap
from plugins.reading_time.letters import count_letters, legible
from plugins.reading_time.prose import Prose

_HASHTAG_SIGNS = "#＃"
_TOKEN = re.compile(rf"((?<![\w&/{_HASHTAG_SIGNS}])[{_HASHTAG_SIGNS}]\w*[^\W\d_]\w*|[^\W_]+)")


@dataclass(frozen=True, slots=True)
class FoamShare:
    """`percent` is 0 to 100 with one decimal, rounded half up.

    `letters` is the whole (letters and emoji), `foam_letters` the foam in it; `found` names each
    entry as the list has it, each hashtag and each emoji with its count, the most frequent first.
    """

    percent: float
    letters: int
    foam_letters: int
    found: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Words and hashtags in their order; `gaps[n]` stands before the token n."""

    written: list[str]
    folded: list[str]
    gaps: list[str]


class FoamGauge:
    """Measures texts against one word list, and remembers which words begin an entry."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[str, list[tuple[int, Entry]]] = {}
        self._starred: list[tuple[int, Entry]] = []
        for rank, entry in enumerate(entries):
            first = entry.words[0]
            if first.any_beginning or first.any_continuation:
                self._starred.append((rank, entry))
                continue
            for form in first.forms:
                self._exact.setdefault(form, []).append((rank, entry))
        self._seen: set[str] = set()
        self._begin: dict[str, tuple[Entry, ...]] = {}

    def measure(self, prose: Prose) -> FoamShare:
        """The foam share of what is read, code left out."""
        clean = legible(prose.text_without_code)
        whole = count_letters(clean.text).letters + len(clean.emoji)
        foam = len(clean.emoji)
        found = Counter(clean.emoji)
        tags: dict[str, str] = {}
        for phrase, letters in self._foam(_tokens(clean.text)):
            name = phrase
            if phrase[0] in _HASHTAG_SIGNS:
                name = tags.setdefault(phrase.casefold(), phrase)
            found[name] += 1
            foam += letters
        return FoamShare(
            percent=(2000 * foam + whole) // (2 * whole) / 10 if whole else 0.0,
            letters=whole,
            foam_letters=foam,
            found=tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))),
        )

    def _foam(self, tokens: _Tokens) -> Iterator[tuple[str, int]]:
        """Each entry or hashtag that the text holds, with the letters it covers."""
        self._learn(set(tokens.folded))
        end = 0
        for index, word in enumerate(tokens.folded):
            if word not in self._begin or index < end:
                continue
            phrase, end = tokens.written[index], index + 1
            if phrase[0] not in _HASHTAG_SIGNS:
                entry = self._longest(tokens, index)
                if entry is None:
                    continue
                phrase, end = entry.phrase, index + len(entry.words)
            covered = "".join(tokens.written[index:end])
            yield phrase, sum(map(str.isalnum, covered))

    def _learn(self, words: set[str]) -> None:
        for word in words - self._seen:
            starred = (each for each in self._starred if each[1].words[0].matches(word))
            entries = sorted((*self._exact.get(word, ()), *starred), key=lambda each: each[0])
            if entries or word[0] in _HASHTAG_SIGNS:
                self._begin[word] = tuple(entry for _rank, entry in entries)
        self._seen |= words

    def _longest(self, tokens: _Tokens, index: int) -> Entry | None:
        fitting = (
            entry for entry in self._begin[tokens.folded[index]] if _fits(entry, tokens, index)
        )
        return max(fitting, key=lambda entry: len(entry.words), default=None)


def _tokens(text: str) -> _Tokens:
    parts = _TOKEN.split(text)
    written = parts[1::2]
    return _Tokens(written, [word.casefold() for word in written], parts[0::2])


def _fits(entry: Entry, tokens: _Tokens, index: int) -> bool:
    """Whether the words of `entry` stand at `index`. The first is known to match."""
    following = slice(index + 1, index + len(entry.words))
    words = tokens.folded[following]
    return len(words) == len(entry.gaps) and all(
        pattern.matches(word) and normal_gap(between) == gap
        for pattern, word, gap, between in zip(
            entry.words[1:], words, entry.gaps, tokens.gaps[following], strict=True
        )
    )

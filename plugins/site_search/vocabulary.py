"""Under which entries words are found: their own, and those of what they end with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.site_search.compounds import tails
from plugins.site_search.folding import shortened, stem

_FEW = 100
"""When more words come and go, beginning anew is quicker than looking whom they concern."""

Entries = tuple[str, frozenset[str]]
"""A word's own entry, and the entries of its tails."""


class Vocabulary:
    """Remembers what it worked out: from one build to the next only a few words come and go."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._entries: dict[str, Entries] = {}

    def entries(self, words: Iterable[str]) -> Mapping[str, Entries]:
        """The entries of each of the plain `words`, which are all that the texts know."""
        before = self._entries
        own = {word: before[word][0] if word in before else _entry(word) for word in words}
        known = frozenset(own).union(own.values())
        news = tuple(known ^ self._known)
        if len(news) > _FEW:
            before = {}

        def entries(word: str) -> Entries:
            # Nothing is asked about a word but whether pieces of it are known.
            if word in before and not any(new in word for new in news):
                return before[word]
            return own[word], frozenset(map(_entry, tails(word, known)))

        self._known, self._entries = known, {word: entries(word) for word in own}
        return self._entries


def _entry(word: str) -> str:
    return stem(shortened(word))

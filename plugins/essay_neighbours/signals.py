"""Meets Pelican: sets number, previous_essay, next_essay, related_essays and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.essay_neighbours.order import Essay, numbers, places
from plugins.essay_neighbours.series import parts
from plugins.essay_neighbours.words import FoldedWords, word_counts
from plugins.manuscript.memo import Memo, memo_of


@dataclass(frozen=True, slots=True)
class Series:
    """What templates know of an essay's series: `essays` are its parts, `number` is this one's."""

    name: str
    number: int
    essays: list[Any]


class _Related(Sequence[Any]):
    """The essays most like one, found out when its page is written.

    A preview writes the page that its author waits for before it has asked about all others.
    """

    def __init__(self, find: Callable[[], list[Any]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> list[Any]:
        return self._find()

    def __getitem__(self, index: Any) -> Any:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)


def _listed(published: list[Any], related: Callable[[], tuple[int, ...]]) -> list[Any]:
    return [published[other] for other in related()]


def register() -> None:
    """Connect to Pelican's signals."""
    signals.all_generators_finalized.connect(_introduce)


def _introduce(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            _place(generator)
            _number(generator.articles)


def _place(generator: Any) -> None:
    unlisted = chain(
        generator.hidden_articles,
        generator.hidden_translations,
        generator.drafts,
        generator.drafts_translations,
    )
    for article in unlisted:
        article.number = article.previous_essay = article.next_essay = None
        article.related_essays = []
        article.series = None

    published = [*generator.articles, *generator.translations]
    memo = memo_of(generator.settings)
    folded = {lang: FoldedWords(lang) for lang in {article.lang for article in published}}
    found = places([_essay(article, folded[article.lang], memo) for article in published], memo)
    for article, place in zip(published, found, strict=True):
        article.previous_essay = None if place.previous is None else published[place.previous]
        article.next_essay = None if place.following is None else published[place.following]
        article.related_essays = _Related(partial(_listed, published, place.related))

    _place_in_series(published)


def _place_in_series(published: list[Any]) -> None:
    line = sorted(published, key=lambda article: (article.date, article.slug))
    names = [article.metadata.get("series") for article in line]
    found = parts(
        [name and (name, article.lang) for name, article in zip(names, line, strict=True)]
    )
    for article, name, part in zip(line, names, found, strict=True):
        article.series = part and Series(name, part.number, [line[other] for other in part.all])


def _number(originals: list[Any]) -> None:
    ordinals = numbers([(article.date, article.slug) for article in originals])
    for article, number in zip(originals, ordinals, strict=True):
        for version in (article, *article.translations):
            version.number = number


def _essay(article: Any, folded: FoldedWords, memo: Memo) -> Essay:
    # Not `article.content`: reading it would fix its links before every plugin had its say.
    html = article._content  # noqa: SLF001 Pelican has no other way to it
    return Essay(
        date=article.date,
        slug=article.slug,
        lang=article.lang,
        tags=frozenset(tag.slug for tag in getattr(article, "tags", ())),
        words=memo(("words", html, article.lang), lambda: word_counts(html, folded)),
    )

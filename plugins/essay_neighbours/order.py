"""The order of essays: by date, then by address, never by the order of files on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from plugins.essay_neighbours.likeness import Likeness, Text
from plugins.manuscript.memo import Memo

RELATED = 3


@dataclass(frozen=True, slots=True)
class Essay:
    """What decides an essay's place. `date` is aware; slug and language name it.

    `words` are those of its text, folded, with their counts.
    """

    date: datetime
    slug: str
    lang: str
    tags: frozenset[str]
    words: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Place:
    """The neighbours of an essay as positions in what `places` was given, same language all.

    `previous` is older, `following` newer; `related` finds up to three, the likest first, and is to
    be asked only for an essay whose page is written: that takes a while.
    """

    previous: int | None
    following: int | None
    related: Callable[[], tuple[int, ...]]


def numbers(originals: Sequence[tuple[datetime, str]]) -> list[int]:
    """The number of each essay given by date and slug; the oldest is number 1."""
    order = sorted(range(len(originals)), key=originals.__getitem__)
    ordinals = {position: ordinal for ordinal, position in enumerate(order, start=1)}
    return [ordinals[position] for position in range(len(originals))]


def places(essays: Sequence[Essay], memo: Memo | None = None) -> list[Place]:
    """The place of each essay among those of its language."""
    found: dict[int, Place] = {}
    for lang in sorted({essay.lang for essay in essays}):
        found.update(_places_in(lang, essays, memo))
    return [found[position] for position in range(len(essays))]


def _places_in(
    lang: str, essays: Sequence[Essay], memo: Memo | None
) -> Iterable[tuple[int, Place]]:
    line = sorted(
        (position for position, essay in enumerate(essays) if essay.lang == lang),
        key=lambda position: (essays[position].date, essays[position].slug),
    )
    likeness = Likeness([Text(essays[p].words, essays[p].tags) for p in line], memo)
    before = [None, *line[:-1]]
    after = [*line[1:], None]
    for nr, (position, previous, following) in enumerate(zip(line, before, after, strict=True)):
        yield position, Place(previous, following, partial(_related, likeness, nr, line))


def _related(likeness: Likeness, nr: int, line: Sequence[int]) -> tuple[int, ...]:
    return tuple(line[other] for other in likeness.most_alike(nr, RELATED))

"""Series: essays that belong together and are read in the order in which they appeared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """An essay's place in its series.

    `number` counts from 1; `all` are the positions of every part in what `parts` was given.
    """

    number: int
    all: tuple[int, ...]


def parts(names: Sequence[Hashable | None]) -> list[Part | None]:
    """The place of each essay in the series of its name; None for an essay without a name.

    `names` come oldest first. A series that has only begun has one part.
    """
    series: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if name is not None:
            series[name].append(position)
    places: list[Part | None] = [None] * len(names)
    for members in series.values():
        for number, position in enumerate(members, start=1):
            places[position] = Part(number, tuple(members))
    return places

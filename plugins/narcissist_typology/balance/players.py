"""Who sits at the table: players as functions from their own top card to the value they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Player = Callable[[int], int]
"""From the number of one's top card to the number of the value to name.

A player sees nothing else, least of all the others' cards.
"""


def informed(best: Sequence[int]) -> Player:
    """Knows the deck: names the value with which its card beats most others.

    `best` has that value for every card.
    """
    return best.__getitem__


def clueless(kinds: int, chance: Random) -> Player:
    """Names any of the `kinds` values, each equally often."""
    # Only random() is promised to give the same numbers in every version of Python.
    return lambda _card: int(chance.random() * kinds)

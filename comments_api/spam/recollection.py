"""What was learned and what is on the block list, kept in memory until either changes.

Every change, by whichever process, gives the database another token in the same transaction. So one
small question tells whether what is remembered still holds, and a decision taken here or elsewhere
counts for the very next comment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from comments_api.model import Block, Tally
from comments_api.ports import SpamReader

MOST_FEATURES = 50_000
"""Remembered at once, some five megabytes."""


@dataclass(slots=True)
class _Remembered:
    token: bytes | None
    lessons: Tally
    blocks: Sequence[Block]
    tallies: dict[int, Tally | None] = field(default_factory=dict)  # None: in no lesson


class Recollection:
    """Shared by the threads of a process: of two who read the same at once, either may keep it."""

    def __init__(self) -> None:
        self._remembered: _Remembered | None = None

    def of(self, reading: SpamReader) -> Recalled:
        """What `reading` would say, without asking again for what it said before."""
        token = reading.spam_token()
        remembered = self._remembered
        if remembered is None or remembered.token != token:
            remembered = _Remembered(token, reading.lessons_learned(), reading.blocks())
            self._remembered = remembered
        return Recalled(reading, remembered)


class Recalled:
    """One transaction's view, from memory where that holds."""

    def __init__(self, reading: SpamReader, remembered: _Remembered) -> None:
        self._reading = reading
        self._remembered = remembered

    def lessons_learned(self) -> Tally:
        """How many comments of each kind were learned."""
        return self._remembered.lessons

    def blocks(self) -> Sequence[Block]:
        """The block list."""
        return self._remembered.blocks

    def tallies(self, features: Collection[int]) -> Mapping[int, Tally]:
        """The features that occurred in a lesson, and how often."""
        known = self._remembered.tallies
        if missing := [feature for feature in features if feature not in known]:
            if len(known) + len(missing) > MOST_FEATURES:
                known = self._remembered.tallies = {}
                missing = list(features)
            found = self._reading.tallies(missing)
            known.update((feature, found.get(feature)) for feature in missing)
        return {feature: tally for feature in features if (tally := known[feature])}

"""Naive Bayes over clues, every weight of which can be shown.

A clue that occurred in `n` lessons, in the share `u` of the unwanted ones and `w` of the wanted,
speaks with the logit of ``(s/2 + n p) / (s + n)``, where ``p = u / (u + w)``: Robinson's way to let
what was seen rarely say little (G. Robinson, "A statistical approach to the spam problem", Linux
Journal 107, 2003; here ``s = 1``). The score is the sum of the strongest weights: above 0 the
comment is more like the unwanted ones. Nothing else enters it, so the clues shown explain it whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from comments_api.model import Tally
from comments_api.spam.clues import Clue

ENOUGH = 10
"""Lessons of each kind before the filter says anything."""

STRONGEST = 20
"""Clues that count. More would let a long comment drown in what it has in common with all."""

SEEN_OFTEN_ENOUGH = 2
"""Lessons before a word says anything; what occurred once is somebody's, not spam's."""

_STRENGTH = 1.0
_WEAKEST = 0.2
_LEAST_PIECES = 0.5


class Weighed(NamedTuple):
    """A clue and what it says: above 0 for unwanted, below for wanted."""

    clue: Clue
    weight: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the filter thinks, and all it thinks it for, the strongest first."""

    score: float
    reasons: tuple[Weighed, ...]
    lessons: Tally

    @property
    def learned_enough(self) -> bool:
        """Whether the filter says anything at all yet."""
        return learned_enough(self.lessons)

    @property
    def percent(self) -> int:
        """How sure it is that the comment is unwanted, from 1 to 99: it is never certain."""
        bounded = max(-50.0, min(50.0, self.score))
        return max(1, min(99, round(100 / (1 + math.exp(-bounded)))))


def learned_enough(lessons: Tally) -> bool:
    """Whether there were lessons enough to say anything."""
    return min(lessons.wanted, lessons.unwanted) >= ENOUGH


def opinion_of(clues: Sequence[Clue], weights: Mapping[str, float], lessons: Tally) -> Opinion:
    """The opinion on a comment with these clues, whose weights are given by feature."""
    telling = [clue for clue in clues if abs(weights[clue.feature]) >= _WEAKEST]
    telling.sort(key=lambda clue: -abs(weights[clue.feature]))
    reasons = tuple(Weighed(clue, weights[clue.feature]) for clue in telling[:STRONGEST])
    return Opinion(math.fsum(reason.weight for reason in reasons), reasons, lessons)


def weight(clue: Clue, tallies: Mapping[str, Tally], lessons: Tally) -> float:
    """What a clue says, from how often each feature occurred in `lessons`, which are enough."""
    own = tallies.get(clue.feature, Tally())
    if own.lessons >= SEEN_OFTEN_ENOUGH:
        return _logit(own, lessons)
    known = [
        _logit(tallies[piece], lessons)
        for piece in clue.pieces
        if piece in tallies and tallies[piece].lessons >= SEEN_OFTEN_ENOUGH
    ]
    if not known or len(known) < len(clue.pieces) * _LEAST_PIECES:
        return 0.0
    return fmean(known)


def _logit(tally: Tally, lessons: Tally) -> float:
    unwanted = tally.unwanted / lessons.unwanted
    wanted = tally.wanted / lessons.wanted
    likely = unwanted / (unwanted + wanted)
    believed = (_STRENGTH / 2 + tally.lessons * likely) / (_STRENGTH + tally.lessons)
    return math.log(believed / (1 - believed))

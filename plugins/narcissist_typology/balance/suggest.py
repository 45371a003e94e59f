"""Looks for the smallest changes that make a deck keep every limit.

First every single value that could mend it all is tried in every way, small steps before large
ones: when one change is enough, it is the smallest there is. Otherwise a seeded tabu search looks
for several (F. Glover, Tabu Search, Part I, ORSA Journal on Computing 1 (1989),
doi 10.1287/ijoc.1.3.190): from the deck as it is, each step changes the value that makes the deck
best, even where that is worse than before; a value just changed rests for a while. What is found is
made smaller: changes that are not needed go, the others move back towards the printed value as far
as they can. Then part of it is thrown away and sought again. Small means few values first, then
little distance.

Games are expensive, so only decks that keep all other limits are played. How a deck plays hangs on
how often the best values of its cards win (`Sheet.edge`); when the games go wrong, the search goes
on with a bound on that.

The effort is bounded in decks looked at and decks played, never in time, so that the same deck gets
the same proposal everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from plugins.narcissist_typology.balance.changes import (
    Cell,
    Change,
    can_end,
    cells_of,
    changes_between,
    possible_values,
)
from plugins.narcissist_typology.balance.faults import Fault, Rule, played_faults, static_faults
from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.simulation import simulate


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look.

    `rounds` of searching look at `decks` each and end with playing the best one; a walk through
    neighbouring decks takes `steps`, each to the best of so many `neighbours`.
    """

    rounds: int = 4
    decks: int = 12_000
    steps: int = 40
    neighbours: int = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to change, and the changed deck.

    `remaining` are the faults that deck still has: empty when something was found, otherwise the
    changes are the best that was. `is_smallest` when nothing smaller can do it. `decks` were
    looked at.
    """

    changes: tuple[Change, ...]
    sheet: Sheet
    remaining: tuple[Fault, ...]
    is_smallest: bool
    decks: int

    @property
    def found(self) -> bool:
        """Whether the changed deck keeps every limit."""
        return not self.remaining


def suggest(sheet: Sheet, limits: Limits, effort: Effort | None = None) -> Suggestion:
    """Look for the smallest changes that make `sheet` keep `limits`, games included."""
    return _Search(sheet, limits, effort or Effort()).run()


_VALUE_WEIGHT = 0.02
_DISTANCE_WEIGHT = 0.0005
"""What a changed value and one step of distance weigh against faults, which are at least 1."""

_EDGE_WEIGHT = 100.0
_EDGE_STEP = 0.003
_EDGE_SHARE = 0.25
"""A step of the bound on the edge, at least, and as a share of what the games are over a limit."""

_REST = (3, 6)
"""For how many steps, from and to, a changed value rests."""


class _Search:
    def __init__(self, start: Sheet, limits: Limits, effort: Effort) -> None:
        self._start = start
        self._limits = limits
        self._effort = effort
        self._chance = Random(f"{limits.seed}/suggest")  # noqa: S311 a search, not a secret
        self._decks = self._refused = 0
        self._edge_least, self._edge_most = 0.0, 1.0
        self._nearest: tuple[tuple[bool, float], Sheet, tuple[Fault, ...]] | None = None

    def run(self) -> Suggestion:
        if self._excess(self._start):
            if single := self._single_change():
                return self._told(single, (), is_smallest=not self._refused)
        elif self._keeps_playing_limits(self._start):
            return self._told(self._start, (), is_smallest=True)
        for _round in range(self._effort.rounds):
            found = self._several_changes()
            if found and self._keeps_playing_limits(found):
                return self._told(found, (), is_smallest=False)
        return self._not_found()

    def _told(self, sheet: Sheet, remaining: tuple[Fault, ...], *, is_smallest: bool) -> Suggestion:
        changes = changes_between(self._start, sheet)
        return Suggestion(changes, sheet, remaining, is_smallest, self._decks)

    def _not_found(self) -> Suggestion:
        assert self._nearest  # noqa: S101 something was wrong, or there would be nothing to look for
        _distance, sheet, faults = self._nearest
        return self._told(sheet, faults, is_smallest=False)

    def _excess(self, sheet: Sheet) -> float:
        """How much is wrong with a deck, as far as shows without playing; 0 when nothing is."""
        self._decks += 1
        faults = static_faults(sheet, self._limits)
        excess = sum(fault.excess for fault in faults)
        if faults:
            self._note(sheet, faults, was_played=False)
        return excess + self._edge_excess(sheet)

    def _edge_excess(self, sheet: Sheet) -> float:
        low, high = self._edge_least - sheet.edge, sheet.edge - self._edge_most
        return max(low, high, 0.0) * _EDGE_WEIGHT

    def _note(self, sheet: Sheet, faults: tuple[Fault, ...], *, was_played: bool) -> None:
        """Remember the deck that came nearest: one fit to be played, then the one least wrong."""
        distance = (not was_played, sum(fault.excess for fault in faults))
        if not self._nearest or distance < self._nearest[0]:
            self._nearest = (distance, sheet, faults)

    def _keeps_playing_limits(self, sheet: Sheet) -> bool:
        """Play; when that shows faults, bound the edge so that the next deck has less of them.

        A changed deck also has to hold in games with another seed: of several decks that are all
        a little over a limit, the search would otherwise pick the one lucky with its shuffles.
        """
        seeds = (0,) if sheet == self._start else (0, 1)
        return all(self._keeps(sheet, self._limits.seed + more) for more in seeds)

    def _keeps(self, sheet: Sheet, seed: int) -> bool:
        simulation = simulate(sheet, replace(self._limits, seed=seed))
        faults = played_faults(simulation, self._limits) if simulation else ()
        for fault in faults:
            step = max(_EDGE_STEP, _EDGE_SHARE * abs(fault.measured - fault.limit))
            if fault.rule is Rule.INFORMED_WEAK:
                self._edge_least = max(self._edge_least, sheet.edge + step)
            else:
                self._edge_most = min(self._edge_most, sheet.edge - step)
        if faults:
            self._refused += 1
            self._note(sheet, faults, was_played=True)
        return not faults

    def _cost(self, sheet: Sheet) -> tuple[int, int]:
        """How many values are changed, and by how much together."""
        changes = changes_between(self._start, sheet)
        return len(changes), sum(change.size for change in changes)

    def _single_change(self) -> Sheet | None:
        for change in self._single_changes():
            sheet = self._start.with_value(change.card, change.kind, change.new)
            if not self._excess(sheet) and self._keeps_playing_limits(sheet):
                return sheet
        return None

    def _single_changes(self) -> list[Change]:
        """All that could end every fault at once, the smallest first."""
        lowest, highest = self._start.scale
        faults = static_faults(self._start, self._limits)
        changes = [
            Change(card, kind, old, new)
            for kind, column in enumerate(self._start.values)
            for card, old in enumerate(column)
            if all(can_end(fault, card, kind, self._start) for fault in faults)
            for new in range(lowest, highest + 1)
            if new != old
        ]
        return sorted(changes, key=lambda change: change.size)

    def _several_changes(self) -> Sheet | None:
        """The cheapest deck of one round of searching that needs no playing to be refused."""
        end = self._decks + self._effort.decks
        best: Sheet | None = None
        sheet = self._start
        while self._decks < end:
            arrived = self._walk(sheet)
            if arrived:
                smaller = self._made_smaller(arrived)
                if best is None or self._cost(smaller) < self._cost(best):
                    best = smaller
            sheet = self._half_taken_back(best) if best else self._start
        return best

    def _walk(self, sheet: Sheet) -> Sheet | None:
        """A sheet without excess, or None when none came along."""
        resting: dict[Cell, int] = {}
        excess = least = self._excess(sheet)
        for step in range(self._effort.steps):
            if not excess:
                return sheet
            choice: tuple[float, float, Cell, Sheet] | None = None
            for cell, value in self._sample(sheet):
                neighbour = sheet.with_value(*cell, value)
                its_excess = self._excess(neighbour)
                if resting.get(cell, -1) >= step and its_excess >= least:
                    continue
                values, distance = self._cost(neighbour)
                score = its_excess + values * _VALUE_WEIGHT + distance * _DISTANCE_WEIGHT
                if choice is None or score < choice[0]:
                    choice = (score, its_excess, cell, neighbour)
            if choice is None:
                return None
            _score, excess, cell, sheet = choice
            least = min(least, excess)
            shortest, longest = _REST
            resting[cell] = step + shortest + int(self._chance.random() * (longest - shortest + 1))
        return None

    def _sample(self, sheet: Sheet) -> Iterator[tuple[Cell, int]]:
        faults = static_faults(sheet, self._limits)
        cells = list(dict.fromkeys(cell for fault in faults for cell in cells_of(fault, sheet)))
        if self._edge_excess(sheet):  # any value may help: it beats others, or is beaten
            cells = list(product(range(len(sheet.cards)), range(len(sheet.kinds))))
        moves = [(cell, value) for cell in cells for value in possible_values(sheet, *cell)]
        if len(moves) <= self._effort.neighbours:
            yield from moves
            return
        for _draw in range(self._effort.neighbours):
            yield moves[int(self._chance.random() * len(moves))]

    def _made_smaller(self, sheet: Sheet) -> Sheet:
        """The sheet without the changes it does not need, the others as small as can be."""
        for change in sorted(changes_between(self._start, sheet), key=lambda each: -each.size):
            nearer = range(change.old, change.new, 1 if change.new > change.old else -1)
            for value in nearer:
                smaller = sheet.with_value(change.card, change.kind, value)
                if not self._excess(smaller):
                    sheet = smaller
                    break
        return sheet

    def _half_taken_back(self, sheet: Sheet) -> Sheet:
        for change in changes_between(self._start, sheet):
            if self._chance.random() < 0.5:  # noqa: PLR2004 half of them
                sheet = sheet.with_value(change.card, change.kind, change.old)
        return sheet

"""The one value whose change mends a fault."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.narcissist_typology.balance.changes import Change, cells_of, possible_values
from plugins.narcissist_typology.balance.faults import PLAYED, Fault, Rule, static_faults
from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Sheet

_CELLS = 12
"""So many of the most promising values are tried, each in every way."""


def advise(fault: Fault, sheet: Sheet, limits: Limits) -> Change | None:
    """The smallest change found that ends `fault` and adds no other; None when there is none.

    A fault that shows in play hangs on every card; for it this is the single step that moves the
    deck farthest in the right direction without a new fault.
    """
    known = {other.key for other in static_faults(sheet, limits)}

    def adds_none(changed: Sheet) -> bool:
        return all(other.key in known for other in static_faults(changed, limits))

    if fault.rule in PLAYED:
        sign = 1 if fault.rule is Rule.INFORMED_WEAK else -1
        steps = [
            (sign * (changed.edge - sheet.edge), change, changed)
            for change, changed in _neighbours(fault, sheet)
        ]
        steps.sort(key=lambda step: (-step[0], step[1].size))
        good = (change for gain, change, changed in steps if gain > 0 and adds_none(changed))
        return next(good, None)

    known.discard(fault.key)
    mends = (change for change, changed in _neighbours(fault, sheet) if adds_none(changed))
    return next(mends, None)


def _neighbours(fault: Fault, sheet: Sheet) -> Iterator[tuple[Change, Sheet]]:
    """Every deck one change away that could mend the fault, the smallest change first."""
    changes = [
        Change(card, kind, sheet.values[kind][card], value)
        for card, kind in cells_of(fault, sheet)[:_CELLS]
        for value in possible_values(sheet, card, kind)
    ]
    for change in sorted(changes, key=lambda change: change.size):
        yield change, sheet.with_value(change.card, change.kind, change.new)

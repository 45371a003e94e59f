"""Is the deck balanced? Everything measured, everything played, everything wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from plugins.narcissist_typology.balance.advice import advise
from plugins.narcissist_typology.balance.changes import Change
from plugins.narcissist_typology.balance.faults import Fault, played_faults, static_faults
from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Scale, Sheet
from plugins.narcissist_typology.balance.simulation import Simulation, simulate
from plugins.narcissist_typology.deck import Deck


@dataclass(frozen=True)
class BalanceReport:
    """What `check_balance` found. `simulation` is None when there are too few cards to deal."""

    sheet: Sheet
    limits: Limits
    simulation: Simulation | None

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Every limit the deck breaks."""
        played = played_faults(self.simulation, self.limits) if self.simulation else ()
        return (*static_faults(self.sheet, self.limits), *played)

    @cached_property
    def advice(self) -> tuple[Change | None, ...]:
        """For each fault the one change that would mend it, if there is one."""
        return tuple(advise(fault, self.sheet, self.limits) for fault in self.faults)


def check_balance(deck: Deck, limits: Limits, scale: Scale) -> BalanceReport:
    """Measure and play `deck`, whose values lie within `scale` (TYPOLOGY_RANGE)."""
    sheet = Sheet.of(deck, scale)
    return BalanceReport(sheet, limits, simulate(sheet, limits))

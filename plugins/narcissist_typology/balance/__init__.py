"""Is the deck fair? Measured, simulated, reported, and mended by suggestion.

`check_balance` is the library; `command` has what ``make deck`` and ``make check`` call;
docs/deck-balance.md explains every limit.
"""

from plugins.narcissist_typology.balance.limits import Limits, parse_limits
from plugins.narcissist_typology.balance.report import BalanceReport, check_balance
from plugins.narcissist_typology.balance.suggest import Suggestion, suggest
from plugins.narcissist_typology.balance.voice import Voice
from plugins.narcissist_typology.balance.wording import CardFiles, findings

__all__ = [
    "BalanceReport",
    "CardFiles",
    "Limits",
    "Suggestion",
    "Voice",
    "check_balance",
    "findings",
    "parse_limits",
    "suggest",
]

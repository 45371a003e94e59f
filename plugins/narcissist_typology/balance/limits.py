"""What a balanced deck must keep, and how its owner sets that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from plugins.manuscript import InvalidSetting, Translate, must_be, nearest

SETTING = "TYPOLOGY_BALANCE"


class Unit(StrEnum):
    """What the two limits on simulated play count."""

    ROUNDS = "rounds"
    GAMES = "games"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a balanced deck. Shares are from 0 to 1.

    `best_share_least`: every card's best value beats at least this share of the other cards.
    `strong_share`, `strong_kinds_most`: no card beats this share of the others, or more, in more
    than so many values.
    `best_of_least`, `best_of_most`: every value is the best one of so many cards, as multiples of
    the even part, cards / values, rounded outwards. 0.75 and 1.3125 are 4 to 7 of 32 cards with
    six values.
    `rho_most`: Spearman's rank correlation of any two values, regardless of its sign.
    `tie_chance_most`: the chance that two cards tie in a value.
    `family_within`: how far a family's sum of all values, those that win low turned around, may be
    from the mean of the families.
    `informed_least`, `informed_most`: what a player who knows the deck wins against players who
    name values by chance.
    `starter_most`: what the starter wins among equals.
    `unit`: whether these three are shares of the rounds or of the games.
    `games`: how many games each pairing plays; `players` are at the table; `rounds_most` ends a
    game; `seed` makes the shuffles.
    """

    best_share_least: float = 0.70
    strong_share: float = 0.80
    strong_kinds_most: int = 2
    best_of_least: float = 0.75
    best_of_most: float = 1.3125
    rho_most: float = 0.60
    tie_chance_most: float = 0.03
    family_within: float = 0.10
    informed_least: float = 0.65
    informed_most: float = 0.90
    starter_most: float = 0.58
    unit: Unit = Unit.ROUNDS
    games: int = 2000
    players: int = 2
    rounds_most: int = 500
    seed: int = 1


_WHOLE = {
    "strong_kinds_most": (0, 100),
    "games": (100, 1_000_000),
    "players": (2, 12),
    "rounds_most": (1, 100_000),
    "seed": (0, 2**32),
}
_MULTIPLES = ("best_of_least", "best_of_most")
_LARGEST_MULTIPLE = 100
_ORDERED = (("best_of_least", "best_of_most"), ("informed_least", "informed_most"))


def parse_limits(settings: Mapping[str, Any], _: Translate) -> Limits | None:
    """Read TYPOLOGY_BALANCE from Pelican's dictionary; None when it is None: nothing is enforced.

    The setting names what differs from the defaults, ``{"rho_most": 0.5}``. Raises InvalidSetting.
    """
    value = settings.get(SETTING, {})
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise must_be(SETTING, _("a dictionary of limits, or None"), value, _)
    known = [field.name for field in fields(Limits)]
    for name in value:
        if name not in known:
            names = {"setting": SETTING, "name": name, "hint": _hint(str(name), known, _)}
            raise InvalidSetting(
                _("The setting %(setting)s has no limit %(name)r. %(hint)s") % names
            )
    limits = Limits(**{name: _read(name, given, _) for name, given in value.items()})
    for least, most in _ORDERED:
        if getattr(limits, least) > getattr(limits, most):
            raise InvalidSetting(
                _("The setting %(setting)s has “%(least)s” above “%(most)s”.")
                % {"setting": SETTING, "least": least, "most": most}
            )
    return limits


def _hint(name: str, known: Sequence[str], _: Translate) -> str:
    meant = nearest(name, known)
    if meant:
        return _("Did you mean “%s”?") % meant
    return _("These exist: %s.") % ", ".join(known)


def _read(name: str, value: object, _: Translate) -> Any:
    if name == "unit":
        if value in set(Unit):
            return Unit(str(value))
        expected = _("“rounds” or “games”")
    elif name in _WHOLE:
        low, high = _WHOLE[name]
        if type(value) is int and low <= value <= high:
            return value
        expected = _("a whole number from %(low)d to %(high)d") % {"low": low, "high": high}
    else:
        high = _LARGEST_MULTIPLE if name in _MULTIPLES else 1
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= high:
            return value
        expected = _("a number from 0 to %d") % high
    raise must_be(f"{SETTING}[{name!r}]", expected, value, _)

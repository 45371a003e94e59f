"""Decks of numbers: cards whose words do not matter here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.narcissist_typology.balance.faults import Fault, Rule, static_faults
from plugins.narcissist_typology.balance.limits import Limits
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.card import Card, Family, Gender, Provenance, Quotation, ValueKind
from plugins.narcissist_typology.deck import Deck

SCALE = (5, 100)
KINDS = tuple(
    ValueKind(key, key.title(), lower_wins=key == "geduld")
    for key in ("eifer", "prunk", "klang", "geduld")
)
SIX = (
    ValueKind("selbstliebe", "Selbstliebe"),
    ValueKind("buzzword-dichte", "Buzzword-Dichte"),
    ValueKind("reichweite", "Reichweite"),
    ValueKind("fremdschaemfaktor", "Fremdschämfaktor"),
    ValueKind("substanz", "Substanz"),
    ValueKind("kritikfaehigkeit", "Kritikfähigkeit", lower_wins=True),
)

EIGHT = {
    "A1": (35, 80, 74, 21),
    "A2": (52, 82, 66, 85),
    "A3": (79, 13, 82, 5),
    "A4": (65, 38, 83, 34),
    "B1": (29, 96, 65, 74),
    "B2": (75, 65, 55, 86),
    "B3": (24, 34, 86, 24),
    "B4": (71, 54, 64, 6),
}
"""Keeps every limit but the starter's: a game of four cards each is short."""
EIGHT_LIMITS = Limits(starter_most=0.8)

THIRTY_TWO = {
    "A1": (92, 78, 40, 88, 15, 12),
    "A2": (75, 78, 66, 52, 34, 30),
    "A3": (87, 45, 28, 76, 16, 35),
    "A4": (38, 58, 44, 95, 20, 72),
    "B1": (55, 88, 58, 84, 18, 12),
    "B2": (87, 80, 14, 72, 36, 40),
    "B3": (84, 91, 36, 48, 24, 28),
    "B4": (87, 62, 31, 56, 46, 7),
    "C1": (97, 42, 51, 78, 28, 20),
    "C2": (82, 67, 69, 58, 39, 57),
    "C3": (78, 33, 81, 98, 27, 24),
    "C4": (70, 82, 51, 62, 35, 24),
    "D1": (90, 53, 64, 74, 30, 8),
    "D2": (76, 48, 69, 81, 22, 26),
    "D3": (68, 37, 47, 41, 49, 43),
    "D4": (48, 29, 19, 50, 60, 66),
    "E1": (65, 70, 88, 78, 33, 6),
    "E2": (44, 73, 53, 81, 35, 54),
    "E3": (65, 20, 100, 70, 10, 58),
    "E4": (18, 16, 91, 46, 11, 88),
    "F1": (60, 25, 85, 59, 44, 38),
    "F2": (66, 31, 80, 92, 29, 18),
    "F3": (72, 11, 97, 66, 7, 32),
    "F4": (52, 22, 82, 43, 16, 5),
    "G1": (62, 76, 74, 25, 55, 45),
    "G2": (88, 27, 99, 54, 5, 22),
    "G3": (40, 100, 23, 60, 11, 62),
    "G4": (80, 64, 73, 30, 38, 9),
    "H1": (86, 57, 35, 80, 48, 6),
    "H2": (73, 99, 50, 77, 21, 19),
    "H3": (69, 41, 54, 90, 25, 34),
    "H4": (94, 36, 27, 34, 52, 48),
}
"""The values of the house's own deck when this was written. Keeps every limit."""


def deck(values: Mapping[str, Sequence[int]], kinds: Sequence[ValueKind] = KINDS) -> Deck:
    letters = sorted({code[0] for code in values})
    families = {letter: Family(letter, f"Familie {letter}") for letter in letters}
    used = tuple(kinds[: len(next(iter(values.values()), kinds))])
    cards = [_card(code, families[code[0]], used, row) for code, row in values.items()]
    return Deck.of(cards, used, list(families.values()))


def _card(code: str, family: Family, kinds: Sequence[ValueKind], values: Sequence[int]) -> Card:
    return Card(
        code=code,
        slug=f"karte-{code.lower()}",
        family=family,
        article="Die",
        name=f"Karte {code}",
        gender=Gender.FEMININE,
        motto="Nichts als Zahlen",
        values=tuple(zip(kinds, values, strict=True)),
        symptoms=("keine",),
        habitat="Tests",
        prey="Fehler",
        enemy="Zufall",
        antidote="Zählen",
        relatives=(),
        quotation=Quotation("Eins."),
        provenance=Provenance(),
        alt="Gesicht",
        text="Text.",
        lang="de",
    )


def sheet(values: Mapping[str, Sequence[int]], kinds: Sequence[ValueKind] = KINDS) -> Sheet:
    return Sheet.of(deck(values, kinds), SCALE)


def with_values(
    values: Mapping[str, Sequence[int]], changes: Mapping[tuple[str, int], int]
) -> dict[str, tuple[int, ...]]:
    """A copy with single values changed; meant by code and number of the kind."""
    changed = {code: list(row) for code, row in values.items()}
    for (code, kind), value in changes.items():
        changed[code][kind] = value
    return {code: tuple(row) for code, row in changed.items()}


def faults(values: Mapping[str, Sequence[int]], rule: Rule, limits: Limits) -> list[Fault]:
    return [fault for fault in static_faults(sheet(values), limits) if fault.rule is rule]

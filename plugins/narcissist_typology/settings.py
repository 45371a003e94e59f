"""The plugin's settings, and as their defaults the deck of the Spiegelkabinett.

What a deck is called, which families it has and which values its cards carry is content, so all
of it can be set; docs/own-deck.md shows how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.manuscript import InvalidSetting, Translate, must_be
from plugins.narcissist_typology.card import OPTIONAL_FIELDS, REQUIRED_FIELDS, Family, ValueKind
from plugins.narcissist_typology.portrait import FEATURES

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTER = re.compile(r"[A-Z]")
_LARGEST_FAMILY = 99  # a code is a letter and at most two digits

DEFAULTS: Mapping[str, Any] = {
    "TYPOLOGY_PATH": "typologie",
    "TYPOLOGY_TITLE": "Typologie der Narzissten",
    "TYPOLOGY_SUBTITLE": (
        "Ein Quartett. Gezeichnet nach den Werten, nicht nach dem Leben; "
        "Ähnlichkeiten mit Ihrem Spiegelbild sind unvermeidlich."
    ),
    "TYPOLOGY_FAMILIES": {
        "A": "Die Bühnenmenschen",
        "B": "Die Titelträger",
        "C": "Die Büßer",
        "D": "Die Frühaufsteher",
        "E": "Die Menschenfischer",
        "F": "Die Erzähler",
        "G": "Die Zahlenmenschen",
        "H": "Die Gewissenhaften",
    },
    "TYPOLOGY_FAMILY_SIZE": 4,
    "TYPOLOGY_VALUES": [
        {"key": "selbstliebe", "label": "Selbstliebe"},
        {"key": "buzzword-dichte", "label": "Buzzword-Dichte"},
        {"key": "reichweite", "label": "Reichweite"},
        {"key": "fremdschaemfaktor", "label": "Fremdschämfaktor"},
        {"key": "substanz", "label": "Substanz"},
        {"key": "kritikfaehigkeit", "label": "Kritikfähigkeit", "lower_wins": True},
    ],
    "TYPOLOGY_RANGE": (5, 100),
    "TYPOLOGY_WORDS": (60, 150),
    "TYPOLOGY_TAG": "karte",
    "TYPOLOGY_URL": "typologie/",
    "TYPOLOGY_CARD_URL": "typologie/{slug}/",
    "TYPOLOGY_RANKING_URL": "typologie/nach/{value}/",
    "TYPOLOGY_LICENSE": "CC-BY-SA-4.0",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the plugin knows of Pelican's settings.

    `folder` holds the card files; `must_exist` says that somebody named it on purpose. `lowest`
    and `highest` bound every value, `fewest_words` and `most_words` every portrait in words. `tag`
    is the word in ``[[karte:slug]]``. Addresses have no leading slash and end in one; `site_url`
    precedes them and has none at its end. `lang` is the language of the cards.
    """

    folder: Path
    must_exist: bool
    title: str
    subtitle: str
    families: tuple[Family, ...]
    family_size: int
    kinds: tuple[ValueKind, ...]
    lowest: int
    highest: int
    fewest_words: int
    most_words: int
    tag: str
    url: str
    card_url: str
    ranking_url: str
    license: str
    lang: str
    site_url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any], _: Translate) -> Settings:
        """Read Pelican's dictionary. Raises InvalidSetting."""
        read = _Reader({**DEFAULTS, **settings}, _)
        lowest, highest = read.range("TYPOLOGY_RANGE")
        fewest, most = read.range("TYPOLOGY_WORDS")
        return cls(
            folder=Path(settings["PATH"]) / read.text("TYPOLOGY_PATH"),
            must_exist="TYPOLOGY_PATH" in settings,
            title=read.text("TYPOLOGY_TITLE"),
            subtitle=read.text("TYPOLOGY_SUBTITLE"),
            families=read.families("TYPOLOGY_FAMILIES"),
            family_size=read.size("TYPOLOGY_FAMILY_SIZE"),
            kinds=read.kinds("TYPOLOGY_VALUES"),
            lowest=lowest,
            highest=highest,
            fewest_words=fewest,
            most_words=most,
            tag=read.key("TYPOLOGY_TAG"),
            url=read.address("TYPOLOGY_URL", ""),
            card_url=read.address("TYPOLOGY_CARD_URL", "{slug}"),
            ranking_url=read.address("TYPOLOGY_RANKING_URL", "{value}"),
            license=read.text("TYPOLOGY_LICENSE"),
            lang=settings.get("TYPOLOGY_LANG", settings["DEFAULT_LANG"]),
            site_url=settings["SITEURL"].rstrip("/"),
        )

    def share(self, value: int) -> float:
        """Where `value` lies between the lowest, 0, and the highest, 1."""
        return (value - self.lowest) / (self.highest - self.lowest)


class _Reader:
    """One method a shape of value; each raises InvalidSetting when the value has another."""

    def __init__(self, settings: Mapping[str, Any], translate: Translate) -> None:
        self._settings = settings
        self._ = translate

    def text(self, name: str) -> str:
        value = self._settings[name]
        if not isinstance(value, str) or not value.strip():
            raise self._invalid(name, self._("a text that is not empty"))
        return value

    def key(self, name: str) -> str:
        value = self._settings[name]
        if not isinstance(value, str) or not _KEY.fullmatch(value):
            raise self._invalid(name, self._("a word of small letters, digits and hyphens"))
        return value

    def size(self, name: str) -> int:
        value = self._settings[name]
        if type(value) is not int or not 1 <= value <= _LARGEST_FAMILY:
            raise self._invalid(name, self._("a whole number from 1 to %d") % _LARGEST_FAMILY)
        return value

    def range(self, name: str) -> tuple[int, int]:
        match self._settings[name]:
            case (int(low), int(high)) if 0 <= low < high:
                return low, high
        raise self._invalid(name, self._("two whole numbers, the smaller one first"))

    def address(self, name: str, placeholder: str) -> str:
        value = self.text(name)
        fits = value.endswith("/") and not value.startswith("/") and ".." not in value
        if not fits or (placeholder not in value) or value.count("{") != bool(placeholder):
            expected = self._(
                "an address like “%s”, without a slash before it and with one at its end"
            )
            raise self._invalid(name, expected % DEFAULTS[name])
        return value

    def families(self, name: str) -> tuple[Family, ...]:
        value: object = self._settings[name]
        if (
            not isinstance(value, Mapping)
            or not value
            or not all(isinstance(letter, str) and _LETTER.fullmatch(letter) for letter in value)
            or not all(isinstance(title, str) and title.strip() for title in value.values())
        ):
            raise self._invalid(
                name, self._("a dictionary from a capital letter to a family's name")
            )
        return tuple(Family(letter, title) for letter, title in value.items())

    def kinds(self, name: str) -> tuple[ValueKind, ...]:
        value = self._settings[name]
        kinds = [_kind(entry) for entry in value] if isinstance(value, list | tuple) else []
        sound = [kind for kind in kinds if kind]
        taken = {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}
        names = taken | {kind.key for kind in sound}
        if (
            not 1 <= len(kinds) <= len(FEATURES)
            or len(sound) < len(kinds)
            or len(names) < len(taken) + len(sound)
        ):
            expected = self._(
                "a list of one to %d dictionaries with a unique “key” (small letters, digits, "
                "hyphens), a “label” and perhaps “lower_wins”"
            )
            raise self._invalid(name, expected % len(FEATURES))
        return tuple(sound)

    def _invalid(self, name: str, expected: str) -> InvalidSetting:
        return must_be(name, expected, self._settings[name], self._)


def _kind(entry: object) -> ValueKind | None:
    match entry:
        case {"key": str(key), "label": str(label), **others}:
            lower_wins = others.pop("lower_wins", False)
            if _KEY.fullmatch(key) and label.strip() and isinstance(lower_wins, bool):
                return None if others else ValueKind(key, label, lower_wins)
    return None

"""A card of the deck: one type, with its values and what is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markupsafe import Markup

REQUIRED_FIELDS = (
    *("code", "slug", "article", "name", "gender", "motto", "symptoms", "habitat", "prey"),
    *("enemy", "antidote", "quotation", "provenance", "alt"),
)
OPTIONAL_FIELDS = ("relatives", "quotation-essay")
"""What a card file may say besides the values of the deck."""

_EMPTY = Markup("")


class Gender(StrEnum):
    """The grammatical gender of a type's name."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


@dataclass(frozen=True, slots=True)
class ValueKind:
    """One of the values every card has. `key` is its name in card files and addresses."""

    key: str
    label: str
    lower_wins: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """`letter` is the first character of its cards' codes."""

    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence the type would say. `essay` is the slug of the essay it stands in, or empty."""

    text: str
    essay: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the type comes from: `source` is what inspired it, empty when it is invented."""

    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a card says.

    `values` has one entry a ValueKind of the deck, in the deck's order. `relatives` are slugs.
    `alt` is the portrait's text alternative, `text` the portrait in words (Markdown), `lang` the
    language of all of it. The fields below `lang` are filled in while a site is built: `url`
    without a leading slash, `portrait` and `text_html` ready for the page, `sighted_in` the
    published articles that cite the card, `quoted_from` the published article of its quotation.
    """

    code: str
    slug: str
    family: Family
    article: str
    name: str
    gender: Gender
    motto: str
    values: tuple[tuple[ValueKind, int], ...]
    symptoms: tuple[str, ...]
    habitat: str
    prey: str
    enemy: str
    antidote: str
    relatives: tuple[str, ...]
    quotation: Quotation
    provenance: Provenance
    alt: str
    text: str
    lang: str
    url: str = ""
    portrait: Markup = _EMPTY
    text_html: Markup = _EMPTY
    sighted_in: tuple[Any, ...] = ()
    quoted_from: Any = None

    @property
    def full_name(self) -> str:
        """The name with its article, as a heading says it."""
        return f"{self.article} {self.name}"

    @property
    def number(self) -> int:
        """The place in the family, from 1: the digit of the code."""
        return int(self.code[1:])

    def sighted_elsewhere(self, here: Any) -> tuple[Any, ...]:
        """`sighted_in` without the essay `here`, be it the original or a translation."""
        return tuple(
            essay
            for essay in self.sighted_in
            if essay is not here and not any(here is edition for edition in essay.translations)
        )

    def value(self, key: str) -> int:
        """The value named `key`. Raises KeyError when the deck has no such value."""
        for kind, value in self.values:
            if kind.key == key:
                return value
        raise KeyError(key)

"""The fields an essay or a page may carry; docs/authoring.md tells each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType


class Kind(Enum):
    """What the value of a field may be."""

    TEXT = auto()
    NAME = auto()
    LIST = auto()
    """Names with commas between them."""
    DATE = auto()
    SLUG = auto()
    """The last part of an address."""
    LANG = auto()
    CHOICE = auto()
    SILENCE = auto()
    """What the editorial check is not to tell; see silences.py."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What a field holds. `choices` are the values of a CHOICE.

    `has_page`: each name in it gets a page, whose address is made of the name.
    """

    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    has_page: bool = False


_COMMON: Mapping[str, FieldRule] = {
    "title": FieldRule(Kind.TEXT, required=True),
    "subtitle": FieldRule(Kind.TEXT),
    "slug": FieldRule(Kind.SLUG),
    "lang": FieldRule(Kind.LANG),
    "aliases": FieldRule(Kind.LIST),
    "origin": FieldRule(Kind.TEXT),
    "preview": FieldRule(Kind.TEXT),
    "status": FieldRule(Kind.CHOICE, choices=("published", "draft", "hidden", "withdrawn")),
    "check_off": FieldRule(Kind.SILENCE),
}

Schema = Mapping[str, FieldRule]
"""Every field with a meaning, by its name."""

ESSAY: Schema = MappingProxyType(
    {
        **_COMMON,
        "date": FieldRule(Kind.DATE, required=True),
        "category": FieldRule(Kind.NAME, required=True, has_page=True),
        "summary": FieldRule(Kind.TEXT, required=True),
        "modified": FieldRule(Kind.DATE),
        "tags": FieldRule(Kind.LIST, has_page=True),
        "series": FieldRule(Kind.NAME),
        "toc": FieldRule(Kind.CHOICE, choices=("yes", "no")),
        "author": FieldRule(Kind.NAME, has_page=True),
        "thread": FieldRule(Kind.SLUG),
        "comments": FieldRule(Kind.CHOICE, choices=("open", "closed", "off")),
    }
)
PAGE: Schema = MappingProxyType(
    {
        **_COMMON,
        "summary": FieldRule(Kind.TEXT),
        "modified": FieldRule(Kind.DATE),
        "template": FieldRule(Kind.NAME),
    }
)


def required_fields(schema: Schema) -> list[str]:
    """The fields that must be there, in alphabetical order."""
    return sorted(name for name, rule in schema.items() if rule.required)

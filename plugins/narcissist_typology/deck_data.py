"""The deck as data for others: a JSON document, and the JSON Schema that describes it."""

from __future__ import annotations

from typing import Any

from plugins.narcissist_typology.card import Card, Gender
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.settings import Settings

VERSION = 1
"""Rises when a reader of the old document could misread the new one."""

DOCUMENT, SCHEMA = "deck.json", "deck.schema.json"


def deck_document(deck: Deck, settings: Settings) -> dict[str, Any]:
    """What stands in ``deck.json``. Addresses are absolute when the site knows its own."""
    return {
        "$schema": _address(settings.url + SCHEMA, settings),
        "version": VERSION,
        "title": settings.title,
        "language": settings.lang,
        "license": settings.license,
        "url": _address(settings.url, settings),
        "values": [
            {"key": kind.key, "label": kind.label, "lower_wins": kind.lower_wins}
            for kind in deck.kinds
        ],
        "families": [{"letter": suit.letter, "name": suit.name} for suit in deck.families],
        "cards": [_card(card, settings) for card in deck],
    }


def _card(card: Card, settings: Settings) -> dict[str, Any]:
    return {
        "code": card.code,
        "slug": card.slug,
        "url": _address(card.url, settings),
        "family": card.family.letter,
        "article": card.article,
        "name": card.name,
        "gender": card.gender.value,
        "motto": card.motto,
        "values": {kind.key: value for kind, value in card.values},
        "symptoms": list(card.symptoms),
        "habitat": card.habitat,
        "prey": card.prey,
        "enemy": card.enemy,
        "antidote": card.antidote,
        "relatives": list(card.relatives),
        "quotation": {
            "text": card.quotation.text,
            # An essay that is not published has no address, and nobody learns that it exists.
            "essay": _address(card.quoted_from.url, settings) if card.quoted_from else None,
        },
        "provenance": card.provenance.source or None,
        "portrait": {"html": str(card.text_html), "svg": str(card.portrait), "alt": card.alt},
    }


def _address(url: str, settings: Settings) -> str:
    return f"{settings.site_url}/{url}"


def deck_schema(settings: Settings) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the document, for this deck's values and families."""
    keys = [kind.key for kind in settings.kinds]
    letters = [family.letter for family in settings.families]
    text = {"type": "string", "minLength": 1}
    slug = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    value = {"type": "integer", "minimum": settings.lowest, "maximum": settings.highest}
    card = {
        "code": {"type": "string", "pattern": "^[A-Z][1-9][0-9]?$"},
        "slug": slug,
        "url": text,
        "family": {"enum": letters},
        "article": text,
        "name": text,
        "gender": {"enum": [gender.value for gender in Gender]},
        "motto": text,
        "values": _object(dict.fromkeys(keys, value)),
        "symptoms": {"type": "array", "items": text, "minItems": 1},
        **dict.fromkeys(("habitat", "prey", "enemy", "antidote"), text),
        "relatives": {"type": "array", "items": slug},
        "quotation": _object({"text": text, "essay": {"type": ["string", "null"]}}),
        "provenance": {
            "type": ["string", "null"],
            "description": "What inspired the type; null when it is invented",
        },
        "portrait": _object({"html": text, "svg": text, "alt": text}),
    }
    document = {
        "$schema": text,
        "version": {"const": VERSION},
        "title": text,
        "language": text,
        "license": text,
        "url": text,
        "values": {
            "type": "array",
            "items": _object(
                {"key": {"enum": keys}, "label": text, "lower_wins": {"type": "boolean"}}
            ),
        },
        "families": {
            "type": "array",
            "items": _object({"letter": {"enum": letters}, "name": text}),
        },
        "cards": {"type": "array", "items": _object(card)},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _address(settings.url + SCHEMA, settings),
        "title": settings.title,
        **_object(document),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

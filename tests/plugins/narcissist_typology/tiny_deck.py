"""A second tiny deck: two families of two cards, three values. Nothing of the real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pelican
from bs4 import BeautifulSoup
from pelican.settings import read_settings

from plugins.narcissist_typology.card import Card, Family, Gender, Provenance, Quotation, ValueKind
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.settings import Settings

TINY: dict[str, Any] = {
    "TYPOLOGY_PATH": "tiere",
    "TYPOLOGY_TITLE": "Vier Tiere",
    "TYPOLOGY_SUBTITLE": "Ein kleines Quartett.",
    "TYPOLOGY_FAMILIES": {"V": "Die Vögel", "W": "Die Würmer"},
    "TYPOLOGY_FAMILY_SIZE": 2,
    "TYPOLOGY_VALUES": [
        {"key": "groesse", "label": "Größe"},
        {"key": "mut", "label": "Mut"},
        {"key": "laenge-der-leine", "label": "Länge der Leine", "lower_wins": True},
    ],
    "TYPOLOGY_RANGE": (0, 10),
    "TYPOLOGY_WORDS": (2, 6),
    "TYPOLOGY_TAG": "tier",
    "TYPOLOGY_URL": "tiere/",
    "TYPOLOGY_CARD_URL": "tiere/{slug}/",
    "TYPOLOGY_RANKING_URL": "tiere/sortiert/{value}/",
}
KINDS = (
    ValueKind("groesse", "Größe"),
    ValueKind("mut", "Mut"),
    ValueKind("laenge-der-leine", "Länge der Leine", lower_wins=True),
)
FAMILIES = (Family("V", "Die Vögel"), Family("W", "Die Würmer"))
CARDS = {"V1": "amsel", "V2": "drossel", "W1": "regenwurm", "W2": "ohrwurm"}

BASE = """<!DOCTYPE html>
<html lang="{{ DEFAULT_LANG }}">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
{% block head %}{% endblock %}</head>
<body><main>{% block content %}{% endblock %}</main></body>
</html>
"""
ARTICLE = """{% extends "base.html" %}
{% block content %}<h1>{{ article.title }}</h1><p id="cards">
{%- for card in article.cards %}{{ card.full_name }};{% endfor %}</p>
<div id="text">{{ article.content | safe }}</div>{% endblock %}
"""
PAGE = """{% extends "base.html" %}
{% block content %}<div id="text">{{ page.content | safe }}</div>{% endblock %}
"""


def plain(message: str) -> str:
    """No translation: what a Finding says is tested in English."""
    return message


def tiny_settings(content: Path, **changed: object) -> Settings:
    site = {"PATH": str(content), "DEFAULT_LANG": "de", "SITEURL": "", **TINY, **changed}
    return Settings.parse(site, plain)


def fields(code: str, /, **changed: str | None) -> dict[str, str]:
    """Front matter of a sound card; None leaves a field out."""
    slug = CARDS.get(code, code.lower())
    sound = {
        "code": code,
        "slug": slug,
        "article": "Die",
        "name": slug.title(),
        "gender": "f",
        "motto": f"Motto von {slug}",
        "groesse": "3",
        "mut": "7",
        "laenge-der-leine": "1",
        "symptoms": "pfeift; pfeift wieder",
        "habitat": "Gras",
        "prey": "Krümel",
        "enemy": "Katzen",
        "antidote": "Stille",
        "quotation": "Tschilp.",
        "provenance": "invented",
        "alt": f"Gesicht von {slug}",
    }
    merged = {**sound, **{key.replace("_", "-"): value for key, value in changed.items()}}
    return {key: value for key, value in merged.items() if value is not None}


def card_text(code: str, /, body: str = "Drei kurze Wörter.", **changed: str | None) -> str:
    lines = [f"{key}: {value}" for key, value in fields(code, **changed).items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def write_card(folder: Path, code: str, /, body: str = "Drei kurze Wörter.", **changed: str | None):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{CARDS.get(code, code.lower())}.md"
    path.write_text(card_text(code, body, **changed), encoding="utf-8")
    return path


def card(code: str, /, **changed: Any) -> Card:
    """A card of the tiny deck as an object."""
    slug = CARDS[code]
    sound: dict[str, Any] = {
        "code": code,
        "slug": slug,
        "family": next(family for family in FAMILIES if family.letter == code[0]),
        "article": "Die",
        "name": slug.title(),
        "gender": Gender.FEMININE,
        "motto": f"Motto von {slug}",
        "values": tuple(zip(KINDS, (3, 7, 1), strict=True)),
        "symptoms": ("pfeift", "pfeift wieder"),
        "habitat": "Gras",
        "prey": "Krümel",
        "enemy": "Katzen",
        "antidote": "Stille",
        "relatives": (),
        "quotation": Quotation("Tschilp."),
        "provenance": Provenance(),
        "alt": f"Gesicht von {slug}",
        "text": "Drei kurze Wörter.",
        "lang": "de",
        "url": f"tiere/{slug}/",
    }
    return Card(**{**sound, **changed})


def deck(*cards: Card) -> Deck:
    return Deck.of(cards or [card(code) for code in CARDS], KINDS, FAMILIES)


class Site:
    """A publication with a ten-line theme and the tiny deck."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.deck = root / "content" / "tiere"
        templates = root / "theme" / "templates"
        for folder in (self.deck, root / "content" / "essays", root / "content" / "seiten"):
            folder.mkdir(parents=True)
        (root / "theme" / "static").mkdir(parents=True)
        templates.mkdir()
        for name, text in (("base", BASE), ("article", ARTICLE), ("page", PAGE)):
            (templates / f"{name}.html").write_text(text, encoding="utf-8")
        for code in CARDS:
            write_card(self.deck, code)

    def essay(self, name: str, text: str, **front: str) -> Path:
        own = {"title": f"Essay {name}", "date": "2026-09-07", "category": "Zoo", "slug": name}
        return self._write("essays", name, text, {**own, "summary": "Worum es geht.", **front})

    def page(self, name: str, text: str, **front: str) -> Path:
        return self._write("seiten", name, text, {"title": f"Seite {name}", "slug": name, **front})

    def _write(self, folder: str, name: str, text: str, front: dict[str, str]) -> Path:
        suffix = f".{front['lang']}" if "lang" in front else ""
        path = self.root / "content" / folder / f"{name}{suffix}.md"
        lines = [f"{key}: {value}" for key, value in front.items()]
        path.write_text("\n".join(["---", *lines, "---", "", text, ""]), encoding="utf-8")
        return path

    def pelican(self, **settings: object) -> pelican.Pelican:
        own = {
            "PATH": str(self.root / "content"),
            "THEME": str(self.root / "theme"),
            "OUTPUT_PATH": str(self.root / "output"),
            "DELETE_OUTPUT_DIRECTORY": True,
            "ARTICLE_PATHS": ["essays"],
            "PAGE_PATHS": ["seiten"],
            "STATIC_PATHS": [],
            "ARTICLE_URL": "essays/{slug}/",
            "ARTICLE_SAVE_AS": "essays/{slug}/index.html",
            "ARTICLE_LANG_URL": "{lang}/essays/{slug}/",
            "ARTICLE_LANG_SAVE_AS": "{lang}/essays/{slug}/index.html",
            "DRAFT_URL": "geheim/{slug}/",
            "DRAFT_SAVE_AS": "geheim/{slug}/index.html",
            "PAGE_URL": "{slug}/",
            "PAGE_SAVE_AS": "{slug}/index.html",
            "DIRECT_TEMPLATES": [],
            "CATEGORY_SAVE_AS": "",
            "AUTHOR_SAVE_AS": "",
            "TAG_SAVE_AS": "",
            "FEED_ALL_ATOM": "feed.atom",
            "FEED_DOMAIN": "https://zoo.example",
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
            "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None,
            "DEFAULT_LANG": "de",
            "TIMEZONE": "Europe/Berlin",
            "SITENAME": "Zoo",
            "SITEURL": "",
            "JINJA_ENVIRONMENT": {"autoescape": True, "trim_blocks": True},
            "PLUGINS": ["plugins.narcissist_typology"],
            **TINY,
            **settings,
        }
        return pelican.Pelican(read_settings(override=own))

    def build(self, **settings: object) -> None:
        self.pelican(**settings).run()

    def text(self, name: str) -> str:
        return (self.root / "output" / name).read_text(encoding="utf-8")

    def soup(self, address: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(f"{address}index.html"), "html5lib")

"""Meets Pelican: installs words, dates and numbers in every generator's Jinja environment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import signals

from plugins.interface_language import formats
from plugins.interface_language.catalogues import plugin_folders, speaker
from plugins.interface_language.collation import sort_key
from plugins.interface_language.page_language import page_language
from plugins.interface_language.typesetting import (
    with_initial,
    with_numbered_links,
    with_numbered_notes,
    with_ways_back,
)
from plugins.manuscript import AuthorError


@dataclass(frozen=True)
class _Settings:
    default_lang: str
    theme: Path
    plugins: tuple[str | ModuleType, ...]

    @classmethod
    def from_pelican(cls, settings: dict[str, Any]) -> _Settings:
        if "jinja2.ext.i18n" not in settings["JINJA_ENVIRONMENT"].get("extensions", ()):
            raise AuthorError(
                "JINJA_ENVIRONMENT: the templates speak through gettext, but the extension that "
                'brings it is missing\n    → add "jinja2.ext.i18n" to its "extensions"'
            )
        return cls(
            default_lang=settings["DEFAULT_LANG"],
            theme=Path(settings["THEME"]),
            plugins=tuple(settings["PLUGINS"]),
        )


def register() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(_install)


def _install(generator: Any) -> None:
    settings = _Settings.from_pelican(generator.settings)
    translations = speaker(settings.theme, *plugin_folders(settings.plugins))

    def lang(context: Context) -> str:
        return page_language(context.get_all(), settings.default_lang)

    def words(context: Context) -> NullTranslations:
        return translations(lang(context))

    @pass_context
    def gettext(context: Context, message: str) -> str:
        return words(context).gettext(message)

    @pass_context
    def ngettext(context: Context, singular: str, plural: str, count: int) -> str:
        return words(context).ngettext(singular, plural, count)

    @pass_context
    def long_date(context: Context, value: date) -> str:
        return formats.long_date(value, lang(context))

    @pass_context
    def short_date(context: Context, value: date) -> str:
        return formats.short_date(value, lang(context))

    @pass_context
    def clock_time(context: Context, value: datetime) -> str:
        return formats.clock_time(value, lang(context))

    @pass_context
    def decimal(context: Context, value: float, digits: int = 1) -> str:
        return formats.decimal(value, lang(context), digits)

    env = generator.env
    env.install_gettext_callables(gettext, ngettext, newstyle=True)
    env.globals["page_language"] = pass_context(lang)
    env.filters.update(
        long_date=long_date,
        short_date=short_date,
        clock_time=clock_time,
        iso_date=formats.iso_date,
        decimal=decimal,
        in_register_order=_in_register_order,
        with_initial=_with_initial,
        with_numbered_links=_with_numbered_links,
        with_numbered_notes=_with_numbered_notes,
        with_ways_back=_with_ways_back,
    )


def _in_register_order(entries: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Pelican's pairs of (tag, category or author, its essays), by name."""
    return sorted(entries, key=lambda entry: sort_key(str(entry[0])))


def _with_initial(content: str) -> Markup:
    """An essay's HTML: Pelican's own, so trusted as the essay itself is."""
    return Markup(with_initial(content))  # noqa: S704 the author's own HTML


def _with_numbered_notes(content: str) -> Markup:
    return Markup(with_numbered_notes(content))  # noqa: S704 the same


def _with_numbered_links(content: str, site_url: str) -> tuple[Markup, tuple[str, ...]]:
    numbered, addresses = with_numbered_links(content, site_url)
    return Markup(numbered), addresses  # noqa: S704 the same, and attributes of ours


def _with_ways_back(content: str, title: str) -> Markup:
    return Markup(with_ways_back(content, title))  # noqa: S704 the same, and a title of ours

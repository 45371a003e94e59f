"""Meets Pelican: one generator more, and its templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican import signals

from plugins.manuscript import messages
from plugins.site_search.generator import SearchGenerator

_HERE = Path(__file__).parent


def register() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(_lend_templates)
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[SearchGenerator]:
    return SearchGenerator


def _lend_templates(generator: Any) -> None:
    """Ours come last, so that a theme can have its own."""
    generator.env.loader.loaders.append(FileSystemLoader(_HERE / "templates"))
    if "gettext" not in generator.env.globals:  # the theme speaks no language by itself
        generator.env.add_extension("jinja2.ext.i18n")
        words = messages(generator.settings["DEFAULT_LANG"], _HERE)
        generator.env.install_gettext_translations(words, newstyle=True)

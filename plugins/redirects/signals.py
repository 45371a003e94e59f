"""Meets Pelican: checks the aliases with everything else, and writes last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.manuscript import Finding, findings_wanted, messages
from plugins.manuscript.collected import texts_of
from plugins.redirects.check import check_aliases
from plugins.redirects.generator import RedirectsGenerator


def register() -> None:
    """Connect to Pelican's signals."""
    findings_wanted.connect(_findings)
    signals.get_generators.connect(_generators)


def _findings(pelican: Any) -> Iterable[Finding]:
    translate = messages(pelican.settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    return check_aliases(texts_of(pelican.settings), translate)


def _generators(_pelican: Any) -> type[RedirectsGenerator]:
    return RedirectsGenerator

"""Meets Pelican: checks the aliases with everything else, and writes last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.manuscript import Finding, findings_wanted, messages, read_manuscripts
from plugins.manuscript.memo import memo_of
from plugins.redirects.check import check_aliases
from plugins.redirects.generator import RedirectsGenerator


def register() -> None:
    """Connect to Pelican's signals."""
    findings_wanted.connect(_findings)
    signals.get_generators.connect(_generators)


def _findings(pelican: Any) -> Iterable[Finding]:
    translate = messages(pelican.settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    # The editorial check tells which files cannot be read.
    memo = memo_of(pelican.settings)
    manuscripts, _unreadable = read_manuscripts(_files(pelican.settings), translate, memo)
    return check_aliases(manuscripts, translate)


def _files(settings: dict[str, Any]) -> Iterator[Path]:
    for path in (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]):
        yield from sorted((Path(settings["PATH"]) / path).rglob("*.md"))


def _generators(_pelican: Any) -> type[RedirectsGenerator]:
    return RedirectsGenerator

"""Meets Pelican: `article.page_weight` names the file to weigh.

The theme puts it into `<data class="page-weight" value="…">…</data>`, a place to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.page_weight.places import fill_in
from plugins.page_weight.weighing import Site


def register() -> None:
    """Connect to Pelican's signals."""
    signals.all_generators_finalized.connect(_name_files)
    signals.finalized.connect(_weigh)


def _name_files(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            for article in chain(generator.articles, generator.translations):
                article.page_weight = article.save_as


def _weigh(pelican: Any) -> None:
    output = Path(pelican.output_path)
    names = (path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    fill_in(output, names, Site(output, pelican.settings["SITEURL"]))

"""Meets Pelican: sets `article.contents`, and gives templates the filters that put up signs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.signposts.headings import LEAST, LONG, table_of_contents, with_anchors
from plugins.signposts.quotations import with_addresses


def register() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(_install)
    signals.all_generators_finalized.connect(_list_contents)


def _install(generator: Any) -> None:
    generator.env.filters["signposted"] = _signposted


def _signposted(html: str, label: str) -> Markup:
    """An essay's HTML with anchors; `label` names the link to a quotation."""
    return Markup(with_addresses(with_anchors(html), label))  # noqa: S704 the author's own HTML


def _list_contents(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            for article in chain(
                generator.articles,
                generator.translations,
                generator.hidden_articles,
                generator.hidden_translations,
                generator.drafts,
                generator.drafts_translations,
            ):
                wanted = article.metadata.get("toc", "")
                # Not `article.content`: reading it would fix its links before every plugin's say.
                entries = table_of_contents(article._content)  # noqa: SLF001 Pelican has no other way to it
                long = len(entries) >= LEAST and len(article._content) >= LONG  # noqa: SLF001 the same
                shown = wanted == "yes" or (wanted != "no" and long)
                article.contents = entries if shown else ()

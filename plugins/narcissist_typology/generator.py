"""Writes the deck's pages and its data, through Pelican's own writer."""

from __future__ import annotations

import json
from typing import Any

from pelican.generators import Generator

from plugins.narcissist_typology.deck_data import DOCUMENT, SCHEMA, deck_document, deck_schema
from plugins.narcissist_typology.pages import pages


class TypologyGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Runs after the essays were read: by then the context holds the deck and who cites it."""

    def generate_output(self, writer: Any) -> None:
        """Write the gallery, the rankings, a page for each card, and the deck as JSON."""
        deck, settings = self.context["deck"], self.context["typology"]
        for page in pages(deck, settings):
            writer.write_file(
                page.save_as,
                self.get_template(page.template),
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                url=page.url,
                **({"card": page.card} if page.card else {}),
                **({"kind": page.kind} if page.kind else {}),
            )
        if deck:
            for name, data in (
                (DOCUMENT, deck_document(deck, settings)),
                (SCHEMA, deck_schema(settings)),
            ):
                writer.write_file(settings.url + name, _Json(data), self.context)


class _Json:
    """Looks like a template to the writer."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def render(self, _context: dict[str, Any]) -> str:
        return json.dumps(self._data, ensure_ascii=False, indent=2) + "\n"

"""Meets Pelican: one page more, and a link to it in the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.narcissist_typology.annex import AnnexGenerator, AnnexPage
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.print_sheets.density import density
from plugins.narcissist_typology.print_sheets.sheets import PAPER, crop_marks, sheets
from plugins.narcissist_typology.settings import Settings

ADDRESS = "bogen/"
"""Where the page is, below the gallery."""


def register() -> None:
    """Connect to Pelican's signals."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[SheetsGenerator]:
    return SheetsGenerator


class SheetsGenerator(AnnexGenerator):
    """Writes the page with all sheets."""

    room = Path(__file__).parent

    def generate_context(self) -> None:
        """Tell the gallery where the sheets are."""
        if "typology" in self.context:
            self.context["sheets_url"] = self.context["typology"].url + ADDRESS

    def pages(self, deck: Deck, settings: Settings) -> Iterator[AnnexPage]:
        """One page: `sheets` of cards, their `marks`, and what else its template needs."""
        marked = [(cards, crop_marks(len(cards))) for cards in sheets(deck.cards)]
        context = {"sheets": marked, "paper": PAPER, "density": density}
        yield AnnexPage(settings.url + ADDRESS, "print_sheets", context)

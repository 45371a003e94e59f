"""Meets Pelican: writes the game beside the deck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.manuscript import messages
from plugins.narcissist_typology.annex import AnnexGenerator, AnnexPage
from plugins.narcissist_typology.balance.limits import Limits, parse_limits
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.settings import Settings
from plugins.narcissist_typology.supertrumpf.pages import SCRIPTS, address, pages

_HERE = Path(__file__).parent


def register() -> None:
    """Connect to Pelican's signals."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[GameGenerator]:
    return GameGenerator


class GameGenerator(AnnexGenerator):
    """Writes the page of the game and the scripts it is played with."""

    room = _HERE

    def generate_context(self) -> None:
        """Tell the other pages where the game is."""
        if self.context.get("deck"):
            self.context["game_url"] = address(self.context["typology"])

    def pages(self, deck: Deck, settings: Settings) -> Iterator[AnnexPage]:
        """The page. As many rounds as in the games that balance the deck."""
        translate = messages(self.settings["DEFAULT_LANG"], _HERE, _HERE.parent).gettext
        limits = parse_limits(self.settings, translate) or Limits()
        return pages(deck, settings, limits.rounds_most, translate)

    def files(self, settings: Settings) -> Iterator[tuple[Path, str]]:
        """The scripts, which load each other by their names."""
        for name in SCRIPTS:
            yield _HERE / "static" / name, address(settings) + name

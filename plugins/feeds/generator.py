"""Tells the templates which page has which feed, and writes the feeds."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.feeds.atom import atom
from plugins.feeds.json_feed import json_feed
from plugins.feeds.settings import Settings
from plugins.feeds.shelf import Shelf
from plugins.manuscript import messages

_HERE = Path(__file__).parent


class FeedsGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Runs after the essays were read."""

    def generate_context(self) -> None:
        """Set `feeds`: from the address of a list's page to its Links. Raises InvalidSetting."""
        translate = messages(self.settings["DEFAULT_LANG"], _HERE).gettext
        settings = Settings.parse(self.settings, translate)
        groups = chain.from_iterable(
            self.context[name] for name in ("categories", "authors", "tags")
        )
        self._shelf = Shelf(settings, self.context["articles"], groups)
        self.context["feeds"] = self._shelf.links

    def generate_output(self, _writer: Any) -> None:
        """Write both forms of every feed."""
        for links, feed in self._shelf.feeds():
            for address, text in ((links.atom, atom(feed)), (links.json, json_feed(feed))):
                file = Path(self.output_path, address)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")

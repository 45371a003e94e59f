"""Writes the search page, the index in shards, the texts for extracts, and the scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.manuscript import messages
from plugins.manuscript.memo import memo_of
from plugins.site_search.collection import Shelf, collection
from plugins.site_search.index import build_index
from plugins.site_search.settings import Settings
from plugins.site_search.shards import shards, text_files

SCRIPTS = ("search.js", "library.js", "folding.js", "extract.js")

_HERE = Path(__file__).parent


class SearchGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Runs after essays, cards and discussions are complete."""

    def generate_context(self) -> None:
        """Tell every page where the search is. Raises InvalidSetting."""
        translate = messages(self.settings["DEFAULT_LANG"], _HERE).gettext
        self.context["search_url"] = Settings.parse(self.settings, translate).url

    def generate_output(self, writer: Any) -> None:
        """Write everything below the search page's address."""
        memo = memo_of(self.settings)
        shelves = collection(_published(self.context), self.context.get("deck") or (), memo)
        index = shards(build_index([shelf.documents for shelf in shelves], memo))
        url = self.context["search_url"]
        folder = Path(self.output_path, url)
        folder.mkdir(parents=True, exist_ok=True)
        for shard in index:
            (folder / shard.name).write_text(shard.content, encoding="utf-8")
        for name, content in _texts(shelves):
            (folder / name).write_text(content, encoding="utf-8")
        for name in SCRIPTS:
            shutil.copyfile(_HERE / "static" / name, folder / name)
        writer.write_file(
            f"{url}index.html",
            self.get_template("search"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=url,
            shelves=shelves,
            firsts=" ".join(shard.first for shard in index),
        )


def _published(context: dict[str, Any]) -> Iterator[Any]:
    for essay in context["articles"]:
        yield essay
        yield from essay.translations


def _texts(shelves: tuple[Shelf, ...]) -> Iterator[tuple[str, str]]:
    for shelf in shelves:
        for number, content in text_files(shelf.texts, shelf.per_file).items():
            yield f"{shelf.name}-{number}.json", content

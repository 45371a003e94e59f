"""Draws the pictures, and tells the templates which page has which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from comments_api.conversation.language import catalogue
from plugins.manuscript import messages
from plugins.manuscript.memo import memo_of
from plugins.share_images.album import Album
from plugins.share_images.essay_picture import draw_essay
from plugins.share_images.pictures import (
    essay_of,
    picture_of_article,
    picture_of_card,
    picture_url,
    type_of,
)
from plugins.share_images.rasterizer import edition, rasterize
from plugins.share_images.settings import Settings
from plugins.share_images.type_picture import draw_type
from plugins.share_images.typeface import Typefaces, load_typefaces

_HERE = Path(__file__).parent


class ShareImagesGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Runs after the essays were read: by then the context holds them, and the deck if any."""

    def generate_context(self) -> None:
        """Set `share_images`: from a page's url to its Picture. Raises InvalidSetting."""
        translate = messages(self.settings["DEFAULT_LANG"], _HERE).gettext
        self._own = Settings.parse(self.settings, translate)
        self._speak = cache(lambda lang: catalogue(lang, _HERE))
        self.context["share_images"] = {
            **{text.url: picture_of_article(text, self._speak) for text in self._articles()},
            **{card.url: picture_of_card(card) for card in self._cards()},
        }

    def _articles(self) -> Iterator[Any]:
        """What has an address that others may pass on, so no drafts."""
        for article in (*self.context["articles"], *self.context["hidden_articles"]):
            yield article
            yield from article.translations

    def _cards(self) -> Any:
        return self.context.get("deck", ())

    def generate_output(self, _writer: Any) -> None:
        """Write the pictures into the output folder."""
        faces = load_typefaces(_HERE / "fonts")
        album = Album(self._own.cache, partial(rasterize, faces=faces), edition(faces))
        for url, svg in self._drawings(faces):
            file = Path(self.output_path, picture_url(url))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(album.png(svg))
        album.tidy()

    def _drawings(self, faces: Typefaces) -> Iterator[tuple[str, str]]:
        """Every page's url, and its picture as SVG."""
        site, memo = self._own.site, memo_of(self.settings)
        for text in self._articles():
            essay = essay_of(text, self._speak)
            yield text.url, memo(("picture", essay), partial(draw_essay, essay, site, faces))
        for card in self._cards():
            highest = self.context["typology"].highest
            yield card.url, draw_type(type_of(card, highest, self._speak), site, faces)

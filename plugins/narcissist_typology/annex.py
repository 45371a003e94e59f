"""What the plugins built onto the typology share: pages made of the deck, in rooms of their own.

An annex is a package below this one with its own templates, words and files. It is a plugin of
its own, named in PLUGINS after `plugins.narcissist_typology`, which deals the deck.
"""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from pelican.generators import Generator

from comments_api.conversation.language import catalogue
from plugins.manuscript import AuthorError
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.settings import Settings

_TYPOLOGY = Path(__file__).parent


class DeckNotDealt(AuthorError):
    """An annex is in PLUGINS, but the typology it is built onto is not."""


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """One page: `template` without extension, `url` as Pelican writes it, `context` for both."""

    url: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


class AnnexGenerator(Generator, ABC):  # type: ignore[misc] # Pelican ships no types
    """Writes an annex through Pelican's own writer.

    A subclass names its `room`, the folder of its package, and says in `pages` what it writes.
    """

    room: Path

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Ours come last, so that a theme can have its own.
        self.env.loader.loaders.append(FileSystemLoader(self.room / "templates"))
        if "page_language" not in self.env.globals:  # nobody speaks for all plugins: we do
            self.env.add_extension("jinja2.ext.i18n")
            words = catalogue(self.settings["DEFAULT_LANG"], self.room, _TYPOLOGY)
            self.env.install_gettext_translations(words, newstyle=True)

    @abstractmethod
    def pages(self, deck: Deck, settings: Settings) -> Iterable[AnnexPage]:
        """What the annex makes of a deck that has cards."""

    def files(self, settings: Settings) -> Iterable[tuple[Path, str]]:  # noqa: ARG002 for those who have some
        """Files to copy as they are, each with its address."""
        return ()

    def generate_output(self, writer: Any) -> None:
        """Write all pages and files. Raises DeckNotDealt."""
        if "deck" not in self.context:
            raise DeckNotDealt(
                f"PLUGINS: plugins.narcissist_typology.{self.room.name} is there, but not what it "
                f'is built onto\n    → add "plugins.narcissist_typology" before it'
            )
        deck, settings = self.context["deck"], self.context["typology"]
        if not deck:
            return
        for page in self.pages(deck, settings):
            writer.write_file(
                f"{page.url}index.html",
                self.get_template(page.template),
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                url=page.url,
                **page.context,
            )
        for source, address in self.files(settings):
            target = Path(self.output_path, address)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)

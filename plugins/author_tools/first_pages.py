"""The pages of changed texts before all others: what an author is waiting for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pelican
from pelican import signals
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.writers import Writer

Shown = Callable[[Path, tuple[str, ...]], None]
"""Is given the folder that the first pages are in, and their names there."""


class PelicanWithFirstPages(pelican.Pelican):  # type: ignore[misc] # Pelican ships no types
    """Writes the pages of some texts first, each the same as it will be in the whole site.

    `texts` are their files, or files of discussions, named by the thread.
    """

    def __init__(self, settings: dict[str, Any], texts: frozenset[Path], shown: Shown) -> None:
        self._texts = {str(path) for path in texts}
        self._threads = {path.stem for path in texts if path.suffix == ".json"}
        self._shown = shown
        super().__init__(settings)

    def run(self) -> None:
        """Run, and remember the generators that Pelican keeps to itself."""
        with _generators() as self._generators:
            super().run()

    def _get_writer(self) -> Any:
        """Pelican asks for its writer when everything is known and nothing is written yet."""
        folder = Path(f"{self.output_path}-first")
        names = self._write_first(_Some(Writer(str(folder), self.settings), self._wanted()))
        if names:
            self._shown(folder, names)
        return super()._get_writer()

    def _wanted(self) -> set[str]:
        contents = self._generators[0].context["generated_content"].values()
        return {content.save_as for content in contents if self._is_wanted(content)}

    def _is_wanted(self, content: Any) -> bool:
        discussion = getattr(content, "comments", None)
        return content.source_path in self._texts or (
            discussion is not None and discussion.thread_id in self._threads
        )

    def _write_first(self, some: _Some) -> tuple[str, ...]:
        if some.names:
            for generator in self._generators:
                if isinstance(generator, ArticlesGenerator):
                    generator.generate_articles(some.write_file)
                    generator.generate_drafts(some.write_file)
                elif isinstance(generator, PagesGenerator):
                    generator.generate_output(some)
        return tuple(sorted(some.names))


class _Some:
    """A writer that writes only what is wanted."""

    def __init__(self, writer: Any, names: set[str]) -> None:
        self._writer = writer
        self.names = names

    def write_file(self, name: str, *arguments: Any, **values: Any) -> None:
        if name in self.names:
            self._writer.write_file(name, *arguments, **values)


@contextmanager
def _generators() -> Iterator[list[Any]]:
    known: list[Any] = []

    def note(generators: Iterable[Any]) -> None:
        known.extend(generators)

    signals.all_generators_finalized.connect(note)
    try:
        yield known
    finally:
        signals.all_generators_finalized.disconnect(note)

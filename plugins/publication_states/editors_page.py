"""The editor's page of a preview: what is planned, unfinished, withdrawn and hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.manuscript import Manuscript, read_manuscript
from plugins.manuscript.gaps import gaps
from plugins.publication_states.addresses import EDITORS


@dataclass(frozen=True, slots=True)
class Work:
    """A text that is not simply out: Pelican's object, and what is still missing.

    `gaps` counts the lines with a gap; only a draft may be without a date.
    """

    text: Any
    file: str
    gaps: int
    dated: bool


def work(text: Any, manuscript: Manuscript, content: Path) -> Work:
    """What its author still has to do. `content` is the folder that names are told from."""
    return Work(
        text=text,
        file=manuscript.path.relative_to(content).as_posix(),
        gaps=len(list(gaps(manuscript.body))),
        dated=bool(manuscript.value("date")),
    )


class EditorsPageGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Writes one page, from what the other generators have read."""

    def generate_output(self, writer: Any) -> None:
        """Write the page."""
        unpublished = list(_editions(self.context["drafts"]))
        hidden = list(_editions(self.context["hidden_articles"]))
        writer.write_file(
            f"{EDITORS}/index.html",
            self.get_template("redaktion"),
            self.context,
            planned=sorted(
                self._works(text for text in unpublished if hasattr(text, "due")),
                key=lambda planned: (planned.text.due, planned.file),
            ),
            drafts=self._works(
                text
                for text in unpublished
                if not hasattr(text, "due") and not hasattr(text, "withdrawn")
            ),
            withdrawn=self._works(text for text in unpublished if hasattr(text, "withdrawn")),
            hidden=self._works(hidden),
        )

    def _works(self, texts: Iterable[Any]) -> list[Work]:
        content = Path(self.path).resolve()
        works = (
            work(text, read_manuscript(Path(text.source_path).resolve()), content) for text in texts
        )
        return sorted(works, key=lambda each: each.file)


def _editions(originals: Iterable[Any]) -> Iterator[Any]:
    for original in originals:
        yield original
        yield from original.translations

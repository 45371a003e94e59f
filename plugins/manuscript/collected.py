"""All manuscripts of a publication, read once a build and lent to every plugin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, TypeVar

from plugins.manuscript.front_matter import Manuscript, read_manuscript
from plugins.manuscript.memo import Memo, memo_of

T = TypeVar("T")

_KEY = "MANUSCRIPTS"
"""Where a build's manuscripts hang: the settings are all that plugins and Pelican share."""


class Manuscripts:
    """The Markdown files below `content`, in the order of their names."""

    def __init__(self, content: Path, memo: Memo) -> None:
        self._content = content
        self._read: dict[str, Manuscript] = {}
        self._unreadable: dict[str, UnicodeDecodeError] = {}
        for name in sorted(map(str, content.rglob("*.md"))):
            try:
                self._read[name] = read_manuscript(Path(name), memo)
            except UnicodeDecodeError as error:
                self._unreadable[name] = error

    def __iter__(self) -> Iterator[Manuscript]:
        return iter(self._read.values())

    def below(self, *folders: str) -> tuple[Manuscript, ...]:
        """Those below `folders`, named from the content folder, one folder after the other."""
        return tuple(found for _name, found in self._below(self._read, folders))

    def unreadable_below(self, *folders: str) -> tuple[tuple[Path, UnicodeDecodeError], ...]:
        """The files below `folders` that are not written in UTF-8, each with why."""
        return tuple((Path(name), why) for name, why in self._below(self._unreadable, folders))

    def _below(self, files: Mapping[str, T], folders: Iterable[str]) -> Iterator[tuple[str, T]]:
        for prefix in (f"{self._content / folder}/" for folder in folders):
            yield from ((name, file) for name, file in files.items() if name.startswith(prefix))


def manuscripts_of(settings: MutableMapping[str, Any]) -> Manuscripts:
    """The manuscripts as the build that `settings` belong to met them when it was first asked."""
    if _KEY not in settings:
        settings[_KEY] = Manuscripts(Path(settings["PATH"]), memo_of(settings))
    found: Manuscripts = settings[_KEY]
    return found


def texts_of(settings: MutableMapping[str, Any]) -> tuple[Manuscript, ...]:
    """The manuscripts of a build's essays and pages."""
    return manuscripts_of(settings).below(*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])

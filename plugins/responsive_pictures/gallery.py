"""All pictures of one build: which there are, what is wrong with them, and where they go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from plugins.manuscript import Finding, Translate
from plugins.manuscript.slug import slugify
from plugins.responsive_pictures.check import moving, unusable
from plugins.responsive_pictures.develop import UnusablePicture, is_picture
from plugins.responsive_pictures.drawer import Drawer, Sheet
from plugins.responsive_pictures.markup import Choice, with_choices
from plugins.responsive_pictures.settings import Settings


class Gallery:
    """The pictures in `settings.folders`, developed when somebody first asks."""

    def __init__(self, settings: Settings, translate: Translate) -> None:
        self._settings = settings
        self._translate = translate
        self._drawer = Drawer(settings.cache)

    @cached_property
    def _sheets(self) -> dict[Path, Sheet | UnusablePicture]:
        files = sorted(
            file
            for folder in self._settings.folders
            for file in folder.rglob("*")
            if file.is_file() and is_picture(file.name)
        )
        return self._drawer.sheets(files)

    def findings(self) -> Iterator[Finding]:
        """An error for each picture that cannot be used, a hint for each that moves."""
        for file, sheet in self._sheets.items():
            if isinstance(sheet, UnusablePicture):
                yield unusable(file, sheet.reason, self._translate)
            elif sheet.moves:
                yield moving(file, self._translate)

    def hang(self, html: str) -> str:
        """`html` with a choice of files around each picture."""
        return with_choices(html, self._choices, self._settings.site_url)

    def write(self, output: Path) -> None:
        """Put every picture's prints into `output`, and its clean original in the file's place."""
        for file, sheet in self._usable():
            name = self._name(file)
            _put(sheet.original, output / name)
            for kept, choice in zip(sheet.prints, self._choices[name], strict=True):
                _put(kept.file, output / choice.address)
        self._drawer.tidy()

    @cached_property
    def _choices(self) -> dict[str, tuple[Choice, ...]]:
        return {
            self._name(file): tuple(
                Choice(
                    kept.format,
                    kept.width,
                    _address(self._name(file), sheet.key, kept.width, kept.format),
                )
                for kept in sheet.prints
            )
            for file, sheet in self._usable()
        }

    def _usable(self) -> Iterator[tuple[Path, Sheet]]:
        for file, sheet in self._sheets.items():
            if isinstance(sheet, Sheet):
                yield file, sheet

    def _name(self, file: Path) -> str:
        return file.relative_to(self._settings.content).as_posix()


def _address(name: str, key: str, width: int, ending: str) -> str:
    """``bilder/buehne-5f1c0a3e-800.avif``, which no other picture will ever have."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{slugify(path.stem) or 'bild'}-{key[:8]}-{width}.{ending}"))


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # it may be a link to the author's own file
    target.write_bytes(source.read_bytes())

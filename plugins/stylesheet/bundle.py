"""Joins the theme's style sheets into one for all pages; those of single pages stay apart."""

from __future__ import annotations

import re
from pathlib import Path

import lightningcss

from plugins.manuscript import AuthorError

BEGINNING = ("fonts.css", "tokens.css", "base.css", "typography.css", "layout.css")
COMPONENTS = "components"
PAGES = "pages"
END = ("print.css",)

_PLACE = re.compile(r"(?P<what>.*) at .*:(?P<line>\d+):\d+", re.DOTALL)


class BrokenStylesheet(AuthorError):
    """A style sheet that is missing or cannot be read. `path` is the file, `line` counts from 1."""

    def __init__(self, path: Path, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{path}:{line}: {what}\n    → {remedy}")
        self.path = path
        self.line = line


def bundle(folder: Path) -> str:
    """The style sheets of `folder` as one, ending in a newline.

    Order: fonts, tokens, base, typography, layout, components by name, print. What wins is
    decided by cascade layers, so among components the order of files means nothing.
    Raises BrokenStylesheet.
    """
    components = sorted((folder / COMPONENTS).glob("*.css"))
    files = [
        *(folder / name for name in BEGINNING),
        *components,
        *(folder / name for name in END),
    ]
    return "".join(_minified(file) for file in files) + "\n"


def page_sheets(folder: Path) -> dict[str, str]:
    """The style sheets of pages that are unlike the others, by file name, each ending in a newline.

    Only the pages that need one load it, after the common one, whose layers it uses.
    Raises BrokenStylesheet.
    """
    return {file.name: _minified(file) + "\n" for file in sorted((folder / PAGES).glob("*.css"))}


def _minified(file: Path) -> str:
    try:
        css: str = lightningcss.process_stylesheet(_read(file), filename=str(file), minify=True)
    except ValueError as error:
        place = _PLACE.fullmatch(str(error))  # its lines count from 0
        line, what = (int(place["line"]) + 1, place["what"]) if place else (1, str(error))
        raise BrokenStylesheet(file, line, what, "correct it there") from error
    return css


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise BrokenStylesheet(
            file, 1, "this style sheet is missing", "write it, an empty file will do"
        ) from None
    except UnicodeDecodeError as error:
        raise BrokenStylesheet(file, 1, f"not UTF-8: {error.reason}", "save it as UTF-8") from error

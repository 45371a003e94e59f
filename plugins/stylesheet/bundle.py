"""Joins the theme's style sheets into one, without comments and needless white space."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin

from plugins.manuscript import AuthorError

BEGINNING = ("fonts.css", "tokens.css", "base.css", "typography.css", "layout.css")
COMPONENTS = "components"
END = ("print.css",)


class BrokenStylesheet(AuthorError):
    """A style sheet that is missing or cannot be read. `path` is the file."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(f"{path}:1: {what}\n    → {remedy}")
        self.path = path


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
    return "".join(str(cssmin(_read(file))) for file in files) + "\n"


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise BrokenStylesheet(
            file, "this style sheet is missing", "write it, an empty file will do"
        ) from None
    except UnicodeDecodeError as error:
        raise BrokenStylesheet(file, f"not UTF-8: {error.reason}", "save it as UTF-8") from error

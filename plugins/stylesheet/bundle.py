"""Joins the theme's style sheets into one, without comments and needless white space.

No CSS is understood here beyond its tokens (comments, strings, addresses): what is dropped is
what the CSS syntax says is never significant.
"""

from __future__ import annotations

import re
from pathlib import Path

from plugins.manuscript import AuthorError

BEGINNING = ("fonts.css", "tokens.css", "base.css", "typography.css", "layout.css")
COMPONENTS = "components"
END = ("print.css",)

_TOKEN = re.compile(
    r"""
    (?P<comment> /\*.*?\*/ )
  | (?P<string>  "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
  | (?P<address> url\(\s*[^"'\s)][^)]*\) )
  | (?P<broken>  /\* | ["'] )
  | (?P<space>   \s+ )
  | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_SPACE_AFTER = "{};,("
_NO_SPACE_BEFORE = "{};,)"


class BrokenStylesheet(AuthorError):
    """A style sheet that is missing or cannot be read to its end. `path` is the file."""

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
    return "".join(_read(file) for file in files) + "\n"


def minify(source: str, path: Path = Path("<css>")) -> str:
    """`source` without comments, and with white space only where CSS may need it.

    White space stays beside `+`, `-`, `>`, `:` and the like, where it can be significant
    (``calc(1px + 2px)``, ``a :hover``) and after a colon only in selectors' place: a declaration's
    value never starts with white space. Raises BrokenStylesheet for a comment or string that
    never ends.
    """
    parts: list[str] = []
    for token in _TOKEN.finditer(source):
        if token.lastgroup == "broken":
            what = "a comment" if token.group() == "/*" else "a string"
            raise BrokenStylesheet(
                path,
                source.count("\n", 0, token.start()) + 1,
                f"{what} begins here and never ends",
                "close it",
            )
        if token.lastgroup in ("comment", "space"):
            if parts and parts[-1] != " ":
                parts.append(" ")
        else:
            parts.append(token.group())
    return _tightened(parts)


def _tightened(parts: list[str]) -> str:
    """Drop the blanks that touch punctuation, and the semicolon before a closing brace."""
    kept: list[str] = []
    for position, part in enumerate(parts):
        if part == " ":
            after = parts[position + 1] if position + 1 < len(parts) else "}"
            before = kept[-1] if kept else "{"
            if before in _NO_SPACE_AFTER or after in _NO_SPACE_BEFORE:
                continue
            if before == ":" and not _opens_block(parts, position):
                continue
        elif part == "}" and kept and kept[-1] == ";":
            kept.pop()
        kept.append(part)
    return "".join(kept)


def _opens_block(parts: list[str], position: int) -> bool:
    """Whether what stands at `position` runs into a `{`: then it is a selector, not a value."""
    return next((part for part in parts[position:] if part in "{};"), "}") == "{"


def _read(file: Path) -> str:
    try:
        return minify(file.read_text("utf-8"), file)
    except FileNotFoundError:
        raise BrokenStylesheet(
            file, 1, "this style sheet is missing", "write it, an empty file will do"
        ) from None
    except UnicodeDecodeError as error:
        raise BrokenStylesheet(file, 1, f"not UTF-8: {error.reason}", "save it as UTF-8") from error

"""A former address of a text: a path, perhaps with a query, as WordPress had them.

``/2012/05/eitelkeit/``, ``/alt.html``, ``/?p=123``. Letters may be written out or percent-encoded
(RFC 3986); only what is harmless in a file's name and in a web server's configuration is allowed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_PATH = re.compile(r"/(?:[\w~+@:()!.-]+/)*[\w~+@:()!.-]*")
_QUERY = re.compile(r"[\w~.%=&+\[\]-]+", re.ASCII)
_LONGEST = 200
"""Bytes of a part of a path: file systems allow 255."""

RESERVED = ("/api", "/moderation", "/kommentare", "/theme", "/redirects")
"""Where the comments service and the site's own machinery answer."""


class BadAlias(ValueError):
    """The text names no former address of this site."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A decoded path that begins with a slash, and a query, perhaps empty."""

    path: str
    query: str = ""

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def key(self) -> str:
        """What two aliases have in common that a web server could not tell apart."""
        return str(Alias(self.path.rstrip("/"), self.query)).casefold()

    @property
    def paths(self) -> tuple[str, ...]:
        """The path with and without a slash at its end; a file and the root have one form."""
        if self.path == "/" or self._is_file:
            return (self.path,)
        return self.path.rstrip("/"), f"{self.path.rstrip('/')}/"

    @property
    def page(self) -> str | None:
        """The file, below the output folder, that can answer at this address without a server.

        None where none can: a query never reaches a file, and only HTML can lead on.
        """
        if self.query or (self._is_file and not self.path.endswith((".html", ".htm"))):
            return None
        return self.file

    @property
    def file(self) -> str:
        """The file, below the output folder, that a server would look for."""
        path = self.path.lstrip("/")
        return path if self._is_file else f"{path.rstrip('/')}/index.html".lstrip("/")

    @property
    def _is_file(self) -> bool:
        return "." in self.path.rpartition("/")[2]


def split_aliases(value: str) -> list[str]:
    """The aliases of a front matter's field, divided by commas or blanks."""
    return [text for text in re.split(r"[,\s]+", value) if text]


def parse_alias(text: str) -> Alias:
    """The alias that `text` spells. Raises BadAlias."""
    written, _mark, query = text.partition("?")
    try:
        path = unicodedata.normalize("NFC", unquote_to_bytes(written).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadAlias(text) from error
    parts = path.split("/")
    if (
        not _PATH.fullmatch(path)
        or any(part.startswith(".") or len(part.encode()) > _LONGEST for part in parts)
        or (query and not _QUERY.fullmatch(query))
        or (path == "/" and not query)
        or any(f"{path}/".casefold().startswith(f"{taken}/") for taken in RESERVED)
    ):
        raise BadAlias(text)
    return Alias(path, query)

"""A file that another program exported, read with distrust: bytes in, maybe packed, and progress.

``UnusableExport`` says in one sentence what is wrong and where; whoever reads it has taken in
nothing.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from comments_api.conversation.language import catalogue

Heard = Callable[[float], None]
"""Told now and then how much of a file is read, from 0 to 1."""

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16


def _(message: str) -> str:
    """Mark a msgid; `UnusableExport.told` translates it."""
    return message


class UnusableExport(Exception):
    """The file is not what it should be. `line` and `column` count from 1; 0: not in a line.

    `message` is a msgid, `values` what to fill into it.
    """

    def __init__(
        self, path: Path, message: str, line: int = 0, column: int = 0, **values: object
    ) -> None:
        self.path = path
        self.message = message
        self.line = line
        self.column = column
        self.values = values
        super().__init__(self.told("en"))

    def told(self, lang: str, *packages: Path) -> str:
        """``file:line:column: what is wrong``, in `lang`.

        `packages` are the folders of whoever else raises it and has a catalogue.
        """
        gettext = catalogue(lang, *packages, Path(__file__).parent).gettext
        place = [str(part) for part in (self.path, self.line, self.column) if part]
        return f"{':'.join(place)}: {gettext(self.message) % self.values}"


class ForeignFile:
    """The content of an export, unpacked if need be."""

    def __init__(self, path: Path, packed: IO[bytes], heard: Heard) -> None:
        self.path = path
        self._packed = packed
        self._size = path.stat().st_size or 1
        self._heard = heard
        head = packed.read(len(_GZIP))
        packed.seek(0)
        self._content = gzip.GzipFile(fileobj=packed) if head == _GZIP else packed

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece. Raises UnusableExport when it is packed and damaged."""
        while chunk := self._read():
            yield chunk
            self._heard(min(1.0, self._packed.tell() / self._size))

    def lines(self) -> Iterator[bytes]:
        """The content, line by line, with their ends. Raises UnusableExport."""
        rest = b""
        for chunk in self.chunks():
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line + b"\n" for line in whole)
        if rest:
            yield rest

    def _read(self) -> bytes:
        try:
            return self._content.read(_CHUNK)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnusableExport(
                self.path, _("The packed file is damaged (%(why)s). Fetch it again."), why=error
            ) from error
        except OSError as error:
            raise _unreadable(self.path, error) from error


@contextmanager
def opened(path: Path, heard: Heard = lambda _share: None) -> Iterator[ForeignFile]:
    """The file at `path`. Raises UnusableExport when it cannot be opened."""
    try:
        packed = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with packed:
        yield ForeignFile(path, packed, heard)


def _unreadable(path: Path, error: OSError) -> UnusableExport:
    why = error.strerror or error
    return UnusableExport(path, _("The file cannot be read (%(why)s)."), why=why)

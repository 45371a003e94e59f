"""Pictures that were drawn before, so that a build draws only those that changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

KEPT = 400
"""How many pictures stay besides those of this build: of what its author tried out."""

_END = b"IEND\xaeB`\x82"


class Album:
    """A folder of PNG files, each named by the hash of what it was drawn from.

    `draw` makes a PNG of an SVG; `edition` stands for everything else the PNG depends on. The
    folder may be deleted at any time, and several builds may share it.
    """

    def __init__(self, folder: Path, draw: Callable[[str], bytes], edition: bytes) -> None:
        self._folder = folder
        self._draw = draw
        self._edition = edition
        self._wanted: set[str] = set()

    def png(self, svg: str) -> bytes:
        """The picture of `svg`: the one kept, or a new one if none is kept whole."""
        key = hashlib.sha256(self._edition + svg.encode()).hexdigest()
        file = self._folder / f"{key}.png"
        self._wanted.add(file.name)
        try:
            kept = file.read_bytes()
        except FileNotFoundError:
            kept = b""
        if kept.endswith(_END):
            os.utime(file)  # wanted again: it goes last
            return kept
        drawn = self._draw(svg)
        self._keep(file, drawn)
        return drawn

    def _keep(self, file: Path, png: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{secrets.token_hex(8)}")
        temporary.write_bytes(png)
        temporary.replace(file)

    def tidy(self) -> None:
        """Throw away what was not wanted for longest, so that no more than KEPT stay of it."""
        unwanted = (file for file in self._folder.glob("*.png") if file.name not in self._wanted)
        for file in sorted(unwanted, key=_last_wanted, reverse=True)[KEPT:]:
            file.unlink(missing_ok=True)


def _last_wanted(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another build was tidier
        return 0.0

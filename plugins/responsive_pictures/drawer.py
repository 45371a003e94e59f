"""Pictures that were developed before, so that a build develops only those that changed."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from plugins.responsive_pictures.develop import EDITION, UnusablePicture, develop

KEPT = 2000
"""How many pictures stay: those of this site, and of what its author tried out."""

_LIST = "prints.json"


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """One size in one format, and the file that holds it."""

    format: str
    width: int
    file: Path


@dataclass(frozen=True, slots=True)
class Sheet:
    """A developed picture in the drawer. `key` changes whenever the picture does."""

    key: str
    original: Path
    prints: tuple[Stored, ...]
    moves: bool


class Drawer:
    """A folder with a folder for every picture, named by the hash of what it was made from.

    It may be deleted at any time, and several builds may share it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sheets(self, files: Iterable[Path]) -> dict[Path, Sheet | UnusablePicture]:
        """The picture in each file, developed now if it is not kept; or why there is none."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            wanted = list(files)
            return dict(zip(wanted, pool.map(self._sheet, wanted), strict=True))

    def tidy(self) -> None:
        """Throw away what was not wanted for longest, so that no more than KEPT stay."""
        kept = sorted(self._folder.glob("*/"), key=_last_wanted, reverse=True)
        for folder in kept[KEPT:]:
            shutil.rmtree(folder, ignore_errors=True)  # another build may be tidy, too

    def _sheet(self, file: Path) -> Sheet | UnusablePicture:
        data = file.read_bytes()
        # The name's ending decides, too: whether it says what the file is.
        told = f"{EDITION}{file.suffix.lower()}".encode()
        key = hashlib.sha256(told + data).hexdigest()[:32]
        try:
            if not (self._folder / key / _LIST).is_file():
                self._keep(key, file.name, data)
        except UnusablePicture as unusable:
            return unusable
        os.utime(self._folder / key)  # wanted again: it goes last
        return self._read(key)

    def _keep(self, key: str, name: str, data: bytes) -> None:
        developed = develop(name, data)
        own = self._folder / f".{key}.{secrets.token_hex(8)}"
        own.mkdir(parents=True)
        (own / "original").write_bytes(developed.original)
        for made in developed.prints:
            (own / f"{made.width}.{made.format}").write_bytes(made.data)
        listed = {
            "moves": developed.moves,
            "prints": [[made.format, made.width] for made in developed.prints],
        }
        (own / _LIST).write_text(json.dumps(listed), "utf-8")
        try:
            own.rename(self._folder / key)
        except OSError:  # another build was quicker
            shutil.rmtree(own)

    def _read(self, key: str) -> Sheet:
        folder = self._folder / key
        listed = json.loads((folder / _LIST).read_text("utf-8"))
        prints = tuple(
            Stored(kind, width, folder / f"{width}.{kind}") for kind, width in listed["prints"]
        )
        return Sheet(key, folder / "original", prints, listed["moves"])


def _last_wanted(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:  # another build was tidier
        return 0.0

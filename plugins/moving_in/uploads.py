"""The pictures of the old site that are at hand, and where they go. Nothing is ever fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.manuscript.slug import slugify

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": {".png"},
    b"\xff\xd8\xff": {".jpg", ".jpeg"},
    b"GIF8": {".gif"},
    b"RIFF": {".webp"},
}
_ENDINGS = frozenset[str]().union(*_SIGNATURES.values())
_SIZED = re.compile(r"(?:-\d+x\d+|-scaled|-rotated|-e\d{10,})(?=\.\w+\Z)")
_DATED = re.compile(r"(?:\d{4}/\d{2}/)?[^/]+\Z")


@dataclass(slots=True)
class Uploads:
    """Finds files below `folder` (None: nothing is at hand) and gives each its place in `pictures`.

    `wanted` maps every place to the file that belongs there. A place is taken by another file
    when that has other bytes; then the next number is tried.
    """

    folder: Path | None
    pictures: Path
    wanted: dict[Path, Path] = field(default_factory=dict)

    def place_of(self, url: str) -> Path | None:
        """Where the picture of this address will be; None when it is not at hand or no picture."""
        file = self._file(url)
        return None if file is None or not _is_picture(file) else self._place(file)

    def _file(self, url: str) -> Path | None:
        if self.folder is None:
            return None
        try:
            path = unquote(urlsplit(url).path)
        except ValueError:
            return None
        below = path.rpartition("/uploads/")[2] if "/uploads/" in path else ""
        tail = _DATED.search(path)
        root = self.folder.resolve()
        for name in filter(None, (below, tail[0] if tail else "")):
            for candidate in (_SIZED.sub("", name), name):
                for start in (root, root / "wp-content" / "uploads"):
                    file = (start / candidate.lstrip("/")).resolve()
                    if file.is_relative_to(root) and file.is_file():
                        return file
        return None

    def _place(self, file: Path) -> Path:
        name = _tidy(file.resolve().relative_to(self.folder.resolve()) if self.folder else file)
        number = 1
        while True:
            numbered = name if number == 1 else name.with_stem(f"{name.stem}-{number}")
            place = self.pictures / numbered
            rival = self.wanted.get(place) or (place if place.is_file() else None)
            if rival is None or rival == file or rival.read_bytes() == file.read_bytes():
                self.wanted[place] = file
                return place
            number += 1


def _tidy(path: Path) -> PurePosixPath:
    """Folders of years and months stay; names become what an address can carry."""
    folders = [part for part in path.parts[:-1] if part.isascii() and part.isdigit()]
    stem = slugify(path.stem.replace("_", "-").replace(".", "-")) or "bild"
    return PurePosixPath(*folders, f"{stem}{path.suffix.lower()}")


def _is_picture(file: Path) -> bool:
    if file.suffix.lower() not in _ENDINGS:
        return False
    with file.open("rb") as content:
        head = content.read(16)
    return any(head.startswith(signature) for signature in _SIGNATURES)

"""The size of a picture, read from the head of its file, so that a page does not jump.

PNG, GIF, JPEG (turned as its Exif orientation says, which browsers heed), WebP and SVG. What a
file is, its first bytes say, not its name.
"""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEAD = 64 * 1024
_SVG_UNITS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "pt": 96 / 72,
    "pc": 16.0,
}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*([a-z%]*)\s*", re.IGNORECASE)
_LARGEST = 10**6

# JPEG (ITU-T T.81, B.1.1.3): the frame headers hold the size; these markers stand alone.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN, _END_OF_IMAGE, _APP1 = 0xDA, 0xD9, 0xE1
_ORIENTATION = 0x0112
_TURNED = range(5, 9)


class Size(NamedTuple):
    """Width and height in CSS pixels, both at least 1."""

    width: int
    height: int


def picture_size(path: Path) -> Size | None:
    """The size of a picture; None when its head says none. Raises OSError when it is unreadable."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        try:
            size = _size(head, file)
        except struct.error:  # the file ends before its head does
            return None
    return size if size and all(1 <= side <= _LARGEST for side in size) else None


def _size(head: bytes, file: BinaryIO) -> Size | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Size(*struct.unpack_from(">II", head, 16)) if head[12:16] == b"IHDR" else None
    if head.startswith((b"GIF87a", b"GIF89a")):
        return Size(*struct.unpack_from("<HH", head, 6))
    if head.startswith(b"\xff\xd8"):
        return _jpeg(file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head)
    return _svg(head.decode("utf-8", errors="replace"))


def _jpeg(file: BinaryIO) -> Size | None:
    turned = False
    file.seek(2)
    while (marker := _next_marker(file)) not in {None, _START_OF_SCAN, _END_OF_IMAGE}:
        if marker in _ALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", file.read(5), 1)
            return Size(height, width) if turned else Size(width, height)
        segment = file.read(max(0, length - 2))
        if marker == _APP1 and segment.startswith(b"Exif\0\0"):
            turned = _orientation(segment[6:]) in _TURNED
    return None


def _next_marker(file: BinaryIO) -> int | None:
    if file.read(1) != b"\xff":
        return None
    while (byte := file.read(1)) == b"\xff":
        pass  # a marker may be preceded by any number of fill bytes
    return byte[0] if byte else None


def _orientation(tiff: bytes) -> int:
    """The orientation in an Exif block (TIFF 6.0, first directory); 1, upright, if it has none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(count):
            tag, _type, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, directory + 2 + 12 * entry
            )
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1


def _webp(head: bytes) -> Size | None:
    kind = head[12:16]
    if kind == b"VP8X":
        sides = struct.unpack_from("<3s3s", head, 24)
        return Size(*(int.from_bytes(side, "little") + 1 for side in sides))
    if kind == b"VP8L" and head[20:21] == b"\x2f":
        (bits,) = struct.unpack_from("<I", head, 21)
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", head, 26)
        return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def _svg(text: str) -> Size | None:
    root = _SvgRoot()
    root.feed(text)
    if root.attributes is None:
        return None
    width = _pixels(root.attributes.get("width"))
    height = _pixels(root.attributes.get("height"))
    box = _view_box(root.attributes.get("viewbox"))
    if box and width and not height:
        height = width * box[1] / box[0]
    elif box and height and not width:
        width = height * box[0] / box[1]
    elif box and not (width and height):
        width, height = box
    if not width or not height or max(width, height) > _LARGEST:
        return None
    return Size(round(width), round(height))


def _pixels(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length or "")
    factor = _SVG_UNITS.get(match[2].lower()) if match else None
    return float(match[1]) * factor if match and factor else None


def _view_box(value: str | None) -> tuple[float, float] | None:
    parts = re.split(r"[\s,]+", (value or "").strip())
    try:
        _left, _top, width, height = map(float, parts)
    except ValueError:
        return None
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None


class _SvgRoot(HTMLParser):
    """Finds the attributes of the root. An HTML parser knows no entities to be bombed with."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg" and self.attributes is None:
            self.attributes = dict(reversed(attrs))

"""From SVG to PNG, with our own typefaces and no other: the same bytes on every machine."""

from __future__ import annotations

import hashlib

import resvg_py

from plugins.share_images.typeface import Typefaces


def rasterize(svg: str, faces: Typefaces) -> bytes:
    """A PNG as large as `svg` says. Raises ValueError when it is no SVG."""
    files = [str(face.file) for face in faces.all]
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files)


def edition(faces: Typefaces) -> bytes:
    """What a PNG depends on besides its SVG: the typefaces, and who draws."""
    drawn_with = hashlib.sha256(resvg_py.__resvg_version__.encode())
    for face in faces.all:
        drawn_with.update(face.file.read_bytes())
    return drawn_with.digest()

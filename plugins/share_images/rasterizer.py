"""From SVG to PNG, with our own typefaces and no other: the same bytes on every machine."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

import resvg
from resvg import usvg

from plugins.share_images.typeface import Typefaces

_AS_IT_IS = (1, 0, 0, 0, 1, 0)  # the identity, as an affine transformation's first two rows


def rasterize(svg: str, faces: Typefaces) -> bytes:
    """A PNG as large as `svg` says, which must be well formed: we draw it, nobody sends it."""
    options = usvg.Options.default()
    for face in faces.all:
        options.load_font_file(str(face.file))
    return resvg.render(usvg.Tree.from_str(svg, options), _AS_IT_IS)


def edition(faces: Typefaces) -> bytes:
    """What a PNG depends on besides its SVG: the typefaces, and who draws."""
    drawn_with = hashlib.sha256(version("resvg").encode())
    for face in faces.all:
        drawn_with.update(face.file.read_bytes())
    return drawn_with.digest()

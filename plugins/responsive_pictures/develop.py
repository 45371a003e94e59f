"""From a picture's file to everything the site shows of it.

Whatever comes in, what goes out is upright, sRGB, and holds nothing but the picture: no Exif, no
place, no camera, no comment, no preview of what was cut away.

- A JPEG that is upright and sRGB keeps its own quantisation tables; a PNG its pixels, bit by bit.
- CMYK and other colour spaces are converted to sRGB, by the picture's own profile if it has one.
- A picture that Exif turns is turned.
- A picture larger than `LARGEST` is made smaller.
- A moving picture stays as it is: its frames are the picture. If it holds more, it is refused.

The same bytes give the same pictures, as long as the libraries stay (`EDITION`).
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageCms, ImageOps, features
from PIL import __version__ as pillow_version

WIDTHS = (480, 800, 1200, 1600)
"""Pixels: a phone, a desk, and both on twice as fine a screen."""

LARGEST = 2560
"""Pixels of the longer side of what old browsers get."""

MOST_PIXELS = 80_000_000
"""Beyond that a picture is no picture but an attack, or a mistake."""

FORMATS = {"avif": "AVIF", "webp": "WEBP"}
"""What browsers choose from, the smallest first."""

_OPTIONS: dict[str, dict[str, object]] = {
    # One thread: the tiles, and so the bytes, would depend on how many there are.
    "AVIF": {"quality": 48, "speed": 6, "max_threads": 1},
    "WEBP": {"quality": 76, "method": 4},
    "JPEG": {"quality": 86, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "GIF": {},
}
_ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP"}
_OTHERS = frozenset({".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".jxl", ".jp2"})
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"})
_TELLING = frozenset({"exif", "xmp", "comment", "XML:com.adobe.xmp"})

EDITION = repr((WIDTHS, LARGEST, _OPTIONS, pillow_version, *map(features.version, FORMATS)))
"""Everything that the results depend on besides the file."""


class Reason(Enum):
    """Why a picture cannot be used."""

    UNREADABLE = "picture-unreadable"
    KIND = "picture-kind"
    COLOURS = "picture-colours"
    TOO_LARGE = "picture-too-large"
    TELLS = "picture-tells"


class UnusablePicture(ValueError):
    """A picture that the site cannot show; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Print:
    """One size in one format: ``avif`` or ``webp``."""

    format: str
    width: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Developed:
    """What the site shows of a picture: `original` is the file without what it told.

    Prints are ordered by format, then width; a moving picture, and one that no format makes
    smaller, has none.
    """

    original: bytes
    prints: tuple[Print, ...]
    moves: bool = False


def is_picture(name: str) -> bool:
    """Whether a file of this name is one of those treated here."""
    return PurePath(name).suffix.lower() in _ENDINGS.keys() | _OTHERS


def develop(name: str, data: bytes) -> Developed:
    """What the site shows of the picture `data` in a file called `name`.

    Raises UnusablePicture.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            _check(name, image)
            if image.format != "MPO" and getattr(image, "is_animated", False):
                return _moving(image, data)
            image.load()
            return _developed(image, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture(Reason.TOO_LARGE) from error
    except (OSError, SyntaxError, struct.error, EOFError) as error:  # Pillow has no class for it
        raise UnusablePicture(Reason.UNREADABLE) from error


def _check(name: str, image: Image.Image) -> None:
    # A phone's "multi-picture" is a JPEG with more pictures behind it.
    kind = "JPEG" if image.format == "MPO" else image.format
    if _ENDINGS.get(PurePath(name).suffix.lower()) != kind:
        raise UnusablePicture(Reason.KIND)
    if image.width * image.height > MOST_PIXELS:
        raise UnusablePicture(Reason.TOO_LARGE)
    if image.mode not in _MODES:
        raise UnusablePicture(Reason.COLOURS)


def _moving(image: Image.Image, data: bytes) -> Developed:
    if not _TELLING.isdisjoint(image.info):
        raise UnusablePicture(Reason.TELLS)
    return Developed(data, (), moves=True)


def _developed(image: Image.Image, data: bytes) -> Developed:
    upright = ImageOps.exif_transpose(image)
    turned = image.getexif().get(0x0112, 1) != 1
    master = _srgb(upright)
    original = _original(image, master, data, changed=turned or _is_foreign(image))
    widths = sorted({min(width, master.width) for width in WIDTHS})
    prints: list[Print] = []
    for ending, kind in FORMATS.items():
        made = [Print(ending, width, _encoded(_scaled(master, width), kind)) for width in widths]
        if len(made[-1].data) < len(original):
            prints += made
    return Developed(original, tuple(prints))


def _original(image: Image.Image, master: Image.Image, data: bytes, *, changed: bool) -> bytes:
    """The file again, in its own format."""
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if max(image.size) > LARGEST:
        return _encoded(_scaled(master, round(master.width * LARGEST / max(image.size))), kind)
    if changed or image.format == "MPO":
        return _encoded(master, kind)
    if kind == "WEBP":  # encoding it again would cost quality, and there may be nothing to remove
        told = _TELLING.union({"icc_profile"})
        return data if told.isdisjoint(image.info) else _encoded(master, kind)
    transparency = image.info.get("transparency")
    image.info = {} if transparency is None else {"transparency": transparency}
    return _encoded(image, kind, **({"quality": "keep"} if kind == "JPEG" else {}))


def _is_foreign(image: Image.Image) -> bool:
    """Whether its numbers do not mean sRGB."""
    return image.mode == "CMYK" or _profile(image) is not None


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The picture's colour profile, unless it has none, a broken one, or sRGB."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.getOpenProfile(BytesIO(data))
        is_srgb = "sRGB" in ImageCms.getProfileDescription(profile)
    except (OSError, ImageCms.PyCMSError):
        return None
    return None if is_srgb else profile


def _srgb(image: Image.Image) -> Image.Image:
    """A copy in RGB, or in RGBA where something can be seen through."""
    profile = _profile(image)
    if image.mode in {"1", "P", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    colours = _converted(image if alpha is None else image.convert(image.mode[:-1]), profile)
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    if profile:
        with suppress(ImageCms.PyCMSError):  # a profile for another kind of picture
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.buildTransform(profile, srgb, image.mode, "RGB").apply(image)
    return image.convert("RGB")


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    image.info = {key: image.info[key] for key in image.info if key == "transparency"}
    encoded = BytesIO()
    image.save(encoded, kind, **{**_OPTIONS[kind], **more})
    return encoded.getvalue()

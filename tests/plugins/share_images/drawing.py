"""Looks at a picture while it is still SVG: which words stand where, and how far they run."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plugins.share_images.typeface import Typefaces

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """The picture as a tree; raises ParseError for what is no XML."""
    return ET.fromstring(svg)  # noqa: S314 our own drawing


@dataclass(frozen=True)
class Words:
    """A line of type; `left` and `right` are where it begins and ends, as measured."""

    text: str
    left: float
    right: float
    y: float
    size: float
    paint: str
    mirrored: bool


def words(svg: str, faces: Typefaces) -> list[Words]:
    by_family = {face.family: face for face in faces.all}

    def look(element, mirrored):
        if element.tag == f"{SVG}text":
            value = element.attrib
            size, x = float(value["font-size"]), float(value["x"])
            text = element.text or ""
            spacing = float(value["letter-spacing"]) / size
            width = by_family[value["font-family"]].width(text, size, spacing)
            left = x - {"start": 0, "middle": 0.5, "end": 1}[value["text-anchor"]] * width
            y, paint = float(value["y"]), value["fill"]
            yield Words(text, left, left + width, y, size, paint, mirrored)
        for child in element:
            turned = child.get("transform", "").startswith("matrix(1 0 0 -1")
            yield from look(child, mirrored or turned)

    return list(look(parsed(svg), mirrored=False))


def by_day(svg: str, faces: Typefaces) -> list[Words]:
    """Those that do not stand in the mirror."""
    return [line for line in words(svg, faces) if not line.mirrored]

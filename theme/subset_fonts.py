"""Cuts the three typefaces to what the site sets, and writes the CSS that loads them.

Run by `make fonts`; needs npm. The typefaces and the stand-ins come from npm at the versions
below, into a folder that is removed afterwards. The same versions give the same bytes.

The pictures for link previews are set in the same typefaces. What draws them reads neither WOFF 2
nor measures text, so it gets stills: plain TrueType files, each one point on the axes of a face,
and a table of how wide every character is.

What happens to each face:

1. the glyphs that npm's packages keep in a second file (ẞ, †) are moved into the first;
2. narrow spaces, no-break hyphens and sideways arrows, which npm's cut lacks, are added;
3. everything German and English prose does not need is dropped, axes are pinned;
4. what German prose seldom needs goes into a second file, which `unicode-range` keeps a browser
   from fetching until such a letter stands on a page;
5. its metrics are compared with those of a font nearly every reader has, so that the page does
   not move when the real face arrives (`size-adjust` and the three overrides).

A file's name ends in a hash of what is in it, so that browsers may keep it for good. The faces
every page begins with are asked for in its head (templates/partials/fonts.html, written here too).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.hvar import add_HVAR
from fontTools.varLib.instancer import instantiateVariableFont

THEME = Path(__file__).resolve().parent
FONTS = THEME / "static" / "fonts"
STYLESHEET = THEME / "static" / "css" / "fonts.css"
PRELOADS = THEME / "templates" / "partials" / "fonts.html"
STILL_FONTS = THEME.parent / "plugins" / "share_images" / "fonts"
ADVANCES = STILL_FONTS / "advances.json"
BUDGET = 115_000
"""Bytes of woff2, all faces together (design/identity)."""
HASH = 8
"""Digits of the hash in a file's name."""

PACKAGES = {
    "@fontsource-variable/newsreader": "5.3.0",
    "@fontsource-variable/fraunces": "5.3.0",
    "@fontsource-variable/bricolage-grotesque": "5.3.0",
    # Drawn to the widths of Georgia, Times New Roman and Arial, which may not be passed on.
    "@fontsource/gelasio": "5.3.0",
    "@fontsource/tinos": "5.3.0",
    "@fontsource/arimo": "5.3.0",
    "@fontsource/noto-serif": "5.3.0",
}

ASCII = "".join(map(chr, range(0x20, 0x7F)))
GERMAN = "ÄÖÜäöüßẞ„“”‚‘’–—…·×§€éèàâêçñáíóúîôëï\u00a0\u00ad\u2009\u202f\u2010\u2011"
RARE = "".join(
    sorted({*"«»‹›°½¼¾−±¹²³©®†¡¿Œœ", *map(chr, range(0xC0, 0x100))}.difference(GERMAN)),
)
ARROWS = "↑↓←→"
EMPTY_MIRROR = "\ue000"
"""A hand mirror with nothing in it, for what a still cannot set: emoji, other scripts."""

SAMPLE = (
    "Wer in den Spiegel sieht, sieht zuerst den Spiegel, dann den Rahmen und erst zuletzt, wenn "
    "die Zeit reicht, einen Menschen, der dringend etwas mitteilen möchte. Größe ist hier eine "
    "Frage des Abstands; Übung, Geduld und zwölf Jahre Quartett helfen dabei. Anfang acht Uhr. "
)
"""Average widths are taken over this, because letters are not equally frequent."""


@dataclass(frozen=True)
class Cut:
    """One face to make: where it comes from and what stays."""

    name: str
    family: str
    source: str
    """`{}` stands for the part of the alphabet: latin or latin-ext."""
    axes: dict[str, float | tuple[float, float]]
    characters: str
    weight: str
    rare: str = ""
    """What goes into a file of its own."""
    style: str = "normal"
    borrowed: str = "ẞ"
    preloaded: bool = False
    """Whether the first screen of nearly every page needs it."""
    features: tuple[str, ...] = ("kern", "liga", "locl", "ccmp", "mark", "mkmk", "rvrn")


@dataclass(frozen=True)
class StandIn:
    """A local font for the time before the real one has arrived, measured by its metric twin."""

    family: str
    of: str
    twin: str
    local: tuple[str, ...]
    weight: str = "400"
    style: str = "normal"
    at: dict[str, float] = field(default_factory=dict)
    """Where on the axes of the real face the two are compared."""


@dataclass(frozen=True)
class Still:
    """A cut standing still at one point of its axes, under a family name of its own."""

    name: str
    of: str
    at: dict[str, float] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """What SVG calls it. Unlike the cut's own, it cannot be mistaken for an installed font."""
        return f"Spiegelkabinett {self.name.title()}"

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return STILL_FONTS / f"{self.name}.ttf"


CUTS = (
    Cut(
        name="newsreader",
        family="Newsreader",
        source="newsreader/files/newsreader-{}-opsz-normal.woff2",
        axes={"wght": 400, "opsz": 16},
        characters=ASCII + GERMAN,
        rare=RARE,
        weight="400",
        borrowed="ẞ†",
        preloaded=True,
    ),
    Cut(
        name="newsreader-strong",
        family="Newsreader",
        source="newsreader/files/newsreader-{}-opsz-normal.woff2",
        axes={"wght": 600, "opsz": 16},
        characters=ASCII + GERMAN,
        rare=RARE,
        weight="600",
        borrowed="ẞ†",
    ),
    Cut(
        name="newsreader-italic",
        family="Newsreader",
        source="newsreader/files/newsreader-{}-opsz-italic.woff2",
        axes={"wght": 400, "opsz": 16},
        characters=ASCII + GERMAN,
        rare=RARE,
        weight="400",
        style="italic",
        borrowed="ẞ†",
        preloaded=True,
    ),
    Cut(
        name="fraunces",
        family="Fraunces",
        source="fraunces/files/fraunces-{}-full-normal.woff2",
        axes={"wght": 560, "opsz": 72, "SOFT": (0, 100), "WONK": (0, 1)},
        characters=ASCII + GERMAN,
        weight="400 700",  # one weight here and below: nothing is to be emboldened by the browser
        preloaded=True,
    ),
    Cut(
        name="bricolage",
        family="Bricolage Grotesque",
        source="bricolage-grotesque/files/bricolage-grotesque-{}-standard-normal.woff2",
        axes={"wght": 500, "opsz": 14, "wdth": 90},
        characters=ASCII + GERMAN + ARROWS + "½©°−",
        weight="400 700",
        preloaded=True,
        features=("kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "rvrn"),
    ),
)

STAND_INS = (
    StandIn(
        family="Newsreader Fallback",
        of="newsreader",
        twin="gelasio/files/gelasio-latin-400-normal.woff2",
        local=("Georgia", "Gelasio"),
    ),
    StandIn(
        family="Newsreader Fallback",
        of="newsreader-italic",
        twin="gelasio/files/gelasio-latin-400-italic.woff2",
        local=("Georgia Italic", "Gelasio Italic"),
        style="italic",
    ),
    StandIn(
        family="Newsreader Fallback Times",
        of="newsreader",
        twin="tinos/files/tinos-latin-400-normal.woff2",
        local=("Times New Roman", "Liberation Serif", "Tinos", "Times"),
    ),
    StandIn(
        family="Newsreader Fallback Noto",
        of="newsreader",
        twin="noto-serif/files/noto-serif-latin-400-normal.woff2",
        local=("Noto Serif",),
    ),
    StandIn(
        family="Fraunces Fallback",
        of="fraunces",
        twin="gelasio/files/gelasio-latin-600-normal.woff2",
        local=("Georgia Bold", "Gelasio SemiBold"),
        weight="400 700",
        at={"SOFT": 0, "WONK": 0},
    ),
    StandIn(
        family="Fraunces Fallback Times",
        of="fraunces",
        twin="tinos/files/tinos-latin-700-normal.woff2",
        local=("Times New Roman Bold", "Liberation Serif Bold", "Tinos Bold", "Times Bold"),
        weight="400 700",
        at={"SOFT": 0, "WONK": 0},
    ),
    StandIn(
        family="Fraunces Fallback Noto",
        of="fraunces",
        twin="noto-serif/files/noto-serif-latin-700-normal.woff2",
        local=("Noto Serif Bold",),
        weight="400 700",
        at={"SOFT": 0, "WONK": 0},
    ),
    StandIn(
        family="Bricolage Fallback",
        of="bricolage",
        twin="arimo/files/arimo-latin-400-normal.woff2",
        local=("Arial", "Liberation Sans", "Arimo", "Helvetica"),
        weight="400 700",
    ),
)

STILLS = (
    Still("display", "fraunces", {"SOFT": 0, "WONK": 0}),
    Still("reflection", "fraunces", {"SOFT": 100, "WONK": 1}),
    Still("text", "newsreader-italic"),
    Still("label", "bricolage"),
)


def main() -> int:
    """Fetch, cut, measure, write. Returns the exit code."""
    if shutil.which("npm") is None:
        sys.stderr.write("npm fehlt (is missing): Debian: sudo apt install npm\n")
        return 1
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packages = _fetch(Path(folder))
        fonts = {cut.name: _cut(cut, packages / "@fontsource-variable") for cut in CUTS}
        _keep_stills(fonts)
        files = {cut.name: _files(cut, fonts[cut.name]) for cut in CUTS}
        for package in {cut.source.split("/")[0] for cut in CUTS}:
            licence = (packages / "@fontsource-variable" / package / "LICENSE").read_text("utf-8")
            tidy = "\n".join(line.rstrip() for line in licence.splitlines()).strip() + "\n"
            (FONTS / f"OFL-{package}.txt").write_text(tidy, "utf-8")
        faces = [_face(cut, file) for cut in CUTS for file in files[cut.name]]
        faces += [
            _stand_in_face(stand_in, fonts[stand_in.of], packages / "@fontsource")
            for stand_in in STAND_INS
        ]
    head = "/* Written by theme/subset_fonts.py (make fonts). */\n"
    STYLESHEET.write_text(head + "\n".join(faces), "utf-8")
    first = [files[cut.name][0] for cut in CUTS if cut.preloaded]
    PRELOADS.write_text(
        "{# Written by theme/subset_fonts.py (make fonts). #}\n" + _preloads(first), "utf-8"
    )
    return _weigh([file for made in files.values() for file in made])


def font_file(name: str) -> Path:
    """Where a face is kept, whose file's name ends in its hash. Raises StopIteration if nowhere."""
    return next(FONTS.glob(f"{name}-{'[0-9a-f]' * HASH}.woff2"))


def _files(cut: Cut, font: TTFont) -> list[Path]:
    """Write a face: what every text needs and, if it has any, what is rare."""
    _simplify_kerning(font)
    if not cut.rare:
        return [_write(cut.name, font)]
    return [
        _write(cut.name, _subset(deepcopy(font), cut, cut.characters)),
        _write(f"{cut.name}-rare", _subset(deepcopy(font), cut, cut.rare)),
    ]


def _write(name: str, font: TTFont) -> Path:
    font.flavor = "woff2"
    bytes_ = BytesIO()
    font.save(bytes_, reorderTables=True)
    data = bytes_.getvalue()
    for former in FONTS.glob(f"{name}-{'[0-9a-f]' * HASH}.woff2"):
        former.unlink()
    target = FONTS / f"{name}-{hashlib.sha256(data).hexdigest()[:HASH]}.woff2"
    target.write_bytes(data)
    return target


def _weigh(files: list[Path]) -> int:
    for file in files:
        sys.stdout.write(f"{file.stat().st_size:>7} {file.relative_to(THEME)}\n")
    total = sum(file.stat().st_size for file in files)
    sys.stdout.write(f"{total:>7} of {BUDGET}\n")
    return 0 if total <= BUDGET else 1


def _fetch(folder: Path) -> Path:
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    command = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix"]
    subprocess.run([*command, folder, *wanted], check=True)  # noqa: S603 only constants go in
    return folder / "node_modules"


def _cut(cut: Cut, packages: Path) -> TTFont:
    font = TTFont(packages / cut.source.format("latin"), recalcTimestamp=False)
    donor = TTFont(packages / cut.source.format("latin-ext"))
    font.ensureDecompiled()  # its tables must be read before glyphs are added
    for character in cut.borrowed:
        _borrow(font, donor, character)
    _add_spaces(font)
    for hyphen in "\u00ad\u2010\u2011":
        _map(font, hyphen, font.getBestCmap()[ord("-")])
    if "→" in cut.characters:
        _add_sideways_arrow(font, source="↑", character="→")
        _add_sideways_arrow(font, source="↓", character="←")
    if "HVAR" in font:
        add_HVAR(font)
    font = _subset(font, cut, cut.characters + cut.rare)
    if "fvar" in font:
        font = instantiateVariableFont(font, dict(cut.axes))
    return font


def _simplify_kerning(font: TTFont) -> None:
    """Kern in steps of a 250th em and not by less than two: a sixth of a pixel in body text.

    Tables of fewer different numbers compress better, by a tenth of a whole file.
    """
    step = font["head"].unitsPerEm / 250
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pairs = getattr(table, "ExtSubTable", table)
            for value in _kerning(pairs):
                steps = round(value.XAdvance / step)
                value.XAdvance = round(steps * step) if abs(steps) > 1 else 0


def _kerning(pairs: Any) -> Iterator[Any]:
    """How far apart each pair is set, where a table of positions is one of pairs."""
    for first in getattr(pairs, "PairSet", ()):
        yield from (pair.Value1 for pair in first.PairValueRecord if pair.Value1)
    for first in getattr(pairs, "Class1Record", ()):
        yield from (pair.Value1 for pair in first.Class2Record if pair.Value1)


def _subset(font: TTFont, cut: Cut, characters: str) -> TTFont:
    options = Options()
    options.layout_features = list(cut.features)
    options.name_IDs = [0, 1, 2, 5, 6]  # who made it stays with it
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    return font


def _add_glyph(font: TTFont, name: str, glyph: Glyph, advance: int, bearing: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[name] = (advance, bearing)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())


def _map(font: TTFont, character: str, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(character)] = name


def _borrow(font: TTFont, donor: TTFont, character: str) -> None:
    """Copy one glyph, with how it varies, from the other file of the same typeface.

    A glyph built of others (Newsreader's ẞ is two S) is built of the same ones here.
    Raises ValueError when one of those is not there.
    """
    name = donor.getBestCmap()[ord(character)]
    glyph = donor["glyf"][name]
    parts = set(glyph.getComponentNames(donor["glyf"]))
    if missing := parts - set(font.getGlyphOrder()):
        raise ValueError(f"{character} needs {', '.join(sorted(missing))}")
    _add_glyph(font, name, glyph, *donor["hmtx"].metrics[name])
    font["gvar"].variations[name] = donor["gvar"].variations.get(name, [])
    _map(font, character, name)


def _add_spaces(font: TTFont) -> None:
    """U+2009 and U+202F: a sixth of an em, the gap inside »z. B.« and before a percent sign."""
    cmap = font.getBestCmap()
    for character in "\u2009\u202f":
        if ord(character) not in cmap:
            name = f"uni{ord(character):04X}"
            _add_glyph(font, name, Glyph(), font["head"].unitsPerEm // 6, 0)
            font["gvar"].variations[name] = []
            _map(font, character, name)


def _add_sideways_arrow(font: TTFont, source: str, character: str) -> None:
    """Turn an upright arrow a quarter clockwise, its variations with it."""
    original = font.getBestCmap()[ord(source)]
    upright = font["glyf"][original]
    glyph = deepcopy(upright)
    glyph.coordinates = GlyphCoordinates([(y, -x) for x, y in upright.coordinates])
    glyph.recalcBounds(font["glyf"])
    # Centred on the height at which the upright arrow's middle is, with its side bearings.
    bearing = font["hmtx"].metrics[original][1]
    middle = (upright.yMin + upright.yMax) // 2
    dx, dy = bearing - glyph.xMin, middle - (glyph.yMin + glyph.yMax) // 2
    glyph.coordinates.translate((dx, dy))
    glyph.recalcBounds(font["glyf"])
    name = f"uni{ord(character):04X}"
    width = glyph.xMax - glyph.xMin + 2 * bearing
    _add_glyph(font, name, glyph, width, bearing)
    font["gvar"].variations[name] = [
        TupleVariation(dict(v.axes), [_turned(delta) for delta in v.coordinates])
        for v in font["gvar"].variations.get(original, [])
    ]
    _map(font, character, name)


def _turned(delta: Any) -> Any:
    return None if delta is None else (delta[1], -delta[0])


def _keep_stills(fonts: dict[str, TTFont]) -> None:
    STILL_FONTS.mkdir(parents=True, exist_ok=True)
    advances = {}
    for still in STILLS:
        font = make_still(still, fonts[still.of])
        font.save(still.file, reorderTables=True)
        sys.stdout.write(f"{still.file.stat().st_size:>7} {still.file.relative_to(THEME.parent)}\n")
        advances[still.name] = measured(still, font)
    ADVANCES.write_text(json.dumps(advances, ensure_ascii=False, indent=1) + "\n", "utf-8")


def make_still(still: Still, cut: TTFont) -> TTFont:
    """The still of a cut, which stays as it is."""
    font = deepcopy(cut)
    if "fvar" in font:
        font = instantiateVariableFont(font, still.at)
    font.flavor = None
    font.ensureDecompiled()
    _add_empty_mirror(font)
    if "STAT" in font:
        del font["STAT"]
    name = font["name"]
    licence = "Licensed under the SIL Open Font License, Version 1.1: https://openfontlicense.org"
    postscript = still.family.replace(" ", "-")
    about = {1: still.family, 2: "Regular", 4: still.family, 6: postscript, 13: licence}
    name.names = [record for record in name.names if record.nameID in (0, 5)]
    for name_id, text in about.items():
        name.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    return font


def measured(still: Still, font: TTFont) -> dict[str, Any]:
    """What a still is called and how wide its characters are, `units` of its own being an em."""
    metrics = font["hmtx"].metrics
    cmap = sorted(font.getBestCmap().items())
    return {
        "family": still.family,
        "units": font["head"].unitsPerEm,
        "advances": {chr(code): metrics[name][0] for code, name in cmap},
    }


def _add_empty_mirror(font: TTFont) -> None:
    """A ring on a handle, as high as a capital letter with its descender."""
    em = font["head"].unitsPerEm
    pen = TTGlyphPen(None)
    centre = (0.29 * em, 0.45 * em)
    for x, y, turn in ((0.24, 0.29, -1), (0.185, 0.235, 1)):  # against each other: a hole
        angles = [turn * (pi / 8 + step * pi / 4) for step in range(8)]
        reach = 1 / cos(pi / 8)  # control points of eight arcs that touch the ellipse
        points = [
            (centre[0] + reach * x * em * cos(a), centre[1] + reach * y * em * sin(a))
            for a in angles
        ]
        pen.qCurveTo(*points, None)
        pen.closePath()
    handle = ((0.255, 0.165), (0.325, 0.165), (0.345, -0.15), (0.235, -0.15))
    first, *others = ((x * em, y * em) for x, y in handle)
    pen.moveTo(first)
    for point in others:
        pen.lineTo(point)
    pen.closePath()
    glyph = pen.glyph(round=round)
    glyph.recalcBounds(font["glyf"])
    name = f"uni{ord(EMPTY_MIRROR):04X}"
    _add_glyph(font, name, glyph, round(0.58 * em), glyph.xMin)
    _map(font, EMPTY_MIRROR, name)


def _face(cut: Cut, file: Path) -> str:
    rare = file.name.startswith(f"{cut.name}-rare-")
    only = f"  unicode-range: {_unicode_range(cut.rare)};\n" if rare else ""
    return (
        f'@font-face {{\n  font-family: "{cut.family}";\n  font-style: {cut.style};\n'
        f"  font-weight: {cut.weight};\n  font-display: swap;\n"
        f'  src: url("../fonts/{file.name}") format("woff2");\n{only}}}\n'
    )


def _unicode_range(characters: str) -> str:
    """CSS for these characters, neighbours as ranges: U+C0-C3, U+152."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges)


def _preloads(files: list[Path]) -> str:
    """Without `crossorigin` a browser would fetch a typeface twice, even of its own host."""
    return "".join(
        f'  <link rel="preload" href="{{{{ SITEURL }}}}/theme/fonts/{file.name}" as="font"'
        ' type="font/woff2" crossorigin>\n'
        for file in files
    )


def _stand_in_face(stand_in: StandIn, font: TTFont, packages: Path) -> str:
    twin = TTFont(packages / stand_in.twin)
    ratio = _width(font, stand_in.at) / _width(twin, {})
    em = font["head"].unitsPerEm * ratio
    hhea = font["hhea"]
    sources = ", ".join(f'local("{name}")' for name in stand_in.local)
    return (
        f'@font-face {{\n  font-family: "{stand_in.family}";\n  font-style: {stand_in.style};\n'
        f"  font-weight: {stand_in.weight};\n  src: {sources};\n"
        f"  size-adjust: {ratio:.2%};\n  ascent-override: {hhea.ascent / em:.2%};\n"
        f"  descent-override: {-hhea.descent / em:.2%};\n"
        f"  line-gap-override: {hhea.lineGap / em:.2%};\n}}\n"
    )


def _width(font: TTFont, at: dict[str, float]) -> float:
    """The average advance over SAMPLE, in ems."""
    glyphs = font.getGlyphSet(location=at) if "fvar" in font else font.getGlyphSet()
    cmap = font.getBestCmap()
    advances = [glyphs[cmap[ord(c)]].width for c in SAMPLE]
    return float(sum(advances)) / len(advances) / float(font["head"].unitsPerEm)


if __name__ == "__main__":
    raise SystemExit(main())

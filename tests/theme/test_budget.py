"""What a reader's line has to carry (design: identity, "Budget")."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.stylesheet.bundle import bundle
from theme.subset_fonts import (
    ASCII,
    BUDGET,
    CUTS,
    FONTS,
    GERMAN,
    PRELOADS,
    RARE,
    STYLESHEET,
    font_file,
)

STATIC = Path(__file__).resolve().parents[2] / "theme" / "static"


def zipped(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_the_style_sheet_is_small() -> None:
    size = zipped(bundle(STATIC / "css").encode())
    assert 3_000 < size <= 12_000  # not empty either


def test_the_scripts_are_small() -> None:
    """What an essay's page loads by itself; what it imports on use is counted apart."""
    scripts = {script.name: script for script in (STATIC / "js").glob("*.js")}
    imported = set()
    for script in scripts.values():
        imported |= set(re.findall(r'import\("\./([\w-]+\.js)"\)', script.read_text("utf-8")))
    assert imported == {"device.js", "passage.js", "visits.js"}, "are all loaded on use?"
    at_once = sum(zipped(scripts[name].read_bytes()) for name in scripts.keys() - imported)
    assert 3_000 < at_once <= 6_000
    assert all(zipped(scripts[name].read_bytes()) <= 1_500 for name in imported)


def test_the_typefaces_are_small() -> None:
    files = sorted(FONTS.glob("*.woff2"))
    names = [cut.name for cut in CUTS] + [f"{cut.name}-rare" for cut in CUTS if cut.rare]
    assert {font_file(name) for name in names} == set(files)
    assert sum(file.stat().st_size for file in files) <= BUDGET
    german = sum(font_file(cut.name).stat().st_size for cut in CUTS)
    assert german <= 80_000, "what a page with every face in German fetches"


def test_a_typeface_that_changes_changes_its_name() -> None:
    for file in FONTS.glob("*.woff2"):
        assert file.stem.endswith(hashlib.sha256(file.read_bytes()).hexdigest()[:8]), file.name


def test_the_faces_of_the_first_screen_are_asked_for_in_the_head() -> None:
    asked = PRELOADS.read_text("utf-8")
    first = {font_file(cut.name).name for cut in CUTS if cut.preloaded}
    assert set(re.findall(r"/fonts/(\S+?)\"", asked)) == first
    assert asked.count(" crossorigin>") == len(first) == 4


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_a_typeface_can_set_german(cut) -> None:
    with TTFont(font_file(cut.name)) as font:
        known = font.getBestCmap()
        assert [c for c in ASCII + GERMAN if ord(c) not in known] == []
        glyphs = font.getGlyphSet()
        assert glyphs[known[ord("ẞ")]].width > glyphs[known[ord("ß")]].width
        assert 0 < glyphs[known[0x202F]].width < glyphs[known[ord(" ")]].width


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_a_typeface_comes_with_its_licence_and_is_loaded_without_blocking(cut) -> None:
    licence = FONTS / f"OFL-{cut.source.split('/')[0]}.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text("utf-8")
    css = STYLESHEET.read_text("utf-8")
    face = next(part for part in css.split("@font-face") if font_file(cut.name).name in part)
    assert "font-display: swap" in face
    assert "unicode-range" not in face
    assert f'"{cut.family.split()[0]} Fallback"' in css


@pytest.mark.parametrize("cut", [cut for cut in CUTS if cut.rare], ids=lambda cut: cut.name)
def test_rare_letters_are_fetched_only_where_they_stand(cut) -> None:
    file = font_file(f"{cut.name}-rare")
    css = STYLESHEET.read_text("utf-8")
    face = next(part for part in css.split("@font-face") if file.name in part)
    told = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
    spans = [range(int(first, 16), int(last or first, 16) + 1) for first, last in told]
    assert {chr(code) for span in spans for code in span} == set(RARE)
    with TTFont(file) as rare, TTFont(font_file(cut.name)) as common:
        assert set(RARE) - {chr(code) for code in rare.getBestCmap()} == set()
        assert common.getBestCmap().keys() & rare.getBestCmap().keys() <= {ord(" ")}

"""What a reader's line has to carry (design: identity, "Budget")."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.stylesheet.bundle import bundle
from theme.subset_fonts import ASCII, BUDGET, CUTS, FONTS, GERMAN, STYLESHEET

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
    assert {file.stem for file in files} == {cut.name for cut in CUTS}
    assert sum(file.stat().st_size for file in files) <= BUDGET


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_a_typeface_can_set_german(cut) -> None:
    with TTFont(FONTS / f"{cut.name}.woff2") as font:
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
    face = next(part for part in css.split("@font-face") if f"/{cut.name}.woff2" in part)
    assert "font-display: swap" in face
    assert f'"{cut.family.split()[0]} Fallback"' in css

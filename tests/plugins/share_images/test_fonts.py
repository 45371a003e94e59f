"""The stills and their widths are what theme/subset_fonts.py makes of the theme's typefaces."""

import json
from io import BytesIO

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from plugins.share_images.typeface import EMPTY_MIRROR
from theme import subset_fonts
from theme.subset_fonts import ADVANCES, CUTS, STILLS, font_file, make_still, measured

by_name = pytest.mark.parametrize("still", STILLS, ids=lambda still: still.name)


@by_name
def test_a_still_is_cut_from_the_face_the_theme_loads(still):
    rare = [f"{still.of}-rare"] if any(c.rare for c in CUTS if c.name == still.of) else []
    with TTFont(still.file) as kept:
        characters = kept.getBestCmap()
        set_by_theme = set()
        for name in (still.of, *rare):
            with TTFont(font_file(name)) as cut:
                file = BytesIO()
                make_still(still, cut).save(file)  # only then are coordinates whole
                made = TTFont(file)
            set_by_theme |= made.getBestCmap().keys()
            for code, glyph in made.getBestCmap().items():
                assert made["hmtx"][glyph] == kept["hmtx"][characters[code]]
                assert drawn(made, glyph) == drawn(kept, characters[code]), chr(code)
        assert set_by_theme == characters.keys()


def drawn(font, glyph):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


@by_name
def test_the_widths_are_those_of_the_still(still):
    kept = json.loads(ADVANCES.read_text("utf-8"))[still.name]
    with TTFont(still.file) as font:
        assert kept == measured(still, font)


@by_name
def test_a_still_has_a_name_of_its_own_and_comes_with_its_licence(still):
    with TTFont(still.file) as font:
        name = font["name"]
        assert name.getDebugName(1) == still.family
        assert "Copyright" in name.getDebugName(0)
        assert "SIL Open Font License" in name.getDebugName(13)
        assert "fvar" not in font


@by_name
def test_the_empty_mirror_is_a_glyph_between_a_capital_and_a_descender(still):
    assert subset_fonts.EMPTY_MIRROR == EMPTY_MIRROR
    with TTFont(still.file) as font:
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[font.getBestCmap()[ord(EMPTY_MIRROR)]].draw(pen)
        left, bottom, right, top = (side / font["head"].unitsPerEm for side in pen.bounds)
        assert 0 < left < right < 0.58
        assert -0.25 < bottom < 0
        assert 0.6 < top < 0.8


def test_the_stills_are_small():
    assert sum(still.file.stat().st_size for still in STILLS) <= 135_000

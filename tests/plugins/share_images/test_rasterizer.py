import struct
from dataclasses import replace

from plugins.share_images.essay_picture import draw_essay
from plugins.share_images.rasterizer import edition, rasterize
from plugins.share_images.typeface import EMPTY_MIRROR, Typefaces
from tests.plugins.share_images.test_essay_picture import ESSAY

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">{}</svg>'
TEXT = '<text x="5" y="30" font-size="30" font-family="{}">{}</text>'


def test_a_picture_is_a_png_of_1200_by_630_and_the_same_each_time(faces):
    svg = draw_essay(ESSAY, "Spiegelkabinett", faces)
    png = rasterize(svg, faces)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert rasterize(svg, faces) == png


def test_every_face_is_found_and_has_the_empty_mirror(faces):
    blank = rasterize(BLANK.format(""), faces)
    for face in faces.all:
        for text in ("a", EMPTY_MIRROR):
            assert rasterize(BLANK.format(TEXT.format(face.family, text)), faces) != blank
    assert rasterize(BLANK.format(TEXT.format("Times", "a")), faces) == blank, "and no other"


def test_the_faces_are_four_different_ones(faces):
    drawn = {rasterize(BLANK.format(TEXT.format(face.family, "ag")), faces) for face in faces.all}
    assert len(drawn) == 4


def test_another_typeface_is_another_edition(faces: Typefaces, tmp_path):
    other = tmp_path / "other.ttf"
    other.write_bytes(b"other")
    assert edition(faces) == edition(faces)
    assert edition(replace(faces, label=replace(faces.label, file=other))) != edition(faces)

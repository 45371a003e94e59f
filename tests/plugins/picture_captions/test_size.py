from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.picture_captions.size import picture_size
from tests.plugins.picture_captions.pictures import (
    PNG_SIGNATURE,
    exif,
    gif,
    jpeg,
    png,
    segment,
    webp,
    webp_extended,
    webp_lossless,
    webp_lossy,
)


@pytest.fixture
def size(tmp_path):
    def read(data: bytes | str) -> tuple[int, int] | None:
        file = tmp_path / "bild"
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return picture_size(file)

    return read


@pytest.mark.parametrize("make", [png, gif, jpeg, webp_lossy, webp_lossless, webp_extended])
def test_each_format_tells_its_size(size, make):
    assert size(make(640, 427)) == (640, 427)


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2, 0xCF])
def test_every_kind_of_jpeg_frame_tells_it(size, frame):
    assert size(jpeg(640, 427, frame=frame)) == (640, 427)


def test_a_jpeg_may_carry_much_before_its_frame(size):
    profile = segment(0xE2, b"ICC" + b"\xff\xc0" * 30_000)
    tables = segment(0xC4, b"\0" * 40)
    assert size(jpeg(640, 427, profile, profile, tables, b"\xff\xff\xff\x01")) == (640, 427)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("orientation", "expected"),
    [(1, (640, 427)), (3, (640, 427)), (5, (427, 640)), (6, (427, 640)), (8, (427, 640))],
)
def test_a_jpeg_is_as_wide_as_a_browser_shows_it(size, order, orientation, expected):
    assert size(jpeg(640, 427, segment(0xE1, exif(orientation, order)))) == expected


@pytest.mark.parametrize(
    "block",
    [
        b"http://ns.adobe.com/xap/1.0/\0<x/>",
        b"Exif\0\0",
        b"Exif\0\0II*\0",
        b"Exif\0\0XX*\0" + b"\0" * 20,
        exif(6)[:-10],
        b"Exif\0\0II*\0" + struct.pack("<IH", 8, 0),
    ],
)
def test_a_broken_or_other_block_turns_nothing(size, block):
    assert size(jpeg(640, 427, segment(0xE1, block))) == (640, 427)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="800" height="500"', (800, 500)),
        ("width='800px' height='500PX'", (800, 500)),
        ('viewBox="0 0 800 500"', (800, 500)),
        ('viewBox="-4, -4, 800.4, 499.6"', (800, 500)),
        ('width="400" viewBox="0 0 800 500"', (400, 250)),
        ('height="250" viewBox="0 0 800 500"', (400, 250)),
        ('width="100%" height="100%" viewBox="0 0 800 500"', (800, 500)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="25.4mm" height="72pt"', (96, 96)),
        ('width="6pc" height="1e2"', (96, 100)),
        ('height="500" width="800" viewBox="0 0 1 1"', (800, 500)),
        ('width="800"', None),
        ('width="50%" height="10em"', None),
        ('width="0" height="0"', None),
        ('width="0.2" height="10"', None),
        ('width="1e9" height="1"', None),
        ('width="1e999" height="1"', None),
        ('width="1000000" viewBox="0 0 0.001 1000"', None),
        ('viewBox="0 0 nan 500"', None),
        ('viewBox="0 0 0 500"', None),
        ('viewBox="0 0 800"', None),
        ('viewBox="auto"', None),
        ("", None),
        ("width height viewBox", None),
    ],
)
def test_a_drawing_has_the_size_it_says(size, attributes, expected):
    assert size(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><svg width="1"/></svg>') == (
        expected
    )


def test_a_drawing_may_begin_with_much_else(size):
    drawing = (
        '<?xml version="1.0"?><!-- <svg width="1" height="1"> --><!DOCTYPE svg [<!ENTITY a "b">]>'
    )
    assert size(f'{drawing}\n<svg width="800" height="500"/>') == (800, 500)


def test_a_bomb_of_entities_is_not_ignited(size):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    assert size(f'<!DOCTYPE svg [{entities}]><svg width="&e29;" height="5"/>') is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>404</body></html>",
        b"GIF8",
        gif(640, 427)[:8],
        gif(0, 427),
        PNG_SIGNATURE,
        PNG_SIGNATURE + b"\0\0\0\x0dCgBI" + b"\0" * 20,
        png(640, 427)[:20],
        png(2**31, 427),
        jpeg(640, 427)[:14],
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xda",
        b"\xff\xd8\0\0",
        b"\xff\xd8\xff\xe1\0\0\xff\xd9",
        webp(b"VP8X", b"\0"),
        webp(b"VP8L", b"\x30" + b"\0" * 4),
        webp(b"VP8L", b"\x2f"),
        webp(b"VP8 ", b"\0" * 12),
        webp(b"ANIM", b"\0" * 12),
    ],
)
def test_what_is_no_picture_has_no_size(size, data):
    assert size(data) is None


def test_a_missing_file_is_an_error_not_a_size(tmp_path):
    with pytest.raises(FileNotFoundError):
        picture_size(tmp_path / "fehlt.png")


@given(
    st.sampled_from(
        [png(8, 9), gif(8, 9), jpeg(8, 9, segment(0xE1, exif(6))), webp_extended(8, 9), b"<svg "]
    ),
    st.binary(max_size=60),
    st.integers(0, 60),
)
def test_no_damage_makes_it_fail(tmp_path_factory, data, noise, at):
    file = Path(tmp_path_factory.getbasetemp()) / "beschaedigt"
    file.write_bytes(data[:at] + noise + data[at + len(noise) :])
    size = picture_size(file)
    assert size is None or min(size) >= 1

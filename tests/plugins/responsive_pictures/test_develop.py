from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from plugins.responsive_pictures import develop as module
from plugins.responsive_pictures.develop import (
    LARGEST,
    Reason,
    UnusablePicture,
    develop,
    is_picture,
)

PLACE = b"48 Grad Nord"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def gradient(mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> Image.Image:
    """Red rises to the right, green downwards; compressible, and no two corners alike."""
    width, height = size
    red = Image.linear_gradient("L").rotate(90).resize(size)
    green = Image.linear_gradient("L").resize(size)
    blue = Image.new("L", (width, height), 40)
    return Image.merge("RGB", (red, green, blue)).convert(mode)


def file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def telling(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "Kamera"
    exif.get_ifd(GPS)[1] = PLACE.decode()
    return exif.tobytes()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_a_photograph_is_offered_in_both_formats_and_every_width_it_fills() -> None:
    prints = develop("a.jpg", file(gradient(size=(1000, 500)), quality=95)).prints
    assert [(made.format, made.width) for made in prints] == [
        *(("avif", width) for width in (480, 800, 1000)),
        *(("webp", width) for width in (480, 800, 1000)),
    ]
    for made in prints:
        shown = opened(made.data)
        assert shown.format == made.format.upper()
        assert shown.size == (made.width, made.width // 2)


def test_a_small_one_is_never_made_larger() -> None:
    assert {made.width for made in develop("a.jpg", file(gradient(), quality=100)).prints} <= {64}


def test_the_same_file_gives_the_same_bytes() -> None:
    data = file(gradient(size=(600, 300)), quality=95)
    assert develop("a.jpg", data) == develop("a.jpg", data)


def test_nothing_is_left_of_what_the_camera_wrote() -> None:
    data = file(gradient(), exif=telling(), comment=PLACE, xmp=b"<x>" + PLACE + b"</x>")
    assert data.count(PLACE) == 3, "the control"
    developed = develop("a.jpg", data)
    for written in (developed.original, *(made.data for made in developed.prints)):
        assert PLACE not in written
        assert b"Exif" not in written
        assert b"Kamera" not in written


def test_a_png_tells_nothing_either_and_keeps_its_pixels() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PLACE.decode())
    image = gradient()
    data = file(image, "PNG", pnginfo=notes, exif=telling())
    assert data.count(PLACE) == 2, "the control"
    original = develop("a.png", data).original
    assert PLACE not in original
    assert opened(original).tobytes() == image.tobytes()


def test_a_webp_with_nothing_to_hide_stays_as_it_is_and_another_does_not() -> None:
    data = file(gradient(), "WEBP")
    assert develop("a.webp", data).original == data
    told = develop("a.webp", file(gradient(), "WEBP", exif=telling(6)))
    assert PLACE not in told.original
    assert opened(told.original).size == (32, 64)


def test_a_photograph_that_is_upright_keeps_its_own_quality() -> None:
    data = file(gradient(), quality=93, exif=telling())
    assert opened(develop("a.jpg", data).original).quantization == opened(data).quantization


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_taken_sideways_stands_upright(orientation: int) -> None:
    how = Image.Transpose
    taken = {
        2: how.FLIP_LEFT_RIGHT,
        3: how.ROTATE_180,
        4: how.FLIP_TOP_BOTTOM,
        5: how.TRANSPOSE,
        6: how.ROTATE_90,
        7: how.TRANSVERSE,
        8: how.ROTATE_270,
    }
    image = gradient()
    if orientation in taken:
        image = image.transpose(taken[orientation])
    shown = opened(develop("a.jpg", file(image, quality=95, exif=telling(orientation))).original)
    assert shown.size == (64, 32)
    corner = shown.getpixel((60, 2))
    assert abs(corner[0] - gradient().getpixel((60, 2))[0]) < 20
    assert abs(corner[1] - gradient().getpixel((60, 2))[1]) < 20


def test_colours_for_the_press_become_colours_for_the_screen() -> None:
    shown = opened(develop("a.jpg", file(gradient("CMYK"), quality=95)).original)
    assert shown.mode == "RGB"
    assert abs(shown.getpixel((40, 16))[0] - gradient().getpixel((40, 16))[0]) < 20


def test_a_colour_profile_is_applied_and_taken_out() -> None:
    foreign = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = srgb.replace("sRGB".encode("utf-16-be"), "Eins".encode("utf-16-be"))
    assert renamed != srgb, "the control"
    for profile in (foreign, srgb, renamed, b"none at all" * 20):
        original = develop("a.jpg", file(gradient(), icc_profile=profile)).original
        assert "icc_profile" not in opened(original).info


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA"])
def test_every_way_to_write_a_picture_is_understood(mode: str) -> None:
    developed = develop("a.png", file(gradient(mode, (600, 300)), "PNG"))
    assert opened(developed.original).size == (600, 300)
    assert all(opened(made.data).width == made.width for made in developed.prints)


def test_what_can_be_seen_through_stays_so() -> None:
    noise = Image.effect_noise((600, 300), 80)
    image = Image.merge(
        "RGBA", (noise, noise, noise, Image.linear_gradient("L").resize(noise.size))
    )
    prints = develop("a.png", file(image, "PNG")).prints
    assert prints
    assert {opened(made.data).mode for made in prints} == {"RGBA"}
    palette = gradient("P", (600, 300))
    developed = develop("a.png", file(palette, "PNG", transparency=0))
    assert "transparency" in opened(developed.original).info


def test_a_format_that_saves_nothing_is_not_offered() -> None:
    image = gradient("RGBA", (600, 300))
    image.putalpha(Image.linear_gradient("L").resize((600, 300)))
    assert develop("a.png", file(image, "PNG")).prints == ()


def test_a_very_large_picture_is_made_smaller_for_old_browsers_too() -> None:
    developed = develop("a.png", file(Image.new("RGBA", (LARGEST + 400, 300), "red"), "PNG"))
    assert opened(developed.original).width == LARGEST


def test_a_phones_picture_with_more_pictures_behind_it_is_a_photograph() -> None:
    data = file(gradient(), "MPO", save_all=True, append_images=[gradient()], exif=telling())
    assert opened(data).format == "MPO", "the control"
    developed = develop("a.jpg", data)
    assert not developed.moves
    assert opened(developed.original).format == "JPEG"
    assert PLACE not in developed.original


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_moving_picture_stays_and_is_known_to_move(kind: str, name: str) -> None:
    frames = [gradient("P"), Image.new("P", (64, 32), 3)]
    data = file(frames[0], kind, save_all=True, append_images=frames[1:])
    developed = develop(name, data)
    assert developed.moves
    assert developed.original == data
    assert developed.prints == ()


def test_a_still_gif_is_a_picture_like_any_other() -> None:
    data = file(gradient("P"), "GIF", comment=PLACE)
    assert PLACE in data, "the control"
    assert PLACE not in develop("a.gif", data).original


def moving_with_a_note() -> bytes:
    return file(
        gradient("P"),
        "GIF",
        save_all=True,
        append_images=[Image.new("P", (64, 32), 3)],
        comment=PLACE,
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.gif", moving_with_a_note(), Reason.TELLS),
        ("a.jpg", file(gradient(size=(300, 300)))[:900], Reason.UNREADABLE),
        ("a.png", file(gradient(size=(300, 300)), "PNG")[:400], Reason.UNREADABLE),
        ("a.jpg", b"", Reason.UNREADABLE),
        ("a.jpg", b"<html>", Reason.UNREADABLE),
        ("a.jpg", file(gradient(), "PNG"), Reason.KIND),
        ("a.avif", file(gradient(), "AVIF"), Reason.KIND),
        ("a.tiff", file(gradient(), "TIFF"), Reason.KIND),
        ("a.png", file(Image.new("I;16", (8, 8)), "PNG"), Reason.COLOURS),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(
    name: str, data: bytes, reason: Reason
) -> None:
    with pytest.raises(UnusablePicture) as refused:
        develop(name, data)
    assert refused.value.reason is reason


@pytest.mark.parametrize("size", [(9000, 9000), (60_000, 60_000)])
def test_a_bomb_is_not_even_unpacked(size: tuple[int, int]) -> None:
    data = bytearray(file(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = b"".join(side.to_bytes(4, "big") for side in size)
    crc = __import__("zlib").crc32(data[12:29])
    data[29:33] = crc.to_bytes(4, "big")
    with pytest.raises(UnusablePicture) as refused:
        develop("a.png", bytes(data))
    assert refused.value.reason is Reason.TOO_LARGE


def test_what_is_treated_here_is_told_by_the_name() -> None:
    assert [name for name in ("a.JPG", "b.svg", "c.avif", "d.pdf", "e") if is_picture(name)] == [
        "a.JPG",
        "c.avif",
    ]


def test_the_edition_names_who_encodes() -> None:
    assert Image.__version__ in module.EDITION

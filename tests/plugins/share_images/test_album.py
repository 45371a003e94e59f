import os

import pytest

from plugins.share_images import album
from plugins.share_images.album import Album

END = b"IEND\xaeB`\x82"


class Painter:
    def __init__(self):
        self.drawn = []

    def __call__(self, svg):
        self.drawn.append(svg)
        return f"PNG of {svg} ".encode() + END


@pytest.fixture
def painter():
    return Painter()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var" / "share"


def test_a_picture_is_drawn_once(folder, painter):
    first = Album(folder, painter, b"1").png("a")
    assert Album(folder, painter, b"1").png("a") == first == b"PNG of a " + END
    assert painter.drawn == ["a"]


def test_another_drawing_or_other_typefaces_are_drawn_anew(folder, painter):
    Album(folder, painter, b"1").png("a")
    Album(folder, painter, b"1").png("b")
    Album(folder, painter, b"2").png("a")
    assert painter.drawn == ["a", "b", "a"]


def test_the_folder_may_be_deleted_at_any_time(folder, painter):
    pictures = Album(folder, painter, b"1")
    first = pictures.png("a")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    pictures.tidy()
    assert pictures.png("a") == first
    assert painter.drawn == ["a", "a"]


def test_half_a_picture_is_drawn_again(folder, painter):
    pictures = Album(folder, painter, b"1")
    whole = pictures.png("a")
    (file,) = folder.iterdir()
    file.write_bytes(whole[:-3])
    assert pictures.png("a") == whole
    assert file.read_bytes() == whole


def test_nothing_but_whole_pictures_is_left_behind(folder, painter):
    Album(folder, painter, b"1").png("a")
    assert [file.suffix for file in folder.iterdir()] == [".png"]


def test_what_was_not_wanted_for_longest_goes_first(folder, painter, monkeypatch):
    monkeypatch.setattr(album, "KEPT", 1)
    pictures = Album(folder, painter, b"1")
    for age, svg in enumerate("abc"):
        before = set(folder.iterdir()) if folder.exists() else set()
        pictures.png(svg)
        (new,) = set(folder.iterdir()) - before
        os.utime(new, (1000 + age, 1000 + age))
    pictures = Album(folder, painter, b"1")  # the next build
    pictures.png("a")  # wanted again, so it stays whatever its age
    pictures.tidy()
    painter.drawn.clear()
    for svg in "acb":
        pictures.png(svg)
    assert painter.drawn == ["b"]


def test_a_picture_that_another_build_threw_away_is_no_fault(folder, tmp_path):
    assert album._last_wanted(tmp_path / "gone.png") == 0

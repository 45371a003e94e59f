from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from plugins.manuscript import InvalidSetting, Severity
from plugins.responsive_pictures import drawer, gallery
from plugins.responsive_pictures.gallery import Gallery
from plugins.responsive_pictures.settings import Settings

PELICAN = {"PATH": "", "STATIC_PATHS": ["bilder"], "SITEURL": "https://a.example"}


def settings(folder: Path) -> Settings:
    own = {"PATH": str(folder / "content"), "PICTURES_CACHE": str(folder / "cache")}
    return Settings.parse({**PELICAN, **own}, str)


@pytest.fixture
def hung(tmp_path: Path) -> Gallery:
    pictures = tmp_path / "content" / "bilder"
    pictures.mkdir(parents=True)
    Image.linear_gradient("L").resize((600, 300)).convert("RGB").save(
        pictures / "Größe & Co.jpg", quality=95
    )
    (pictures / "tafel.svg").write_text("<svg/>")
    return Gallery(settings(tmp_path), str)


def test_a_picture_and_its_prints_are_written_beside_each_other(hung, tmp_path) -> None:
    hung.write(tmp_path / "output")
    written = sorted(path.name for path in (tmp_path / "output" / "bilder").iterdir())
    assert [name.rsplit("-", 1)[-1] for name in written] == [
        "Größe & Co.jpg",
        *("480.avif", "480.webp", "600.avif", "600.webp"),
    ]
    html = hung.hang('<img alt="" src="{static}/bilder/Gr%C3%B6%C3%9Fe%20&amp;%20Co.jpg">')
    for name in written[1:]:
        assert f"https://a.example/bilder/{name}" in html


def test_an_authors_own_file_is_never_touched(hung, tmp_path) -> None:
    own = next((tmp_path / "content" / "bilder").glob("*.jpg"))
    before = own.read_bytes()
    copied = tmp_path / "output" / "bilder" / own.name
    copied.parent.mkdir(parents=True)
    os.link(own, copied)
    hung.write(tmp_path / "output")
    assert own.read_bytes() == before
    assert copied.stat().st_ino != own.stat().st_ino


def test_a_second_build_develops_nothing(hung, tmp_path, monkeypatch) -> None:
    assert list(hung.findings()) == []
    monkeypatch.setattr(drawer, "develop", lambda *_: pytest.fail("developed again"))
    again = Gallery(settings(tmp_path), str)
    again.write(tmp_path / "output")
    assert len(list((tmp_path / "output" / "bilder").iterdir())) == 5


def test_the_control_a_changed_picture_is_developed(hung, tmp_path, monkeypatch) -> None:
    assert list(hung.findings()) == []
    monkeypatch.setattr(drawer, "develop", lambda *_: pytest.fail("developed again"))
    Image.new("RGB", (9, 9)).save(tmp_path / "content" / "bilder" / "neu.png")
    with pytest.raises(pytest.fail.Exception, match="developed again"):
        list(Gallery(settings(tmp_path), str).findings())


def test_a_broken_picture_is_told_and_the_others_are_hung(hung, tmp_path) -> None:
    broken = tmp_path / "content" / "bilder" / "kaputt.jpg"
    broken.write_bytes(b"\xff\xd8\xff")
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    moving = tmp_path / "content" / "bilder" / "zappel.gif"
    frames[0].save(moving, save_all=True, append_images=frames[1:])
    told = {
        finding.path: (finding.rule, finding.severity)
        for finding in Gallery(settings(tmp_path), str).findings()
    }
    assert told == {
        broken: ("picture-unreadable", Severity.ERROR),
        moving: ("picture-moves", Severity.HINT),
    }
    html = '<img alt="" src="{static}/bilder/kaputt.jpg" loading="lazy">'
    assert Gallery(settings(tmp_path), str).hang(html) == html


def test_every_reason_has_its_words() -> None:
    for reason in gallery.unusable.__globals__["Reason"]:
        finding = gallery.unusable(Path("a.jpg"), reason, str)
        assert finding.what
        assert finding.remedy


def test_a_quicker_build_wins_and_the_drawer_stays_tidy(hung, tmp_path, monkeypatch) -> None:
    cache = tmp_path / "cache"
    true_develop = drawer.develop

    def overtaken(name: str, data: bytes):
        developed = true_develop(name, data)
        monkeypatch.setattr(drawer, "develop", true_develop)
        pictures = (tmp_path / "content" / "bilder").glob("*.jpg")
        assert len(drawer.Drawer(cache).sheets(pictures)) == 1
        return developed

    monkeypatch.setattr(drawer, "develop", overtaken)
    assert list(hung.findings()) == []
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(drawer, "KEPT", 0)
    hung.write(tmp_path / "output")
    assert list(cache.iterdir()) == []
    assert drawer._last_wanted(cache / "weg") == 0.0


def test_the_folder_of_the_drawer_must_be_one(tmp_path) -> None:
    with pytest.raises(InvalidSetting, match="PICTURES_CACHE"):
        Settings.parse({**PELICAN, "PICTURES_CACHE": ""}, str)

# ruff: noqa: E501 a case is a line

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.moving_in.uploads import Uploads
from tests.plugins.moving_in.support import PNG


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    folder = tmp_path / "uploads"
    for name, content in {
        "2019/12/Größe_1.PNG": PNG,
        "2019/12/groesse.1.png": PNG + b"anders",
        "2020/01/nur-300x200.jpg": b"\xff\xd8\xff",
        "flach.gif": b"GIF89a",
        "kaputt.png": b"nix",
        "brief.pdf": b"%PDF",
        "🙂.webp": b"RIFFxxxxWEBP",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (tmp_path / "geheim.png").write_bytes(PNG)
    return Uploads(folder, tmp_path / "bilder")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://alt.example/wp-content/uploads/2019/12/Gr%C3%B6%C3%9Fe_1.PNG?w=3", "2019/12/groesse-1.png"),
        ("https://alt.example/wp-content/uploads/2019/12/Größe_1-300x200.PNG", "2019/12/groesse-1.png"),
        ("https://blog.files.example/2019/12/Größe_1-scaled.PNG", "2019/12/groesse-1.png"),
        ("https://alt.example/wp-content/uploads/2020/01/nur-300x200.jpg", "2020/01/nur-300x200.jpg"),
        ("https://alt.example/wp-content/uploads/2021/02/../../flach.gif", "flach.gif"),
        ("/flach.gif", "flach.gif"),
        ("https://alt.example/uploads/🙂.webp", "bild.webp"),
        ("https://alt.example/wp-content/uploads/kaputt.png", None),
        ("https://alt.example/wp-content/uploads/brief.pdf", None),
        ("https://alt.example/wp-content/uploads/../geheim.png", None),
        ("https://alt.example/wp-content/uploads/", None),
        ("https://[kaputt/flach.gif", None),
    ],
)  # fmt: skip
def test_pictures_at_hand_get_a_place(uploads: Uploads, url: str, place: str | None) -> None:
    found = uploads.place_of(url)
    assert found == (None if place is None else uploads.pictures / place)
    assert set(uploads.wanted) == ({found} if found else set())


def test_two_pictures_never_share_a_place_and_the_same_one_always_has_its_own(
    uploads: Uploads,
) -> None:
    first = uploads.place_of("/uploads/2019/12/Größe_1.PNG")
    second = uploads.place_of("/uploads/2019/12/groesse.1.png")
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("groesse-1.png", "groesse-1-2.png")
    assert uploads.place_of("/uploads/2019/12/groesse.1.png") == second
    first.parent.mkdir(parents=True)
    first.write_bytes(b"ein anderes Bild, das schon da war")
    again = Uploads(uploads.folder, uploads.pictures)
    assert again.place_of("/uploads/2019/12/Größe_1.PNG") == second


def test_a_copy_of_the_whole_site_will_do_and_none_at_all_too(
    uploads: Uploads, tmp_path: Path
) -> None:
    assert uploads.folder is not None
    site = tmp_path / "site" / "wp-content"
    site.mkdir(parents=True)
    uploads.folder.rename(site / "uploads")
    whole = Uploads(tmp_path / "site", uploads.pictures)
    assert whole.place_of("https://alt.example/wp-content/uploads/flach.gif") is not None
    assert Uploads(None, uploads.pictures).place_of("/uploads/flach.gif") is None

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from plugins.page_weight.places import fill_in
from plugins.page_weight.weighing import Site, first_visit

HEAD = (
    '<head><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>'
    '<link rel="preload" href="/fonts/a.woff2" as="font"></head>'
)
PAGE = f'<html>{HEAD}<body><img src="/bild.png">Ein Text.</body></html>'
CSS = (
    '@font-face{font-family:A;src:url("/fonts/a.woff2")}'
    '@font-face{font-family:A;src:url("/fonts/a-rare.woff2");unicode-range:U+AB}'
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "a.css").write_text(CSS)
    (tmp_path / "a.js").write_text("1")
    for name, size in {
        "fonts/a.woff2": 5000,
        "fonts/a-rare.woff2": 70_000,
        "bild.png": 900_000,
    }.items():
        (tmp_path / name).write_bytes(bytes(size))
    return tmp_path


def test_a_first_visit_carries_text_packed_each_typeface_once_and_no_picture(output: Path) -> None:
    packed = sum(len(gzip.compress(text.encode(), 6)) for text in (PAGE, CSS, "1"))
    assert first_visit(Site(output), PAGE.encode()) == packed + 5000


def test_every_page_that_keeps_a_place_for_it_tells_the_weight_and_a_second_time_is_no_harm(
    output: Path,
) -> None:
    place = '<data class="page-weight" value="a&amp;b/index.html">…</data>'
    (output / "a&b").mkdir()
    for name in ("a&b/index.html", "index.html"):
        (output / name).write_text(PAGE + place)
    names = ["index.html", "a&b/index.html"]
    weight = first_visit(Site(output), (PAGE + place).encode())
    for _time in range(2):
        fill_in(output, names, Site(output))
        for name in names:
            told = (output / name).read_text().removeprefix(PAGE)
            assert told == f'<data class="page-weight" value="{weight}">5\u202fkB</data>'

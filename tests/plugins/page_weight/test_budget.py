from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from plugins.manuscript import Finding
from plugins.page_weight.budget import PAGE, SCRIPTS, STYLE, check_budget

OWN = "https://spiegel.example"
ESSAY = '<article class="h-entry"><div class="e-content">{}</div></article>'
BASE = (
    '<link rel="stylesheet" href="/css/site.css"><script type="module" src="/js/a.js"></script>'
    '<link rel="icon" href="/icon.svg"><link rel="canonical" href="https://elsewhere.example/">'
)


def noise(size: int) -> str:
    """Letters that pack badly: at least `size` bytes gzipped."""
    pieces = (hashlib.sha256(bytes([i % 256, i // 256])).hexdigest() for i in range(size // 30))
    return "".join(pieces)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "css/site.css": '@font-face{src:url("../fonts/a.woff2")} a{background:url(#x)}',
        "js/a.js": 'import { b } from "./b.js";\nconst c = () => import("./heavy.js");',
        "js/b.js": 'export * from "./a.js"; // round in a circle',
        "js/heavy.js": f"// {noise(SCRIPTS)}",
        "icon.svg": "<svg/>",
        "fonts/a.woff2": noise(500),
        "essays/eins/index.html": BASE + ESSAY.format('<img src="bild.png" srcset="bild.png 2x">'),
        "essays/eins/bild.png": noise(PAGE),
        "spiel/index.html": f'{BASE}<script src="/js/heavy.js"></script>',
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def found(site: Path) -> list[Finding]:
    return list(check_budget(site, OWN, str))


def test_a_light_essay_beside_a_heavy_game_is_within_the_budget(site: Path) -> None:
    assert found(site) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("css/site.css", f"/* {noise(STYLE)} */", "style sheets"),
        ("js/b.js", f"// {noise(SCRIPTS)}", "scripts"),
        ("js/a.js", 'import "./heavy.js"', "scripts"),
        ("fonts/a.woff2", noise(PAGE), "This page weighs"),
        ("essays/eins/index.html", BASE + ESSAY.format(noise(PAGE)), "This page weighs"),
        ("essays/eins/index.html", f'{BASE}<img src="bild.png">{ESSAY}', "This page weighs"),
        (
            "essays/eins/index.html",
            f'{BASE}<script src="{OWN}/js/heavy.js"></script>{ESSAY}',
            "scripts",
        ),
    ],
)
def test_what_is_too_heavy_is_told_with_the_file_to_shrink(
    site: Path, name: str, content: str, words: str
) -> None:
    (site / name).write_text(content, "utf-8")
    (finding,) = found(site)
    assert words in finding.what
    heaviest = "js/heavy.js" if "heavy" in content else name
    assert heaviest in finding.remedy or "bild.png" in finding.remedy
    assert finding.rule == "over-budget"


def test_what_weighs_on_every_essay_is_told_once(site: Path) -> None:
    (site / "css/site.css").write_text(f"/* {noise(STYLE)} */", "utf-8")
    (site / "zwei.html").write_text(BASE + ESSAY, "utf-8")
    assert [finding.path for finding in found(site)] == [Path("css/site.css")]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://elsewhere.example/a.png">',
        '<img src="//elsewhere.example/a.png" alt="">',
        '<img srcset="/a.png 1x, https://elsewhere.example/b.png 2x">',
        '<script src="https://spiegel.example.org/a.js"></script>',
        '<link rel="preload stylesheet" href="https://elsewhere.example/a.css">',
        '<svg><image href="https://elsewhere.example/a.png"/></svg>',
        '<video poster="https://elsewhere.example/a.png"></video>',
        '<link rel="stylesheet" href="/far.css">',
    ],
)
@pytest.mark.parametrize("page", ["spiel/index.html", "essays/eins/index.html"])
def test_no_page_asks_another_host(site: Path, markup: str, page: str) -> None:
    (site / "far.css").write_text('@import "https://elsewhere.example/x.css";', "utf-8")
    (site / page).write_text(BASE + ESSAY.format(markup), "utf-8")
    assert [finding.rule for finding in found(site)] == ["other-host"]


def test_a_link_for_readers_asks_nobody(site: Path) -> None:
    links = '<a href="https://elsewhere.example/">dort</a><img src="data:image/gif;base64,R0">'
    (site / "spiel/index.html").write_text(BASE + links + f'<img src="{OWN}/icon.svg">', "utf-8")
    assert found(site) == []

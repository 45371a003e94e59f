from pathlib import Path

import pytest

from plugins.editorial_check.links import DeadLink, dead_links


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "essays" / "eins").mkdir(parents=True)
    (tmp_path / "essays" / "eins" / "index.html").write_text('<h2 id="größe">A</h2>')
    (tmp_path / "bild.svg").write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/essays/eins/">',
        '<a href="essays/eins/#gr%C3%B6%C3%9Fe">',
        '<a href="https://site.example/essays/eins/">',
        '<a href="https://site.example">',
        '<a href="https://elsewhere.example/nowhere">',
        '<a href="mailto:a@b.example">',
        '<a href="/api/threads/x/reply?to=1">',
        '<a href="#hier"><p id="hier">',
        '<img src="/bild.svg"><img>',
        '<a href="">',
    ],
)
def test_what_leads_somewhere_is_no_dead_link(site: Path, markup: str) -> None:
    (site / "index.html").write_text(markup)
    assert list(dead_links(site, "https://site.example")) == []


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        ('<a href="/essays/zwei/">', "/essays/zwei/"),
        ('<a href="/essays/eins/#fort">', "/essays/eins/#fort"),
        ('<a href="#fort">', "#fort"),
        ('<img src="fort.png">', "fort.png"),
        ('<a href="https://site.example/fort/">', "https://site.example/fort/"),
        ('<a href="{filename}zwei.md">', "{filename}zwei.md"),
    ],
)
def test_what_leads_nowhere_is_told(site: Path, markup: str, target: str) -> None:
    (site / "index.html").write_text(f'<link rel="x" href="/bild.svg">{markup}')
    assert list(dead_links(site, "https://site.example")) == [DeadLink("index.html", target)]

"""The theme stands without essays and without any plugin but those it cannot do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.support.project import ROOT, write_conf, write_essay

ESSAY = {
    "tags": "Größe, Ärger",
    "subtitle": "Ein Untertitel",
    "summary": "Wovon es <b>handelt</b>.",
}


def build(folder: Path, **settings: object) -> Path:
    content = folder / "content"
    for name in ("essays", "seiten", "bilder"):
        (content / name).mkdir(parents=True, exist_ok=True)
    conf = write_conf(
        folder,
        content=content,
        PLUGINS=["plugins.interface_language", "plugins.stylesheet"],
        **settings,
    )
    # A process of its own: in this one, plugins of other tests still listen to Pelican's signals.
    subprocess.run([sys.executable, "-m", "pelican", "-s", str(conf)], cwd=ROOT, check=True)
    return folder / "output"


def page(output: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((output / address).read_text("utf-8"), "html.parser")


@pytest.mark.parametrize(("lang", "words"), [("de", "Zu sehen ist bisher"), ("en", "Nothing is")])
def test_a_house_without_essays_opens(tmp_path: Path, lang: str, words: str) -> None:
    output = build(tmp_path, DEFAULT_LANG=lang)
    front = page(output, "index.html")
    assert front.html["lang"] == lang
    assert words in front.main.get_text()
    for address in ("archiv", "rubriken", "schlagworte", "autoren"):
        assert page(output, f"{address}/index.html").h1.get_text(strip=True)
    assert "<loc>" not in (output / "sitemap.xml").read_text("utf-8")
    assert (output / "theme" / "css" / "site.css").stat().st_size > 10_000


def test_a_plain_essay_needs_no_other_plugin(tmp_path: Path) -> None:
    essays = tmp_path / "content" / "essays"
    essays.mkdir(parents=True)
    write_essay(
        essays / "einer.md",
        "Wer fragt?[^a]\n\n[^a]: Niemand.",
        title="Einer & <keiner>",
        slug="einer",
        **ESSAY,
    )
    output = build(tmp_path)
    essay = page(output, "essays/einer/index.html")
    assert essay.h1.get_text() == "Einer & <keiner>"
    assert essay.title.get_text().startswith("Einer & <keiner> · ")
    assert essay.select_one("p.initial")["data-initial"] == "W"
    assert essay.select_one("sup[data-note='1'] a.footnote-ref")
    assert essay.select_one(".ticket") is None
    assert essay.find("meta", attrs={"name": "description"})["content"] == "Wovon es handelt."
    names = [
        entry.get_text() for entry in page(output, "schlagworte/index.html").select(".register a")
    ]
    assert names == ["Ärger", "Größe"]


def test_lists_longer_than_a_sheet_are_paged(tmp_path: Path) -> None:
    essays = tmp_path / "content" / "essays"
    essays.mkdir(parents=True)
    for number in range(1, 4):
        write_essay(
            essays / f"{number}.md", title=f"Essay {number}", date=f"2026-09-0{number} 08:00"
        )
    output = build(
        tmp_path, DEFAULT_PAGINATION=2, PAGINATED_TEMPLATES={"index": None, "category": None}
    )
    first, second = page(output, "index.html"), page(output, "index2.html")
    assert [a.get_text() for a in first.select("a.p-name")] == ["Essay 3", "Essay 2"]
    assert first.select_one("a[rel=next]")["href"] == "/index2.html"
    assert "Blatt 1 von 2" in first.select_one(".pager").get_text()
    assert [a.get_text() for a in second.select("a.p-name")] == ["Essay 1"]
    assert second.select_one("a[rel=prev]")["href"] == "/index.html"
    assert (output / "rubriken" / "bestiarium" / "index2.html").is_file()

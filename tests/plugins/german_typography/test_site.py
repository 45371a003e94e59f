"""The plugin in a real Pelican build, run as authors run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.project import ROOT, write_conf, write_essay

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = (
    "{{ %(kind)s.title }}|{{ %(kind)s.metadata.title }}|{{ %(kind)s.subtitle }}"
    "|{{ %(kind)s.slug }}|{{ %(kind)s.summary|safe }}|{{ %(kind)s.content|safe }}"
)
BODY = """"Ja", sagt's, 10% z.B. `"code"` <i lang="en">"yes"</i> im Spiegelkabinett.[^1]

## Größe & "Ärger"

[Nach unten](#groesse-und-aerger) ![a - "b"](a.png "'c' -- d")

[^1]: "Note" bei LinkedIn.
"""
FIELDS = {
    "title": 'Größe & "Ärger" -- im Spiegelkabinett',
    "subtitle": "Was's kostet: 10 %",
    "summary": '"Kurz", im *Spiegelkabinett* z.B.',
}


def build(folder: Path, *plugins: str, **settings: object) -> subprocess.CompletedProcess[str]:
    content, theme = folder / "content", folder / "theme"
    for path in (content / "essays", content / "seiten", content / "bilder", theme / "templates"):
        path.mkdir(parents=True, exist_ok=True)
    for kind in ("article", "page"):
        (theme / "templates" / f"{kind}.html").write_text(TEXT % {"kind": kind})
    tiny: dict[str, object] = {
        "THEME": str(theme),
        "PLUGINS": ["plugins.german_typography", "plugins.feeds", *plugins],
        "DIRECT_TEMPLATES": [],
        "FEED_ALL_ATOM": "feeds/alle.atom.xml",
        "JINJA_ENVIRONMENT": {"autoescape": True},
        "DRAFT_SAVE_AS": "entwuerfe/{slug}.html",
        "AUTHOR_SAVE_AS": "",
        "CATEGORY_SAVE_AS": "",
        "TAG_SAVE_AS": "",
    }
    conf = write_conf(folder, content=content, **{**tiny, **settings})
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(conf), "--fatal", "warnings"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "1000"},  # or Pelican's console breaks paths into lines
        capture_output=True,
        text=True,
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typography")
    essays, pages = folder / "content" / "essays", folder / "content" / "seiten"
    essays.mkdir(parents=True)
    pages.mkdir()
    write_essay(essays / "a.md", BODY, **FIELDS)
    write_essay(essays / "a.en.md", BODY, **FIELDS, lang="en")
    write_essay(essays / "b.md", BODY, **FIELDS, slug="b", status="draft")
    write_essay(essays / "c.md", BODY, **FIELDS, slug="c", status="hidden")
    write_essay(essays / "d.md", BODY, title='"Ohne"', summary="", slug="d")
    write_essay(pages / "a.md", BODY, **FIELDS, date="", category="", slug="seite")
    (folder / "content" / "trennungen.txt").write_text("Spiegel|kabinett\nLinkedIn\n")
    done = build(folder)
    assert done.returncode == 0, told(done)
    return folder / "output"


def fields(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8").replace("\u202f", "⎵").replace("\u00ad", "~")
    *plain, summary, content = text.split("|", 5)
    return [*map(unescape, plain), summary, content]


@pytest.mark.parametrize(
    "page",
    [
        "essays/groesse-und-aerger-im-spiegelkabinett/index.html",
        "entwuerfe/b.html",
        "essays/c/index.html",
        "seite/index.html",
    ],
)
def test_essays_drafts_and_pages_are_set(output: Path, page: str) -> None:
    title, also, subtitle, slug, summary, content = fields(output / page)
    assert title == also == "Größe & „Ärger“ – im Spiegelkabinett"
    assert subtitle == "Was’s kostet: 10⎵%"
    assert slug in {"groesse-und-aerger-im-spiegelkabinett", "b", "c", "seite"}
    assert summary == "<p>„Kurz“, im <em>Spiegelkabinett</em> z.⎵B.</p>"
    assert "<p>„Ja“, sagt’s, 10⎵% z.⎵B. <code>&quot;code&quot;</code>" in content.replace(
        '<code>"code"</code>', "<code>&quot;code&quot;</code>"
    )
    assert '<i lang="en">“yes”</i> im Spiegel~kabinett.<sup' in content
    assert '„Note“ bei <span class="nohyphen">LinkedIn</span>.' in content
    assert 'alt="a - &quot;b&quot;"' in content
    assert "title=\"'c' -- d\"" in content


def test_a_translation_is_set_in_its_own_language(output: Path) -> None:
    title, _also, subtitle, _slug, summary, content = fields(
        output / "en/essays/groesse-und-aerger-im-spiegelkabinett/index.html"
    )
    assert title == "Größe & “Ärger” – im Spiegelkabinett"
    assert subtitle == "Was’s kostet: 10 %"
    assert summary == "<p>“Kurz”, im <em>Spiegelkabinett</em> z.B.</p>"
    assert "<p>“Ja”, sagt’s, 10% z.B." in content
    assert " im Spiegelkabinett." in content
    assert '<span class="nohyphen">LinkedIn</span>' in content


def test_anchors_write_umlauts_out_and_links_find_them(output: Path) -> None:
    content = fields(output / "essays/c/index.html")[-1]
    assert '<h2 id="groesse-und-aerger">Größe &amp; „Ärger“</h2>' in content
    assert '<a href="#groesse-und-aerger">Nach unten</a>' in content


def test_a_text_without_fields_has_none_made_up(output: Path) -> None:
    title, _also, subtitle, *_others = fields(output / "essays/d/index.html")
    assert title == "„Ohne“"
    assert subtitle == ""


def test_the_feed_has_the_same_text(output: Path) -> None:
    root = ET.parse(output / "feeds" / "alle.atom.xml").getroot()  # noqa: S314 our own file
    entries = {entry.findtext(f"{ATOM}title"): entry for entry in root.iter(f"{ATOM}entry")}
    entry = entries["Größe & „Ärger“ – im Spiegelkabinett"]
    page = fields(output / "essays/groesse-und-aerger-im-spiegelkabinett/index.html")
    content = entry.findtext(f"{ATOM}content").replace("\u202f", "⎵").replace("\u00ad", "~")
    assert content.split("<sup")[0] == page[-1].split("<sup")[0]


def test_a_site_without_a_list_has_no_divisions(tmp_path: Path) -> None:
    (tmp_path / "content" / "essays").mkdir(parents=True)
    write_essay(tmp_path / "content" / "essays" / "a.md", BODY, slug="a")
    done = build(tmp_path)
    assert done.returncode == 0, told(done)
    content = fields(tmp_path / "output/essays/a/index.html")[-1]
    assert "im Spiegelkabinett" in content
    assert "nohyphen" not in content


@pytest.mark.parametrize("checked", [(), ("plugins.editorial_check",)])
def test_a_bad_line_stops_the_build_and_says_where(tmp_path: Path, checked) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "trennungen.txt").write_text("Spiegel|kabinett\nAuf|merk|sam\n")
    done = build(tmp_path, *checked)
    assert done.returncode != 0
    assert "trennungen.txt:2:1: error: „Auf|merk|sam“ hat mehr als eine Trennstelle." in told(done)


def test_a_list_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "trennungen.txt").write_bytes("Gerät".encode("latin-1"))
    done = build(tmp_path)
    assert done.returncode != 0
    assert "nicht in UTF-8" in told(done)


def test_a_list_may_have_another_name_but_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "eigene.txt").write_text("\ufeffSpiegel|kabinett\n", encoding="utf-8")
    done = build(tmp_path, HYPHENATION_LIST="eigene.txt")
    assert done.returncode == 0, told(done)
    done = build(tmp_path, HYPHENATION_LIST="fehlt.txt")
    assert done.returncode != 0
    assert "HYPHENATION_LIST" in told(done)
    assert "fehlt.txt" in told(done)

"""The plugin in a real Pelican build, run as authors run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT, write_conf, write_essay

TEMPLATE = (
    "{{ article.reading.minutes_low }}|{{ article.reading.minutes_high }}"
    "|{{ article.reading.words }}|{{ article.reading.iso_duration }}|{{ article.foam.percent }}"
    "|{{ article.reading_label }}"
)
FOAM_LIST = "Mehrwert\n"


def build(folder: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    content, theme = folder / "content", folder / "theme"
    for path in (content / "essays", content / "seiten", content / "bilder", theme / "templates"):
        path.mkdir(parents=True, exist_ok=True)
    (theme / "templates" / "article.html").write_text(TEMPLATE)
    (theme / "templates" / "index.html").write_text(
        "{% for article in articles %}{{ article.slug }}|{{ article.reading.letters }}\n"
        "{% endfor %}"
    )
    tiny: dict[str, object] = {
        "THEME": str(theme),
        "PLUGINS": ["plugins.reading_time"],
        "DIRECT_TEMPLATES": ["index"],
        "JINJA_ENVIRONMENT": {"autoescape": True},
        "DRAFT_SAVE_AS": "entwuerfe/{slug}.html",
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


def write_essays(folder: Path) -> None:
    essays = folder / "content" / "essays"
    essays.mkdir(parents=True)
    write_essay(essays / "a.md", "Reiner Mehrwert 🚀", title="A", slug="a", lang="de")
    write_essay(essays / "a.en.md", "wort " * 1095, title="A", slug="a", lang="en")
    write_essay(essays / "b.md", "wort " * 1214, title="B", slug="b")
    write_essay(essays / "c.md", "", title="C", slug="c", status="hidden")
    write_essay(essays / "d.md", "Mehrwert", title="D", slug="d", status="draft")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading-time")
    write_essays(folder)
    (folder / "content" / "schaum.txt").write_text(FOAM_LIST, encoding="utf-8")
    done = build(folder, SITEURL="https://example.org/blog")
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("essays/a/index.html", "1|1|2|PT1M|60.0|Lesezeit 1 Minute, Schaumanteil 60,0\u00a0%"),
        ("en/essays/a/index.html", "3|6|1095|PT4M|0.0|Reading time 3–6 minutes, foam share 0.0%"),
        ("essays/b/index.html", "3|6|1214|PT4M|0.0|Lesezeit 3–6 Minuten, Schaumanteil 0,0\u00a0%"),
        ("essays/c/index.html", "1|1|0|PT1M|0.0|Lesezeit 1 Minute, Schaumanteil 0,0\u00a0%"),
        ("entwuerfe/d.html", "1|1|1|PT1M|100.0|Lesezeit 1 Minute, Schaumanteil 100,0\u00a0%"),
    ],
)
def test_every_essay_knows_its_reading_time_and_its_foam(output, page, expected):
    assert (output / page).read_text(encoding="utf-8") == expected


def test_lists_know_it_too(output):
    assert (output / "index.html").read_text(encoding="utf-8").splitlines() == ["a|14", "b|4856"]


def test_rates_and_list_can_be_set(tmp_path):
    write_essays(tmp_path)
    (tmp_path / "eigene.txt").write_text("wort", encoding="utf-8")
    done = build(
        tmp_path,
        SITEURL="",
        READING_TIME_RATES={"*": 4856, "en": 365},
        FOAM_LIST=str(tmp_path / "eigene.txt"),
    )
    assert done.returncode == 0, done.stderr
    pages = tmp_path / "output"
    assert (pages / "essays/b/index.html").read_text("utf-8").startswith("1|2|1214|PT1M|100.0")
    assert (pages / "en/essays/a/index.html").read_text("utf-8").startswith("9|17|1095|PT12M|100.0")


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"READING_TIME_RATES": {"fr": 0}}, "READING_TIME_RATES muss eine Tabelle"),
        ({"READING_TIME_RATES": {"de-AT": 900}}, "nicht {'de-AT': 900}"),
        ({"READING_TIME_CJK_RATES": 500}, "READING_TIME_CJK_RATES muss eine Tabelle"),
        ({"READING_TIME_CODE_LINE_SECONDS": -1}, "READING_TIME_CODE_LINE_SECONDS muss"),
        ({"FOAM_LIST": "fehlt.txt"}, "FOAM_LIST muss der Name"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_build_by_name(tmp_path, settings, complaint):
    done = build(tmp_path, **settings)
    assert done.returncode != 0
    assert complaint in " ".join(done.stdout.split() + done.stderr.split())


@pytest.mark.parametrize(
    ("data", "complaint"),
    [(b"agil\n*\n", "schaum.txt:2:1"), ("Größe".encode("latin-1"), "UTF-8")],
)
def test_a_broken_word_list_stops_the_build(tmp_path, data, complaint):
    write_essays(tmp_path)
    (tmp_path / "content" / "schaum.txt").write_bytes(data)
    done = build(tmp_path)
    assert done.returncode != 0
    assert complaint in done.stdout + done.stderr

"""The plugin in a real Pelican build, run as authors run it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT, write_conf, write_essay

TEMPLATE = (
    "{{ article.number }}|{{ article.previous_essay.url }}|{{ article.next_essay.url }}"
    "|{% for essay in article.related_essays %}{{ essay.url }} {% endfor %}"
)
GLADIATORS = "Der Gladiator wirft sein Netz in der Arena."
STAIRS = "Die Treppe knarrt im Holz."


def build(folder: Path) -> Path:
    content, theme = folder / "content", folder / "theme"
    for path in (content / "seiten", content / "bilder", theme / "templates"):
        path.mkdir(parents=True)
    (theme / "templates" / "article.html").write_text(TEMPLATE)
    (theme / "templates" / "index.html").write_text("")
    conf = write_conf(
        folder,
        content=content,
        THEME=str(theme),
        PLUGINS=["plugins.essay_neighbours"],
        DIRECT_TEMPLATES=[],
        JINJA_ENVIRONMENT={"autoescape": True},
        DRAFT_SAVE_AS="entwuerfe/{slug}.html",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(conf), "--fatal", "warnings"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("neighbours")
    essays = folder / "content" / "essays"
    essays.mkdir(parents=True)
    for day, slug, body, fields in (
        (1, "netz", GLADIATORS, {}),
        (2, "netz", "The gladiator throws a net.", {"lang": "en"}),
        (3, "treppe", STAIRS, {}),
        (4, "arena", GLADIATORS, {}),
        (5, "treppe", "The stairs creak.", {"lang": "en"}),
        (6, "buch", "Ein Buch.", {"tags": "Papier"}),
        (7, "brief", "Das Kuvert.", {"tags": "Papier"}),
        (8, "geheim", GLADIATORS, {"status": "hidden"}),
        (9, "entwurf", GLADIATORS, {"status": "draft"}),
    ):
        name = f"{slug}.{fields.get('lang', 'de')}.md"
        write_essay(essays / name, body, slug=slug, date=f"2026-09-0{day}", **fields)
    return build(folder)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("essays/netz", "1||essays/treppe/|essays/arena/ essays/brief/ essays/buch/ "),
        (
            "essays/treppe",
            "2|essays/netz/|essays/arena/|essays/brief/ essays/buch/ essays/arena/ ",
        ),
        ("essays/arena", "3|essays/treppe/|essays/buch/|essays/netz/ essays/brief/ essays/buch/ "),
        (
            "essays/buch",
            "4|essays/arena/|essays/brief/|essays/brief/ essays/arena/ essays/treppe/ ",
        ),
        ("essays/brief", "5|essays/buch/||essays/buch/ essays/arena/ essays/treppe/ "),
        ("en/essays/netz", "1||en/essays/treppe/|en/essays/treppe/ "),
        ("en/essays/treppe", "2|en/essays/netz/||en/essays/netz/ "),
        ("essays/geheim", "None|||"),
    ],
)
def test_every_essay_knows_its_place(output, page, expected):
    assert (output / page / "index.html").read_text(encoding="utf-8") == expected


def test_a_draft_has_no_place_yet(output):
    assert (output / "entwuerfe" / "entwurf.html").read_text(encoding="utf-8") == "None|||"


def test_a_site_of_one_essay_is_built(tmp_path):
    (tmp_path / "content" / "essays").mkdir(parents=True)
    write_essay(tmp_path / "content" / "essays" / "a.md", slug="a")
    page = build(tmp_path) / "essays" / "a" / "index.html"
    assert page.read_text(encoding="utf-8") == "1|||"

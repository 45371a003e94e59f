"""The plugin in a real Pelican build, run as authors run it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

from tests.plugins.picture_captions.pictures import png
from tests.support.project import ROOT, write_conf, write_essay

PICTURE = '![Netz]({static}/bilder/netz.png "Ein Netz"){credit="Amalgam"}'


def build(folder: Path, body: str, **settings: object) -> subprocess.CompletedProcess[str]:
    content, theme = folder / "content", folder / "theme"
    for path in ("essays", "seiten", "bilder"):
        (content / path).mkdir(parents=True)
    (theme / "templates").mkdir(parents=True)
    (theme / "templates" / "article.html").write_text("{{ article.content|safe }}")
    (theme / "templates" / "index.html").write_text("")
    (content / "bilder" / "netz.png").write_bytes(png(640, 427))
    write_essay(content / "essays" / "a.md", body, slug="a")
    tiny = {
        "THEME": str(theme),
        "PLUGINS": ["plugins.picture_captions"],
        "DIRECT_TEMPLATES": [],
        "JINJA_ENVIRONMENT": {"autoescape": True},
    }
    conf = write_conf(folder, content=content, **{**tiny, **settings})
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(conf), "--fatal", "warnings"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_picture_stands_in_the_site_as_a_figure_whose_file_is_there(tmp_path):
    done = build(tmp_path, f"Satz.\n\n{PICTURE}\n", SITEURL="https://x.example")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "output" / "essays" / "a" / "index.html").read_text(encoding="utf-8")
    figure = BeautifulSoup(page, "html.parser").figure
    assert figure.img.attrs == {
        "alt": "Netz",
        "src": "https://x.example/bilder/netz.png",
        "width": "640",
        "height": "427",
    }
    assert figure.figcaption.get_text() == "Ein Netz Amalgam"
    assert (tmp_path / "output" / "bilder" / "netz.png").is_file()


def test_a_picture_without_credit_stops_a_build_that_is_checked(tmp_path):
    done = build(
        tmp_path,
        PICTURE.replace("Amalgam", ""),
        PLUGINS=["plugins.picture_captions", "plugins.editorial_check"],
    )
    said = "".join((done.stdout + done.stderr).split())
    assert done.returncode != 0
    assert "a.md:9:1" in said
    assert "Bildnachweis" in said

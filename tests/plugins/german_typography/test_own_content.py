"""The publication itself: it was typeset by hand, so next to nothing may change."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import pelicanconf
from tests.support.project import BUILD_TIME, ROOT, SITE_URL, write_conf

STRAIGHT = re.compile(r"[\"']| --? |\.\.\.")
ADDED = re.compile(r'<span class="nohyphen">(\w+)</span>|\u00ad')
LINK_TO_HEADING = re.compile(r' href="#[a-z0-9-]+"')
WEIGHT = re.compile(r'(?<=<data class="page-weight") value="\d+">\d+')
ANCHOR = re.compile(r'(<h[1-6] id=)"[^"]*"')
OUR_NAME = "plugins.german_typography"


def build(folder: Path, plugins: list[str]) -> Path:
    # Without us no anchor writes umlauts out, and the handbook's links to such are dead.
    own = {"BUILD_TIME": BUILD_TIME, "PLUGINS": plugins, "EDITORIAL_CHECK_STOPS": False}
    conf = write_conf(folder, site_url=SITE_URL, **own)
    # In a process of its own: what was connected once stays connected.
    subprocess.run(
        [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "build"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder / "output"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    others = [name for name in pelicanconf.PLUGINS if name != OUR_NAME]
    assert others != pelicanconf.PLUGINS
    return (
        build(tmp_path_factory.mktemp("without"), others),
        build(tmp_path_factory.mktemp("with"), pelicanconf.PLUGINS),
    )


def typeset_by_hand() -> list[str]:
    """The addresses of published essays whose words hold no straight mark."""
    return [
        f"essays/{file.stem}/index.html"
        for file in sorted((ROOT / "content" / "essays").glob("*.md"))
        if not STRAIGHT.search(_words(file.read_text(encoding="utf-8")))
    ]


def _words(text: str) -> str:
    without_attributes = re.sub(r"\{[^}]*\}|\([^)\s]*( \"[^\"]*\")?\)", "", text)
    return without_attributes.split("---", 2)[-1]


def plain(page: Path) -> str:
    """A page without what we add, and what that weighs.

    We add divisions, spaces that do not break, and anchors of headings.
    """
    text = page.read_text(encoding="utf-8")
    text = ADDED.sub(lambda match: match[1] or "", text)
    text = LINK_TO_HEADING.sub("", text)
    text = WEIGHT.sub("", text)
    return ANCHOR.sub(r"\1", re.sub("[\u00a0\u202f]", " ", text))


def test_essays_change_in_nothing_but_divisions_and_spaces(outputs: tuple[Path, Path]) -> None:
    without, with_us = outputs
    pages = [page for page in typeset_by_hand() if (with_us / page).exists()]
    assert len(pages) >= 4
    changed = 0
    for page in pages:
        # The whole page: reading time, foam share and neighbours stand in it.
        assert plain(with_us / page) == plain(without / page), page
        changed += (with_us / page).read_bytes() != (without / page).read_bytes()
    assert changed  # the control


def test_spaces_are_put_where_they_were_missing(outputs: tuple[Path, Path]) -> None:
    text = (outputs[1] / "essays/resterampe-der-aufmerksamkeit/index.html").read_text("utf-8")
    assert "Nr.\u202f48" in text
    assert "1.\u202fDezember" in text


def test_divisions_reach_the_text_and_nothing_else(outputs: tuple[Path, Path]) -> None:
    for page in sorted(outputs[1].rglob("*.html")):
        head = page.read_text(encoding="utf-8").split("</head>")[0]
        assert "\u00ad" not in head, page
        assert "nohyphen" not in head, page
    page = outputs[1] / "essays/das-marshmallow-der-reichweite/index.html"
    assert "Marsh\u00admallow" in page.read_text(encoding="utf-8")  # the control


def test_headings_are_addressed_with_umlauts_written_out(outputs: tuple[Path, Path]) -> None:
    text = (outputs[1] / "essays/resterampe-der-aufmerksamkeit/index.html").read_text("utf-8")
    assert 'id="was-uebrig-bleibt"' in text

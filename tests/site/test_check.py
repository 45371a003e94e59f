"""`make check` tells everything in one run; and what stock Pelican lets pass stops here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.author_tools.cli import main
from tests.support.project import BUILD_TIME, small_content, write_conf, write_essay

PICTURE = "{static}/bilder/minuten-am-tag.svg"


def test_one_run_tells_what_is_wrong_in_texts_pictures_and_the_built_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    essays = content / "essays"
    write_essay(
        essays / "a.md", "Siehe [oben](#nirgends) und [dort](/fehlt/).", titel="A", slug="a"
    )
    write_essay(essays / "b.md", f'![]({PICTURE} "T"){{credit="wer"}}\n\nZwei  Räume.', slug="b")
    poem = "<!-- check: off double-space: ein Gedicht -->\nZwei  Räume."
    write_essay(essays / "c.md", poem, slug="c")
    (essays / "d.md").write_bytes(
        "\ufeffTitle: Größe\r\nDate: 2026-09-08\r\nCategory: A\r\nSummary: B\r\n"
        "\r\n## Ja\r\n\r\nOhne[^1].\r\n".encode()
    )
    (essays / "e.md").write_bytes("---\ntitle: Größe\n---\n".encode("latin-1"))
    conf = ["--conf", str(write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME))]

    assert main([*conf, "check", "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    found = {
        (Path(one["path"]).name, one["line"], one["column"], one["severity"], one["rule"])
        for one in told["findings"]
    }
    assert found == {
        ("a.md", 6, 8, "error", "unknown-field"),
        ("a.md", 10, 14, "error", "dead-anchor"),
        ("a.md", 10, 36, "error", "dead-link"),
        ("b.md", 9, 1, "error", "picture-without-alt"),
        ("b.md", 11, 5, "hint", "double-space"),
        ("d.md", 8, 5, "error", "unknown-footnote"),
        ("e.md", 1, 1, "error", "not-utf-8"),
    }

    assert not (tmp_path / "output").exists()


def test_names_without_an_address_are_told_each_once_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    write_essay(content / "essays" / "a.md", title="🙂", category="日本")
    write_essay(content / "essays" / "b.md", title="B", comments="nie")
    conf = ["--conf", str(write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME))]
    assert main([*conf, "check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [(one["rule"], one["line"], one["column"]) for one in told] == [
        ("bad-slug", 2, 8),
        ("bad-slug", 4, 11),
        ("unknown-comments", 6, 11),
    ]


def test_hints_stop_nothing_and_silences_stay_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    body = "Zwei  Räume.\n\n<!-- check: off double-space: ein Gedicht -->\nZwei  Räume."
    write_essay(content / "essays" / "a.md", body, slug="a", check_off="long-sentence: Kleist")
    conf = ["--conf", str(write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME))]
    assert main([*conf, "build"]) == 0
    said = capsys.readouterr().out
    assert said.count("Hinweis:") == 2
    assert "[double-space]" in said
    assert "[silence-of-nothing]" in said
    html = (tmp_path / "output" / "essays" / "a" / "index.html").read_text("utf-8")
    assert "Räume" in html
    assert "Gedicht" not in html
    assert "Kleist" not in html


def test_a_dead_anchor_stops_a_build_and_leaves_the_old_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    conf = ["--conf", str(write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME))]
    write_essay(content / "essays" / "a.md", "## Größe\n\n[da](#groesse)", slug="a")
    assert main([*conf, "build"]) == 0
    write_essay(content / "essays" / "a.md", "## Größe\n\n[da](#gröse)", slug="a")
    assert main([*conf, "build"]) == 1
    assert "a.md:11:6: Fehler: „#gröse“" in capsys.readouterr().err
    assert "#groesse" in (tmp_path / "output" / "essays" / "a" / "index.html").read_text("utf-8")


def stock(folder: Path, content: Path) -> Path:
    """The output of Pelican as it comes: no plugins, its own theme, its own defaults."""
    (folder / "stock.py").write_text(
        f"PATH = {str(content)!r}\nOUTPUT_PATH = {str(folder / 'stock')!r}\n"
        "ARTICLE_PATHS = ['essays']\nPAGE_PATHS = []\nPLUGINS = []\nTIMEZONE = 'Europe/Berlin'\n"
    )
    command = [sys.executable, "-m", "pelican", "-s", str(folder / "stock.py")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "stock"


def future(content: Path, output: Path) -> bool:
    """It is out before its time."""
    return any("Aus der Zukunft" in page.read_text("utf-8") for page in output.rglob("*.html"))


def misspelt(content: Path, output: Path) -> bool:
    """A field nobody knows was passed over."""
    return (output / "kaputt.html").exists()


def literal(content: Path, output: Path) -> bool:
    """Readers get the author's own notation for an address."""
    return "{filename}fehlt.md" in (output / "kaputt.html").read_text("utf-8")


def broken(content: Path, output: Path) -> bool:
    """The text is simply not there, and all seems well."""
    return not (output / "kaputt.html").exists()


SINS: dict[str, tuple[dict[str, str], str, Callable[[Path, Path], bool]]] = {
    "misspelt key": ({"sumary": "Worum es geht."}, "„summary“", misspelt),
    "literal {filename}": ({"body": "[dort]({filename}fehlt.md)"}, "fehlt.md", literal),
    "broken post": ({"date": "gestern"}, "gestern", broken),
}


@pytest.mark.parametrize("name", SINS)
def test_what_stock_pelican_lets_pass_stops_here(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields, words, sin = SINS[name]
    content = small_content(tmp_path)
    write_essay(content / "essays" / "kaputt.md", slug="kaputt", **fields)
    assert sin(content, stock(tmp_path, content)), "the control: stock Pelican exits 0"
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "build"]) == 1
    assert words in capsys.readouterr().err


def test_what_stock_pelican_publishes_too_early_waits_here(tmp_path: Path) -> None:
    content = small_content(tmp_path)
    fields = {"title": "Aus der Zukunft", "date": "2096-01-01", "slug": "zukunft"}
    write_essay(content / "essays" / "zukunft.md", **fields)
    assert future(content, stock(tmp_path, content)), "the control"
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "build"]) == 0
    assert not future(content, tmp_path / "output")

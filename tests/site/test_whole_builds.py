"""Builds repeat, and a build that fails leaves what stood before."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from plugins.author_tools.cli import Desk, Keeper, main
from tests.support.project import (
    BUILD_TIME,
    ROOT,
    SITE_URL,
    small_content,
    tree,
    write_conf,
    write_essay,
)


def test_the_same_content_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    conf = write_conf(tmp_path, site_url=SITE_URL, BUILD_TIME=BUILD_TIME)
    trees = []
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "build"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        trees.append(tree(tmp_path / "output"))
        for path in (tmp_path / "output").rglob("*.html"):
            path.unlink()
    assert trees[0].keys() == trees[1].keys()
    assert [name for name in trees[0] if trees[0][name] != trees[1][name]] == []


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_conf(tmp_path, content=small_content(tmp_path), BUILD_TIME=BUILD_TIME)


def test_a_broken_essay_leaves_the_old_site_and_its_threads(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--conf", str(small), "build"]) == 0
    before = tree(tmp_path / "output"), tree(tmp_path / "var" / "exchange")
    write_essay(tmp_path / "content" / "essays" / "zweiter.md", date="2026-02-30", slug="zweiter")

    assert main(["--conf", str(small), "build"]) == 1

    assert "zweiter.md:3:7" in capsys.readouterr().err
    assert (tree(tmp_path / "output"), tree(tmp_path / "var" / "exchange")) == before
    write_essay(tmp_path / "content" / "essays" / "zweiter.md", slug="zweiter")
    assert main(["--conf", str(small), "build"]) == 0  # the control: mended, it does change
    assert tree(tmp_path / "output") != before[0]


def test_an_essay_that_vanishes_vanishes_from_the_site(small: Path, tmp_path: Path) -> None:
    second = write_essay(tmp_path / "content" / "essays" / "zweiter.md", slug="zweiter")
    main(["--conf", str(small), "build"])
    page = tmp_path / "output" / "essays" / "zweiter" / "index.html"
    assert page.exists()
    second.unlink()
    main(["--conf", str(small), "build"])
    assert not page.parent.exists()


def test_an_essay_just_begun_is_sound_and_a_draft(small: Path, tmp_path: Path) -> None:
    assert main(["--conf", str(small), "essay", "Größe & Ärger"]) == 0
    assert main(["--conf", str(small), "check"]) == 0
    assert main(["--conf", str(small), "build"]) == 0
    [draft] = (tmp_path / "output" / "entwuerfe").glob("*/index.html")
    assert "Größe &amp; Ärger" in draft.read_text(encoding="utf-8")


def test_a_check_tells_the_service_nothing(small: Path, tmp_path: Path) -> None:
    assert main(["--conf", str(small), "check"]) == 0
    assert not (tmp_path / "var" / "exchange").exists()
    assert main(["--conf", str(small), "build"]) == 0  # the control: a build does
    assert (tmp_path / "var" / "exchange" / "threads.json").exists()


class _Clock:
    def __init__(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment)

    def __call__(self) -> datetime:
        return self.moment


def test_the_watcher_publishes_a_scheduled_essay_when_its_minute_comes(tmp_path: Path) -> None:
    content = small_content(tmp_path)
    write_essay(content / "essays" / "morgen.md", slug="morgen", date="2026-11-23 06:00")
    conf = write_conf(tmp_path, content=content)
    clock = _Clock("2026-11-23T05:59:59+01:00")
    page = tmp_path / "output" / "essays" / "morgen" / "index.html"
    built_twice = threading.Event()
    stop = threading.Event()

    class Watched(Keeper):
        builds = 0

        def build(self, changed: frozenset[Path] = frozenset()) -> None:
            super().build(changed)
            self.builds += 1
            if self.builds > 1:
                built_twice.set()

    keeper = Watched(Desk(conf), clock)
    keeper.build()
    assert not page.exists()
    watching = threading.Thread(target=keeper.watch, args=(stop,))
    watching.start()
    try:
        clock.moment = datetime.fromisoformat("2026-11-23T06:00:00+01:00")
        assert built_twice.wait(60)
        assert page.exists()
    finally:
        stop.set()
        watching.join()


def test_the_watcher_waits_out_a_mistake(tmp_path: Path, capsys) -> None:
    content = small_content(tmp_path)
    essay = write_essay(content / "essays" / "zweiter.md", slug="zweiter", status="fertig")
    keeper = Keeper(Desk(write_conf(tmp_path, content=content)), _Clock(BUILD_TIME))
    keeper.build()
    assert "zweiter.md" in capsys.readouterr().err
    write_essay(essay, slug="zweiter")
    keeper.build()
    assert (tmp_path / "output" / "essays" / "zweiter" / "index.html").exists()


def test_publishing_is_refused_until_address_and_imprint_are_settled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "publish"]) == 1
    said = capsys.readouterr().err
    assert "SITEURL" in said
    assert "impressum.md" in said
    assert not (tmp_path / "output").exists()

    for page in (content / "seiten").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("⟨", "").replace("⟩", ""), encoding="utf-8")
    conf = write_conf(tmp_path, content=content, site_url=SITE_URL, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "publish"]) == 0
    assert (tmp_path / "output" / "index.html").exists()

"""`make publish`: what it refuses, what it tells, and that a reader never meets half of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.author_tools.cli import Desk, Keeper, main
from plugins.author_tools.sending import CannotSend
from tests.support.project import (
    BUILD_TIME,
    ROOT,
    SITE_URL,
    small_content,
    tree,
    write_conf,
    write_essay,
)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """A sound publication in a folder of its own; its configuration file."""
    content = small_content(tmp_path / "project")
    for page in (content / "seiten").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("⟨", "").replace("⟩", ""), encoding="utf-8")

    def configured(**settings: object) -> Path:
        own = {"site_url": SITE_URL, "BUILD_TIME": BUILD_TIME, **settings}
        return write_conf(tmp_path / "project", content=content, **own)

    return configured


def publish(conf: Path, *arguments: str) -> int:
    return main(["--conf", str(conf), "publish", *arguments])


def test_what_came_changed_and_went_is_told_by_title_and_address(
    site: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf, there = site(PUBLISH_TO=""), tmp_path / "there"
    there.mkdir()
    essays = tmp_path / "project" / "content" / "essays"
    second = write_essay(essays / "zweiter.md", title="Der zweite", slug="zweiter")
    draft = write_essay(essays / "entwurf.md", title="Geheim", slug="geheim", status="draft")
    assert publish(conf) == 0
    said = capsys.readouterr().out
    assert "Neu: Der zweite · Spiegelkabinett  /essays/zweiter/" in said
    assert "Geheim" not in said  # a draft is no news

    write_essay(essays / "erster.md", "Ein anderer Satz.", title="Der erste Essay")
    write_essay(second, title="Der zweite", slug="zweiter", status="withdrawn")
    draft.unlink()
    assert publish(conf) == 0
    said = capsys.readouterr().out
    assert "Geändert: Der erste Essay · Spiegelkabinett  /essays/der-erste-essay/" in said
    assert "Zurückgezogen: Der zweite · Spiegelkabinett  /essays/zweiter/" in said
    assert "Geheim" not in said
    assert publish(conf) == 0
    assert "Seit dem letzten Mal hat sich keine Seite geändert." in capsys.readouterr().out


def test_the_site_travels_on_and_a_failure_on_the_way_leaves_it_here(
    site: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, output = tmp_path / "there", tmp_path / "project" / "output"
    assert publish(site(PUBLISH_TO=str(there / "no" / "such"))) == 1
    assert "es geht weiter, wo es" in capsys.readouterr().err.casefold()
    assert (output / "index.html").exists()
    there.mkdir()
    assert publish(site(PUBLISH_TO=str(there))) == 0
    assert "Angekommen" in capsys.readouterr().out
    assert tree(there) == tree(output)


def test_the_watcher_sends_every_change_and_what_did_not_arrive_again(
    site: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[bool] = []
    arrives = [False, True, True]

    def send() -> None:
        sent.append(arrives[len(sent)])
        if not sent[-1]:
            raise CannotSend("unterwegs verloren")

    now = datetime.fromisoformat(BUILD_TIME)
    moments = iter([now, now, now + timedelta(seconds=61), *[now + timedelta(hours=1)] * 9])
    keeper = Keeper(Desk(site()), lambda: next(moments), send=send)
    keeper.build()
    assert "unterwegs verloren" in capsys.readouterr().err
    stop = threading.Event()
    for occasion in keeper.occasions(stop):
        assert not occasion  # its time has come, although nothing changed and nothing is due
        stop.set()
        keeper.build(occasion)
    assert sent == [False, True]
    keeper.build()
    assert sent == [False, True]  # nothing new
    essay = tmp_path / "project" / "content" / "essays" / "erster.md"
    write_essay(essay, "Ein anderer Satz.", title="Der erste Essay")
    keeper.build(frozenset({essay}))
    assert sent == [False, True, True]


def test_the_watcher_refuses_a_site_without_an_address(
    site: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--conf", str(site(site_url="")), "watch"]) == 1
    assert "SITEURL" in capsys.readouterr().err
    assert not (tmp_path / "project" / "output").exists()


def test_what_is_not_committed_is_published_only_when_told_to(
    site: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf, project = site(), tmp_path / "project"
    (project / ".gitignore").write_text("/output\n.output.lock\n/var\n__pycache__\n")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "Anfang"]):
        subprocess.run(["git", "-C", str(project), *command], check=True)  # noqa: S607 any git
    assert publish(conf) == 0
    write_essay(project / "content" / "essays" / "neu.md", slug="neu")
    before = tree(project / "output")
    assert publish(conf) == 1
    said = capsys.readouterr().err
    assert "content/essays/neu.md" in said
    assert "DIRTY=1" in said
    assert tree(project / "output") == before
    assert publish(conf, "--dirty") == 0
    assert (project / "output" / "essays" / "neu" / "index.html").exists()


def test_a_build_that_is_killed_leaves_the_old_site_whole(
    site: Callable[..., Path], tmp_path: Path
) -> None:
    conf, project = site(), tmp_path / "project"
    assert publish(conf) == 0
    before = tree(project / "output")
    write_essay(project / "content" / "essays" / "neu.md", slug="neu")
    command = [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "publish"]
    for written in ("feeds", "essays/neu", "404.html"):  # early, in the middle, late
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not any(project.glob(f".output-*/output/{written}")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            threading.Event().wait(0.001)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert tree(project / "output") == before
    assert any(project.glob(".output-*"))
    assert publish(conf) == 0  # the control: not killed, it arrives, and clears what was left
    assert (project / "output" / "essays" / "neu" / "index.html").exists()
    assert not any(project.glob(".output-*"))

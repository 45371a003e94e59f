import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.author_tools import site_tree
from plugins.author_tools.site_tree import Changes, clear_leftovers, compare, swap_into_place
from tests.support.project import ROOT


def write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def bring(built: Path, live: Path) -> Changes:
    changes = compare(built, live)
    swap_into_place(built, live, changes)
    return changes


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file system of the tests can do."""


def file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_tree, "_RENAME_EXCHANGE", 1 << 30)  # EINVAL: as an old kernel answers


WAYS = pytest.mark.parametrize("way", [at_once, file_by_file])


@WAYS
def test_what_did_not_change_keeps_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[..., None]
) -> None:
    way(monkeypatch)
    live, built = tmp_path / "live", tmp_path / "built"
    write(live, {"same": "1", "old/gone": "2", "changed": "3"})
    for name in ("same", "changed"):
        os.utime(live / name, (1_000_000_000, 1_000_000_000))
    write(built, {"same": "1", "changed": "4", "new/page": "5"})

    changes = bring(built, live)

    assert changes == Changes(new=("new/page",), changed=("changed",), removed=("old/gone",))
    assert read(live) == {"same": "1", "changed": "4", "new/page": "5"}
    assert (live / "same").stat().st_mtime == 1_000_000_000
    assert (live / "changed").stat().st_mtime != 1_000_000_000
    assert not (live / "old").exists()


def test_the_whole_folder_changes_in_one_step(tmp_path: Path) -> None:
    live, built = tmp_path / "live", tmp_path / "built"
    write(live, {"a": "1"})
    write(built, {"a": "2"})
    numbers = live.stat().st_ino, built.stat().st_ino
    bring(built, live)
    assert (built.stat().st_ino, live.stat().st_ino) == numbers  # they did change their names
    assert read(built) == {"a": "1"}


def test_a_build_that_changes_nothing_says_so_and_touches_nothing(tmp_path: Path) -> None:
    live, built = tmp_path / "live", tmp_path / "built"
    write(built, {"a": "1"})
    assert bring(built, live)
    number = live.stat().st_ino
    write(built, {"a": "1"})
    assert not bring(built, live)
    assert live.stat().st_ino == number


SITES = st.dictionaries(
    st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h"]), st.sampled_from(["1", "2"])
)


@WAYS
def test_afterwards_the_live_folder_equals_the_build(
    tmp_path_factory: pytest.TempPathFactory, way: Callable[..., None]
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        way(monkeypatch)

        @given(old=SITES, new=SITES)
        def holds(old: dict[str, str], new: dict[str, str]) -> None:
            folder = tmp_path_factory.mktemp("trees")
            write(folder / "live", old)
            write(folder / "built", new)
            bring(folder / "built", folder / "live")
            assert read(folder / "live") == new

        holds()


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    write(tmp_path, {".live-abc/site/a": "1", ".other-abc/a": "1", "live/a": "1"})
    clear_leftovers(tmp_path / "live")
    assert set(read(tmp_path)) == {".other-abc/a", "live/a"}


KILLED = """
import os, sys, signal
from pathlib import Path
from plugins.author_tools.site_tree import compare, swap_into_place
built, live, deadly = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
heard = 0
def count(event, arguments):
    global heard
    if event.split(".")[0] in {"os", "open", "ctypes"}:
        heard += 1
        if heard == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
swap_into_place(built, live, compare(built, live))
"""


def test_killed_at_any_step_of_the_swap_the_site_is_the_old_one_or_the_new_one_and_whole(
    tmp_path: Path,
) -> None:
    old = {"index.html": "old", "same.css": "1", "essays/gone/index.html": "old"}
    new = {"index.html": "new", "same.css": "1", "essays/come/index.html": "new"}
    ends: list[int] = []
    seen: list[dict[str, str]] = []
    for deadly in (1, 4, 8, 12, 16, 18, 19, 20, 21, 22, 23, 24, 10_000):
        live, built = tmp_path / str(deadly) / "live", tmp_path / str(deadly) / "built"
        write(live, old)
        write(built, new)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(built), str(live), str(deadly)],
            cwd=ROOT,
            check=False,
        )
        ends.append(done.returncode)
        seen.append(read(live))
    assert all(site in (old, new) for site in seen)
    assert -signal.SIGKILL in ends  # the controls: some were killed, one was not
    assert (ends[-1], seen[-1]) == (0, new)
    assert (ends[0], seen[0]) == (-signal.SIGKILL, old)

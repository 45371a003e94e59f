import os
import subprocess
import sys
from pathlib import Path

import pytest

from comments_api.conversation.atomic import write_atomically

OLD, NEW = b"alt\n" * 1000, b"neu\n" * 2000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "threads.json"
    path.write_bytes(OLD)
    return path


def test_a_file_is_replaced(target):
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


def test_a_file_and_its_folders_are_made(tmp_path):
    target = tmp_path / "var" / "exchange" / "threads.json"
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW


def test_everybody_whom_the_umask_lets_may_read_the_file(tmp_path):
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "a", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_the_content_is_on_the_disk_before_it_has_the_name_and_the_name_after(target, monkeypatch):
    steps = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor):
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("sync folder" if name.is_dir() else "sync file")
        real_sync(descriptor)

    def replace(self, other):
        steps.append("rename")
        return real_replace(self, other)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_atomically(target, NEW)
    assert steps == ["sync file", "rename", "sync folder"]

    steps.clear()
    write_atomically(target.parent / "neu" / "tief" / "a", NEW)
    assert steps == ["sync folder", "sync folder", "sync file", "rename", "sync folder"]


def failing_at(real, call, error):
    """`real` as a method or function that fails on its nth call."""
    calls = iter(range(1, 100))

    def function(*arguments, **named):
        if next(calls) == call:
            raise error
        return real(*arguments, **named)

    return function


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize(("owner", "name"), [(Path, "open"), (os, "fsync"), (Path, "replace")])
def test_a_failure_before_the_renaming_leaves_the_old_file_and_no_litter(
    target, owner, name, error
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, failing_at(getattr(owner, name), 1, error))
        with pytest.raises(type(error)):
            write_atomically(target, NEW)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.parametrize(("name", "call"), [("open", 1), ("fsync", 2)])
def test_a_failure_after_the_renaming_is_told_though_the_new_file_is_whole(
    target, monkeypatch, name, call
):
    error = OSError(5, "I/O error")
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing_at(getattr(os, name), call, error))
        with pytest.raises(OSError, match="I/O error"):
            write_atomically(target, NEW)
    assert target.read_bytes() == NEW


KILLED = """
import os, sys
from pathlib import Path
from comments_api.conversation.atomic import write_atomically

step, target = sys.argv[1], Path(sys.argv[2])
calls = iter(range(1, 100))
real = {"fsync": os.fsync, "replace": Path.replace}
name, _, number = step.partition(":")

def dying(*arguments):
    if next(calls) == int(number):
        os._exit(9)  # as by a signal that cannot be caught: nothing is tidied up
    return real[name](*arguments)

setattr(Path if name == "replace" else os, name, dying)
write_atomically(target, b"neu\\n" * 2000)
"""


@pytest.mark.parametrize(
    ("step", "expected"), [("fsync:1", OLD), ("replace:1", OLD), ("fsync:2", NEW)]
)
def test_a_killed_writer_leaves_one_whole_file(target, step, expected):
    child = subprocess.run(
        [sys.executable, "-c", KILLED, step, str(target)],
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert child.returncode == 9
    assert target.read_bytes() == expected
    write_atomically(target, NEW)
    assert target.read_bytes() == NEW


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "a", NEW)
    assert (tmp_path / "a").is_dir()
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]

"""Bringing a finished build into the folder that is served: all of it at once, or nothing."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_AT_FDCWD = -100  # fcntl.h: relative names count from the working folder
_RENAME_EXCHANGE = 2  # renameat2(2)
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EBUSY, errno.EXDEV, errno.EPERM}
"""An old kernel, a file system without it, a mount point, a layer of containers."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build makes of the live folder: POSIX paths below it, each list sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)


def compare(built: Path, live: Path) -> Changes:
    """How `built` differs from `live`, which need not exist."""
    before, after = _files(live), _files(built)
    return Changes(
        new=tuple(sorted(after - before)),
        changed=tuple(
            sorted(
                name
                for name in after & before
                if not filecmp.cmp(built / name, live / name, shallow=False)
            )
        ),
        removed=tuple(sorted(before - after)),
    )


def swap_into_place(built: Path, live: Path, changes: Changes) -> None:
    """Make `live` what `built` is; both must lie on one file system. `built` may be gone after.

    The two folders change their names in one step of the file system, so a reader meets the whole
    old site or the whole new one, whatever kills us and when. A file that did not change keeps its
    time, on which conditional requests rest. Where folders cannot be exchanged, files are moved
    one by one, new ones first, vanished ones removed last. `changes` is what `compare` found.
    """
    _keep_times(built, live, changes)
    if not live.exists():
        built.rename(live)
    elif changes and not _exchange(built, live):
        _move_files(built, live, changes)


def clear_leftovers(live: Path) -> None:
    """Remove what killed builds left beside `live`. No build of it may be running."""
    for folder in live.parent.glob(f".{live.name}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _keep_times(built: Path, live: Path, changes: Changes) -> None:
    for name in _files(built).difference(changes.new, changes.changed):
        old = (live / name).stat()
        os.utime(built / name, ns=(old.st_atime_ns, old.st_mtime_ns))


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names, atomically; False where that cannot be done."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        renameat2 = libc.renameat2
    except AttributeError:  # no Linux, or a C library older than 2018
        return False
    names = os.fsencode(one), os.fsencode(other)
    if renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _move_files(built: Path, live: Path, changes: Changes) -> None:
    for name in (*changes.new, *changes.changed):
        target = live / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (built / name).replace(target)
    for name in changes.removed:
        (live / name).unlink()
    _remove_empty_folders(live)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()

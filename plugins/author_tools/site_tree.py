"""Bringing a finished build into the folder that is served."""

from __future__ import annotations

import filecmp
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build made of the live folder: POSIX paths below it, each list sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)


def move_into_place(built: Path, live: Path) -> Changes:
    """Make `live` equal to `built`, file by file; both must lie on one file system.

    Each file is replaced by a rename, so a reader sees the old file or the new one, never half of
    one. A file that did not change is left alone and keeps its time, on which conditional requests
    rest. What vanished is removed last, so that no page of the new site ever misses its picture.
    """
    live.mkdir(parents=True, exist_ok=True)
    before, after = _files(live), _files(built)
    new = [name for name in after if name not in before]
    changed = [
        name
        for name in after
        if name in before and not filecmp.cmp(built / name, live / name, shallow=False)
    ]
    removed = [name for name in before if name not in after]
    for name in (*new, *changed):
        target = live / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (built / name).replace(target)
    for name in removed:
        (live / name).unlink()
    _remove_empty_folders(live)
    return Changes(tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(removed)))


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()

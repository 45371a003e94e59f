"""When to build again: something changed, or a scheduled essay's minute has come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from watchfiles import watch

_TICK_MS = 500
"""How often the clock is looked at while nothing changes."""


def occasions(
    paths: list[Path],
    next_due: Callable[[], datetime | None],
    now: Callable[[], datetime],
    stop: threading.Event,
    since: float,
) -> Iterator[frozenset[Path]]:
    """Yield each time a build is called for: the changed files, or none when a time has come.

    What was saved after `since` (seconds since 1970), while nobody watched yet, comes first.
    What changes while the caller builds is kept and yielded afterwards. `next_due` is asked anew
    at every tick, so a build that publishes an essay must move it on. Ends when `stop` is set.
    """
    watched = False
    for changes in watch(
        *paths,
        stop_event=stop,
        debounce=200,
        step=40,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
    ):
        due = next_due()
        changed = frozenset(Path(path) for _kind, path in changes)
        if not watched:  # from here on nothing is missed
            watched, changed = True, changed | _saved_since(since, paths)
        if changed:
            yield changed
        elif due is not None and due <= now():
            yield frozenset()


def _saved_since(since: float, paths: list[Path]) -> frozenset[Path]:
    files = (file for path in paths for file in (path, *path.rglob("*")) if file.is_file())
    return frozenset(file for file in files if file.stat().st_mtime > since)

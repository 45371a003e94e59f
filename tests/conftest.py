"""What all tests share: one Hypothesis profile, one empty database, one real Chromium a process."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings
from pelican.log import LimitFilter
from playwright.sync_api import Browser, sync_playwright

from tests.support.measuring import unmeasured

# Pelican drops a log record that has been seen in this process, from whatever program it comes.
LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.NOTSET

# The same examples in every run, and no stopwatch on a busy machine.
settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
REQUIRED = bool(os.environ.get("SPIEGELKABINETT_REQUIRE_BROWSER"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: some wait for a browser, a server, a database."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """What a browser shows was made by code that other tests measure."""
    marked = any(map(item.get_closest_marker, ("browser", "unmeasured")))
    with unmeasured() if marked else nullcontext():
        return (yield)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("no Chromium found, and SPIEGELKABINETT_REQUIRE_BROWSER forbids to skip")
        pytest.skip("NO CHROMIUM FOUND: the browser tests did not run (apt install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every migration behind it. Copy it: migrating takes ten times as long."""
    # Not before coverage has begun, which is after this file was read.
    from comments_api.storage.database import open_database, prepare  # noqa: PLC0415

    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    engine = open_database(f"sqlite:///{path}", busy_seconds=5)
    prepare(engine)
    engine.dispose()
    return path

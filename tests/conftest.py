"""What all tests share: one Hypothesis profile, and one real Chromium a process."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from pelican.log import LimitFilter
from playwright.sync_api import Browser, sync_playwright

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

"""Waiting for what a page does in its own time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page


def until(page: Page, expression: str) -> None:
    """Wait until `expression` holds in the page.

    Playwright's own wait_for_function asks a second time by eval, which our policy forbids.
    """
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {expression}")

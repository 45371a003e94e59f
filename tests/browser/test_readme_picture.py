"""The README shows the front page as the tests' own browser sees it (`make screenshot`)."""

from __future__ import annotations

import os
import struct

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import build
from tests.support.project import ROOT

pytestmark = pytest.mark.browser

PICTURE = ROOT / "docs" / "images" / "front-page.png"
SIZE = {"width": 1200, "height": 900}


def test_the_readme_shows_the_front_page(browser: Browser, tmp_path) -> None:
    output = build(tmp_path, site_url="").output
    context = browser.new_context(viewport=SIZE, color_scheme="light", locale="de-DE")
    page = context.new_page()
    # Files, not a server: what the page asks of the root is answered from the built folder.
    page.route(
        "**/*",
        lambda route: route.fulfill(
            path=output / route.request.url.split("site.invalid/", 1)[1].split("?")[0]
        ),
    )
    page.goto("http://site.invalid/index.html")
    page.evaluate("document.fonts.ready")
    shot = page.screenshot()
    context.close()
    if os.environ.get("SPIEGELKABINETT_SCREENSHOT"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(shot)
    assert "(docs/images/front-page.png)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert _size(PICTURE.read_bytes()) == _size(shot) == (1200, 900)
    assert len(shot) > 40_000  # an empty page weighs a tenth of that


def _size(png: bytes) -> tuple[int, int]:
    """Width and height from the header chunk (RFC 2083, 4.1.1)."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height

"""``make gallery``: every kind of page by day, after closing time, on a phone and on paper.

Writes a contact sheet (`gallery/index.html`) to leaf through. Nothing is compared with anything:
it is for eyes.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.house import open_house
from tests.browser.tour import Stop, built_stops, service_stops
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.support.project import ROOT

GALLERY = ROOT / "gallery"
DESK, PHONE, PAPER = (1280, 900), (360, 740), (680, 960)
"""Width and height in CSS pixels; paper is A4 between its margins."""
HANGINGS = {
    "light": (DESK, {"color_scheme": "light", "media": "screen"}),
    "dark": (DESK, {"color_scheme": "dark", "media": "screen"}),
    "phone": (PHONE, {"color_scheme": "light", "media": "screen"}),
    "print": (PAPER, {"color_scheme": "light", "media": "print"}),
}
STYLE = """
  body { background: #ddd; font: 14px/1.4 sans-serif; margin: 1rem }
  h1 { font-size: 1.2rem } h2 { font-size: 1rem; margin: 2rem 0 .5rem }
  .row { align-items: start; display: grid; gap: 1rem; grid-template-columns: 4fr 4fr 2fr 3fr }
  a { background: #fff; display: block; max-height: 70vh; overflow: hidden }
  img { display: block; width: 100% }
"""


def main() -> int:
    """Build, walk, photograph. Returns the exit code."""
    if CHROMIUM is None:
        sys.stderr.write("Chromium fehlt (is missing): Debian: sudo apt install chromium\n")
        return 1
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir()
    rows: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        open_house(Path(folder)) as house,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(locale="de-DE")
        for stops in (built_stops(house), service_stops(house, page)):
            for stop in stops:
                rows.append(_photographed(page, stop))
                sys.stdout.write(f"{stop[0]}\n")
        browser.close()
    sheet = f"<!DOCTYPE html><meta charset=utf-8><title>Gallery</title><style>{STYLE}</style>"
    sheet += f"<h1>{len(rows)} kinds of page: {', '.join(HANGINGS)}</h1>{''.join(rows)}"
    (GALLERY / "index.html").write_text(sheet, "utf-8")
    sys.stdout.write(f"→ {GALLERY.relative_to(ROOT)}/index.html\n")
    return 0


def _photographed(page: Page, stop: Stop) -> str:
    name, go = stop
    file = re.sub(r"[^a-z0-9]+", "-", name.removesuffix(".html").lower()).strip("-")[:60]
    go(page)
    pictures = []
    for hanging, ((width, height), media) in HANGINGS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)  # type: ignore[arg-type]  # its literals are in the table
        page.evaluate("document.fonts.ready")
        picture = f"{file}-{hanging}.png"
        page.screenshot(path=GALLERY / picture, full_page=True)
        pictures.append(
            f'<a href="{picture}"><img src="{picture}" alt="{hanging}" loading="lazy"></a>'
        )
    page.pdf(path=GALLERY / f"{file}.pdf", prefer_css_page_size=True)
    paper = f' · <a href="{file}.pdf" style="display:inline">PDF</a>'
    return f'<h2>{escape(name)}{paper}</h2><div class="row">{"".join(pictures)}</div>'


if __name__ == "__main__":
    raise SystemExit(main())

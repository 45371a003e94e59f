"""Meets Pelican: writes the style sheets that pages ask for in place of those they are made of."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.stylesheet.bundle import PAGES, bundle, page_sheets


def register() -> None:
    """Connect to Pelican's signals."""
    signals.finalized.connect(_write)


def _write(pelican: Any) -> None:
    source = Path(pelican.theme, "static", "css")
    target = Path(pelican.output_path, "theme", "css")
    if target.is_dir():  # Pelican has copied the sources there
        shutil.rmtree(target)
    (target / PAGES).mkdir(parents=True)
    (target / "site.css").write_text(bundle(source), "utf-8")
    for name, css in page_sheets(source).items():
        (target / PAGES / name).write_text(css, "utf-8")

"""Meets Pelican: writes the style sheet beside the theme's other files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.stylesheet.bundle import bundle


def register() -> None:
    """Connect to Pelican's signals."""
    signals.finalized.connect(_write)


def _write(pelican: Any) -> None:
    target = Path(pelican.output_path, "theme", "css", "site.css")
    css = bundle(Path(pelican.theme, "static", "css"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(css, "utf-8")

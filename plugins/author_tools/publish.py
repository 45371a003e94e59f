"""What must be settled before a site goes out into the world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

PLACEHOLDER = "⟨"
"""Opens a gap that the operator has to fill, as in ``⟨Name⟩``."""


def obstacles(site_url: str, pages: Path, _: Callable[[str], str]) -> Iterator[str]:
    """Why this site cannot be published yet: a missing address, or gaps left in its pages."""
    parts = urlsplit(site_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or site_url.endswith("/"):
        yield _(
            "SITEURL is not set. Feeds and link previews need the site's address.\n"
            "    → SITEURL=https://your.domain make publish, or set it in publishconf.py"
        )
    for path in sorted(pages.rglob("*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if PLACEHOLDER in line:
                yield _(
                    "%(path)s:%(line)d: a gap is left open: %(text)s\n"
                    "    → Replace everything between ⟨ and ⟩ by your own details."
                ) % {"path": path, "line": number, "text": line.strip()[:80]}

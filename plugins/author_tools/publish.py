"""What must be settled before a site goes out into the world."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from plugins.manuscript import parse_manuscript
from plugins.manuscript.gaps import gaps

_NAMED = 10
"""How many changed files are named one by one."""


def obstacles(site_url: str, pages: Path, _: Callable[[str], str]) -> Iterator[str]:
    """Why this site cannot be published yet: a missing address, or gaps left in its pages.

    A draft may keep its gaps, for nobody sees it.
    """
    parts = urlsplit(site_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or site_url.endswith("/"):
        yield _(
            "SITEURL is not set. Feeds and link previews need the site's address.\n"
            "    → SITEURL=https://your.domain make publish, or set it in publishconf.py"
        )
    for path in sorted(pages.rglob("*.md")):
        text = path.read_text(encoding="utf-8-sig")
        if parse_manuscript(path, text).value("status") == "draft":
            continue
        for number, line in gaps(text):
            yield _(
                "%(path)s:%(line)d: a gap is left open: %(text)s\n"
                "    → Replace everything between ⟨ and ⟩ by your own details."
            ) % {"path": path, "line": number, "text": line.strip()[:80]}


def uncommitted(root: Path, _: Callable[[str], str]) -> Iterator[str]:
    """Why nobody could tell later what was published: files that git does not know as they are.

    A folder that is not under git, or a machine without git, has nothing to say.
    """
    try:
        asked = subprocess.run(  # noqa: S603 no shell, and nobody's words
            ["git", "-C", str(root), "status", "--porcelain"],  # noqa: S607 the author's own git
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return
    changed = asked.stdout.splitlines() if asked.returncode == 0 else []
    if changed:
        more = [f"… {len(changed) - _NAMED}"] if len(changed) > _NAMED else []
        yield _(
            "Not everything is committed, so nobody could tell later what was published:\n"
            "%(files)s\n"
            "    → git commit, or DIRTY=1 make publish if it does not matter this once."
        ) % {"files": "\n".join(f"      {line}" for line in (*changed[:_NAMED], *more))}

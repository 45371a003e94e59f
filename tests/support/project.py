"""The project's configuration for tests: real content, but everything written goes elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE_URL = "https://spiegelkabinett.example"
BUILD_TIME = "2026-11-22T12:00:00+01:00"


def write_conf(
    folder: Path, *, content: Path = ROOT / "content", site_url: str = "", **settings: object
) -> Path:
    """A pelicanconf.py in `folder` that changes nothing but where the site reads and writes."""
    own = {
        "PATH": str(content),
        "THEME": str(ROOT / "theme"),
        "OUTPUT_PATH": str(folder / "output"),
        "COMMENTS_EXCHANGE": str(folder / "var" / "exchange"),
        "DRAFT_KEY_FILE": str(folder / "var" / "draft.key"),
        "SITEURL": site_url,
        "FEED_DOMAIN": site_url or SITE_URL,
        **settings,
    }
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(ROOT)!r})",
        "from pelicanconf import *",
        *(f"{key} = {value!r}" for key, value in own.items()),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / "conf.py"
    conf.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return conf


def small_content(folder: Path, *, deck: bool = False) -> Path:
    """A content folder with one sound essay, the house's pages and, if asked for, its deck.

    Nine pages of ten are the deck's. Without it the pages that cite its cards are left out.
    """
    content = folder / "content"
    (content / "essays").mkdir(parents=True)
    (content / "seiten").mkdir()
    if deck:
        shutil.copytree(ROOT / "content" / "typologie", content / "typologie")
    shutil.copytree(ROOT / "content" / "bilder", content / "bilder")
    shutil.copy(ROOT / "content" / "schaum.txt", content)
    write_essay(content / "essays" / "erster.md", title="Der erste Essay")
    for page in sorted((ROOT / "content" / "seiten").glob("*.md")):
        if deck or "[[karte:" not in page.read_text(encoding="utf-8"):
            shutil.copy(page, content / "seiten")
    return content


def write_essay(path: Path, body: str = "Ein Satz.", **fields: str) -> Path:
    """A sound essay, but for what `fields` change; an empty value leaves the field out."""
    front = {
        "title": "Ein Essay",
        "date": "2026-09-07 07:30",
        "category": "Bestiarium",
        "summary": "Worum es geht.",
        **fields,
    }
    lines = [f"{key}: {value}" for key, value in front.items() if value]
    path.write_text("\n".join(["---", *lines, "---", "", body, ""]), encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }

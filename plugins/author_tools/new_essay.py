"""A new essay: a file with every field a writer needs, under the address its title gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plugins.manuscript import AuthorError
from plugins.manuscript.slug import slugify

_DATED = re.compile(r"\A\d{4}-\d{2}-\d{2}-")


class CannotStartEssay(AuthorError):
    """The title gives no address, or the file is there already."""


def start_essay(
    folder: Path, title: str, author: str, now: datetime, _: Callable[[str], str]
) -> Path:
    """Write a draft for `title` below `folder` and return its path. Never overwrites.

    Raises CannotStartEssay.
    """
    title = " ".join(title.split())
    slug = slugify(title)
    if not slug:
        raise CannotStartEssay(
            _('“%(title)s” holds no letter or digit. Give a title: make essay TITLE="…"')
            % {"title": title}
        )
    path = folder / f"{now:%Y-%m-%d}-{slug}.md"
    taken = [file for file in sorted(folder.glob("*.md")) if _DATED.sub("", file.stem) == slug]
    if taken:
        raise CannotStartEssay(
            _("%(path)s is there already and stays as it is. Choose another title.")
            % {"path": taken[0]}
        )
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(_draft(title, slug, author, now, _))
    return path


def _draft(title: str, slug: str, author: str, now: datetime, _: Callable[[str], str]) -> str:
    fields = {
        "title": title,
        "subtitle": "",
        "date": f"{now:%Y-%m-%d %H:%M}",
        "category": _("Miscellany"),
        "tags": "",
        "author": author,
        "slug": slug,
        "summary": _("One or two sentences for the programme and the feed."),
        "status": "draft",
    }
    front = "\n".join(f"{key}: {value}".rstrip() for key, value in fields.items())
    advice = _(
        "This comment is not published; delete it when you like.\n"
        "status: draft shows the essay only under a secret address. Delete the line to publish;\n"
        "a date in the future publishes the essay at that minute. Commas separate tags.\n"
        "A footnote: a mark [^1] in the text and a line [^1]: below. A type: [[karte:slug]]."
    )
    return f"---\n{front}\n---\n\n<!--\n{advice}\n-->\n\n"

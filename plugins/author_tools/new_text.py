"""A new essay or page: every field a writer needs, each with a note that says what it is for.

The notes are lines with ``#``, which nobody but the author reads. What is left to write stands
between ⟨ and ⟩, so that `make publish` finds it in whatever is no draft any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.manuscript import AuthorError, Translate
from plugins.manuscript.gaps import gap
from plugins.manuscript.slug import slugify

_DATED = re.compile(r"\A\d{4}-\d{2}-\d{2}-")


class CannotStartText(AuthorError):
    """The title gives no address, or the file is there already."""


@dataclass(frozen=True, slots=True)
class House:
    """What a new text takes over from the site: its author, language and time zone's name."""

    author: str
    lang: str
    zone: str


def start_essay(folder: Path, title: str, house: House, now: datetime, _: Translate) -> Path:
    """Write a draft for `title` below `folder` and return its path. Never overwrites.

    Raises CannotStartText.
    """
    title, slug = _named(title, house, "essay", _)
    fields = (
        ("title", title, ""),
        ("subtitle", "", _("A line below the title; may stay empty.")),
        (
            "date",
            f"{now:%Y-%m-%d %H:%M}",
            _("When it appears (%(zone)s). In the future: at that minute.") % {"zone": house.zone},
        ),
        ("category", _("Miscellany"), _("One section.")),
        ("tags", "", _("Subjects, with commas between them.")),
        ("author", house.author, ""),
        ("slug", slug, _("The last part of the address. It stays, even if the title changes.")),
        (
            "summary",
            gap(_("One or two sentences")),
            _("What programme, feed and link previews say of it."),
        ),
        ("status", "draft", _("Only under a secret address. Delete the line to publish.")),
    )
    return _write(folder, f"{now:%Y-%m-%d}-{slug}.md", slug, fields, _)


def start_page(folder: Path, title: str, house: House, _: Translate) -> Path:
    """Write a draft of a page for `title` below `folder` and return its path. Never overwrites.

    Raises CannotStartText.
    """
    title, slug = _named(title, house, "page", _)
    fields = (
        ("title", title, ""),
        ("slug", slug, _("The address: %(address)s") % {"address": f"/{slug}/"}),
        ("summary", gap(_("One or two sentences")), _("What link previews say of it.")),
        (
            "status",
            "draft",
            _(
                "Only under a secret address. Delete the line to publish;\n"
                "“hidden” publishes it, but lists it nowhere."
            ),
        ),
    )
    return _write(folder, f"{slug}.md", slug, fields, _)


def _named(title: str, house: House, command: str, _: Translate) -> tuple[str, str]:
    title = " ".join(title.split())
    slug = slugify(title, house.lang)
    if not slug:
        raise CannotStartText(
            _('“%(title)s” holds no letter or digit. Give a title: make %(command)s TITLE="…"')
            % {"title": title, "command": command}
        )
    return title, slug


def _write(
    folder: Path, name: str, slug: str, fields: Iterable[tuple[str, str, str]], _: Translate
) -> Path:
    taken = [file for file in sorted(folder.glob("*.md")) if _DATED.sub("", file.stem) == slug]
    if taken:
        raise CannotStartText(
            _("%(path)s is there already and stays as it is. Choose another title.")
            % {"path": taken[0]}
        )
    lines = ["---"]
    for key, value, note in fields:
        lines += [f"# {line}" for line in note.splitlines()]
        lines.append(f"{key}: {value}".rstrip())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("x", encoding="utf-8") as file:
        file.write("\n".join([*lines, "---", "", gap(_("The text")), ""]))
    return path

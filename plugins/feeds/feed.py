"""What a feed says, whatever it is written in. All addresses are absolute, all times aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote, and the address of their page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An essay. `content` and `summary` are HTML, `title` and `summary_text` are plain text.

    `id` is a tag URI that stays when the essay moves; `updated` is `published` until somebody
    changes the essay.
    """

    id: str
    url: str
    title: str
    lang: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...]
    tags: tuple[str, ...]
    summary: str
    summary_text: str
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with at least one entry, the newest first.

    `page` is the page it belongs to; `atom` and `json` are its own two addresses.
    """

    id: str
    title: str
    subtitle: str
    lang: str
    page: str
    atom: str
    json: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When anything in it changed last."""
        return max(entry.updated for entry in self.entries)

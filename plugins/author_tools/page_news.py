"""What a new build means for readers: pages that come, change and go, by title and address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from plugins.author_tools.site_tree import Changes

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_PAGE, _GONE = "index.html", "410.html"


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A page as its readers know it: its address from the root, and its title."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class News:
    """New, changed and withdrawn pages, each sorted by address."""

    new: tuple[Page, ...]
    changed: tuple[Page, ...]
    withdrawn: tuple[Page, ...]


def page_news(built: Path, live: Path, changes: Changes, hidden: str) -> News:
    """The news of a build that is not yet swapped in.

    Pages below the folder `hidden`, where drafts have their secret addresses, are no news.
    """

    def pages(folder: Path, names: Iterable[str]) -> Iterator[Page]:
        for name in names:
            if _is_page(name) and not name.startswith(f"{hidden}/"):
                title = _TITLE.search((folder / name).read_text(encoding="utf-8"))
                yield Page(_address(name), unescape(title[1]).strip() if title else "")

    return News(
        new=tuple(sorted(pages(built, changes.new))),
        changed=tuple(sorted(pages(built, changes.changed))),
        withdrawn=tuple(sorted(pages(live, changes.removed))),
    )


def _is_page(name: str) -> bool:
    return name.endswith(".html") and Path(name).name not in {_GONE, "404.html"}


def _address(name: str) -> str:
    return f"/{name.removesuffix(_PAGE)}"

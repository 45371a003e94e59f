"""Links inside the built site that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from plugins.manuscript import Finding, Severity, Translate
from plugins.manuscript.memo import Memo

SERVICE_PATHS = ("/api/", "/moderation/", "/kommentare/")
"""Addresses the comments service answers: no file stands for them."""

_REFERENCES = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("use", "href"))


@dataclass(frozen=True, slots=True, order=True)
class DeadLink:
    """A reference in `page` (relative to the output folder) whose target does not exist."""

    page: str
    target: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page refers to, and what may be referred to in it."""

    references: tuple[str, ...]
    ids: frozenset[str]


def dead_links(output: Path, site_url: str = "", memo: Memo | None = None) -> Iterator[DeadLink]:
    """Check every internal `href` and `src` of every HTML page below `output`.

    References to other hosts are not followed. A reference is dead when no file stands at its
    path, or when its fragment names an id that the page it leads to does not have.
    """
    memo = memo or Memo()
    pages: dict[str, _Page] = {}
    for path in sorted(output.rglob("*.html")):
        html = path.read_bytes()
        pages[path.relative_to(output).as_posix()] = memo(("links", html), partial(_read, html))
    ids = {name: page.ids for name, page in pages.items()}
    for name, page in pages.items():
        for target in page.references:
            local = _local(target, name, site_url)
            if local is not None and not _exists(output, local, ids):
                yield DeadLink(name, target)


def _read(html: bytes) -> _Page:
    soup = BeautifulSoup(html, "html.parser")
    ids = frozenset(str(tag["id"]) for tag in soup.find_all(id=True))
    return _Page(tuple(_references(soup)), ids)


def told(link: DeadLink, _: Translate) -> Finding:
    """A dead link as a finding about the page that holds it."""
    return Finding(
        Path(link.page),
        1,
        1,
        Severity.ERROR,
        "dead-link",
        _("“%(target)s” leads nowhere.") % {"target": link.target},
        _("Correct the address."),
        _("A reader would be sent nowhere."),
    )


def _references(soup: BeautifulSoup) -> Iterator[str]:
    for element, attribute in _REFERENCES:
        for tag in soup.find_all(element):
            if tag.get(attribute):
                yield str(tag[attribute])


def _local(target: str, page: str, site_url: str) -> tuple[str, str] | None:
    """Path below the output folder and fragment, or None when `target` is not the site's own."""
    if site_url and target.startswith(site_url):
        target = target.removeprefix(site_url) or "/"
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path.startswith(SERVICE_PATHS):
        return None
    folder = Path("/") / Path(page).parent
    path = parts.path if parts.path.startswith("/") else f"{folder.as_posix()}/{parts.path}"
    if not parts.path:
        return page, parts.fragment
    file = f"{path}index.html" if path.endswith("/") else path
    return unquote(file.lstrip("/")), unquote(parts.fragment)


def _exists(output: Path, local: tuple[str, str], ids: dict[str, frozenset[str]]) -> bool:
    name, fragment = local
    if not (output / name).is_file():
        return False
    return not fragment or name not in ids or fragment in ids[name]

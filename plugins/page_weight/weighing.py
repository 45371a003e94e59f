"""How heavy a page is on the line: its HTML and what a browser fetches for it by itself.

Text is counted gzipped, as a web server sends it. Of typefaces those count that any text needs;
what `unicode-range` keeps back until a rare letter stands on the page does not.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_PACKED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml"}
"""What a web server compresses."""

_LOADED_BY_LINK = {"stylesheet", "preload", "modulepreload", "icon", "manifest"}
_SOURCES = (
    *("audio", "embed", "iframe", "img", "input", "object", "script", "source", "track", "video"),
    *("image", "use"),
)
_CSS_URL = re.compile(r"""url\(\s*["']?(?P<url>[^"')]+)["']?\s*\)""")
_CSS_RARE = re.compile(r"@font-face\s*\{[^}]*unicode-range[^}]*\}")
_CSS_IMPORT = re.compile(r"""@import\s+["'](?P<url>[^"']+)["']""")
_JS_IMPORT = re.compile(
    r"""(?:^|[;\n}])\s*(?:import|export)\b(?:[^"'();]*?\bfrom\b)?\s*["'](?P<url>[^"']+)["']"""
)
"""Static imports; what a script fetches only when it is used, by import(), is not counted."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Files of one sort that a page needs, heaviest first, with their bytes on the line."""

    files: tuple[tuple[str, int], ...]

    @property
    def bytes(self) -> int:
        """All together."""
        return sum(size for _name, size in self.files)

    def __str__(self) -> str:
        return ", ".join(f"{name} ({size})" for name, size in self.files[:5])


@dataclass
class Site:
    """A built site, whose files are weighed once each."""

    output: Path
    url: str = ""
    _sizes: dict[str, int] = field(default_factory=dict)
    _needs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every HTML page, by its name below the output folder."""
        return {
            path.relative_to(self.output).as_posix(): BeautifulSoup(
                path.read_bytes(), "html.parser"
            )
            for path in sorted(self.output.rglob("*.html"))
        }

    def local(self, address: str) -> str | None:
        """The file an absolute address stands for, or None when it is another host's."""
        ours = self.url and address.startswith(f"{self.url}/")
        parts = urlsplit(address.removeprefix(self.url) if ours else address)
        return None if parts.scheme or parts.netloc else unquote(parts.path.lstrip("/"))

    def size(self, name: str) -> int:
        """Bytes on the line; nothing for what is not there, which is a dead link's matter."""
        if name not in self._sizes:
            path = self.output / name
            data = path.read_bytes() if path.is_file() else b""
            packed = path.suffix in _PACKED and data
            self._sizes[name] = len(gzip.compress(data, 6)) if packed else len(data)
        return self._sizes[name]

    def needs(self, name: str) -> tuple[str, ...]:
        """The addresses a style sheet or script asks for as soon as it is read."""
        if name not in self._needs:
            path = self.output / name
            patterns = {
                ".css": (_CSS_URL, _CSS_IMPORT),
                ".js": (_JS_IMPORT,),
                ".mjs": (_JS_IMPORT,),
            }
            text = path.read_text("utf-8") if path.suffix in patterns and path.is_file() else ""
            text = _CSS_RARE.sub("", text) if path.suffix == ".css" else text
            found = [
                urljoin(f"/{name}", match["url"])
                for pattern in patterns.get(path.suffix, ())
                for match in pattern.finditer(text)
                if not match["url"].startswith(("data:", "#"))
            ]
            self._needs[name] = tuple(found)
        return self._needs[name]

    def weighed(self, names: Iterable[str]) -> Weighed:
        """These files on the scales."""
        sizes = {name: self.size(name) for name in names}
        return Weighed(tuple(sorted(sizes.items(), key=lambda item: (-item[1], item[0]))))


def everything(
    site: Site, name: str, soup: BeautifulSoup, spare: Tag | None
) -> tuple[list[str], list[str]]:
    """What a browser fetches for a page: the site's own files, and addresses of other hosts.

    Pictures inside of `spare` are not among the files; what they are on another host is told.
    """
    waiting = [(urljoin(f"/{name}", url), counted) for url, counted in _asked(soup, spare)]
    files: dict[str, None] = {}
    strangers: dict[str, None] = {}
    while waiting:
        address, counted = waiting.pop(0)
        file = site.local(address)
        if file is None:
            strangers[address] = None
        elif counted and file not in files:
            files[file] = None
            waiting += [(needed, True) for needed in site.needs(file)]
    return list(files), list(strangers)


def _asked(soup: BeautifulSoup, spare: Tag | None) -> Iterator[tuple[str, bool]]:
    """Every address in a page's markup that a browser fetches by itself; whether it counts."""
    for link in soup.find_all("link", href=True):
        if _LOADED_BY_LINK & set(link.get_attribute_list("rel")):
            yield str(link["href"]), True
    for tag in soup.find_all(_SOURCES):
        counted = spare is None or spare not in tag.parents
        for url in _sources(tag.attrs):
            if not url.startswith(("data:", "#")):
                yield url, counted


def _sources(attributes: dict[str, Any]) -> Iterator[str]:
    for name in ("src", "data", "poster", "href", "xlink:href"):
        if attributes.get(name):
            yield str(attributes[name])
    for candidate in str(attributes.get("srcset", "")).split(","):
        if candidate.strip():
            yield candidate.split()[0]


def first_visit(site: Site, html: bytes) -> int:
    """Bytes of a page and of all that its head names on `site`, without pictures."""
    head = BeautifulSoup(html.partition(b"</head>")[0], "html.parser")
    files, _strangers = everything(site, "", head, spare=None)
    return len(gzip.compress(html, 6)) + site.weighed(files).bytes

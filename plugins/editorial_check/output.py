"""A strict look at the built site, offline: every address in it, and every name to lead to."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from plugins.manuscript import nearest
from plugins.manuscript.memo import Memo

SERVICE_PATHS = ("/api/", "/moderation/", "/kommentare/")
"""Addresses the comments service answers: no file stands for them."""

_ADDRESSES = ("href", "src", "poster", "action", "formaction", "data", "xlink:href")
_SETS = ("srcset", "imagesrcset")
_LOOKED_AT = ",".join(
    [
        *(f"[{name}]" for name in (*_ADDRESSES, *_SETS) if ":" not in name),
        "use",
        "meta[http-equiv=refresh i]",
    ]
)
_CANDIDATE = re.compile(r"(?:\A|,\s)\s*(\S*[^\s,])")  # of a srcset, HTML Standard 4.8.4.2.1
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FEED_HTML = frozenset({"content", "summary", "description", "encoded", "content_html"})
_FEED_ADDRESS = frozenset({"link", "loc", "guid", "comments", "icon", "logo"})
_JSON_ADDRESS = re.compile(r"(?:.*_)?url|image|banner_image|icon|favicon")
_DIRECTIVE = ":~:"  # what follows it names no id but words (URL Fragment Text Directives)


@dataclass(frozen=True, slots=True, order=True)
class OutputFault:
    """What is wrong in the file `page`, a POSIX path below the output folder.

    `rule` is dead-link, dead-anchor, duplicate-id, bad-id or broken-feed; `value` the address or
    name as it is written there; `meant` what it probably should be, or nothing. `target` is the
    same for every way of writing one address.
    """

    page: str
    rule: str
    value: str
    meant: str = ""
    target: str = field(default="", compare=False)


@dataclass(slots=True)
class _Page:
    ids: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list)


def check_output(output: Path, *site_urls: str, memo: Memo | None = None) -> list[OutputFault]:
    """Every fault of the site below `output`, whose own addresses may begin with `site_urls`.

    Other hosts are not asked. An address is dead when no file stands for it, letter by letter; an
    anchor, when the page it leads to has no such id.
    """
    urls = [url.rstrip("/") for url in site_urls if url]
    return sorted(set(_Site(output, urls, memo or Memo()).faults()))


class _Site:
    def __init__(self, output: Path, urls: list[str], memo: Memo) -> None:
        self._urls = urls
        self._memo = memo
        self._output = output
        self._files = {
            path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()
        }
        self._folded = {name.casefold(): name for name in self._files}
        self._ids: dict[str, Counter[str]] = {}

    def faults(self) -> Iterator[OutputFault]:
        addresses: dict[str, list[str]] = {}
        for name in sorted(self._files):
            if name.endswith((".html", ".htm")):
                html = (self._output / name).read_bytes()
                page = self._memo(("page", html), partial(_read_page, html))
                self._ids[name] = page.ids
                addresses[name] = page.addresses
                yield from _names(name, page.ids)
            elif name.endswith((".xml", ".json")):
                try:
                    addresses[name] = list(_feed_addresses(self._output / name))
                except (ET.ParseError, ValueError) as error:
                    yield OutputFault(name, "broken-feed", str(error))
        for name, found in addresses.items():
            for address in dict.fromkeys(found):
                yield from self._follow(name, address)

    def _follow(self, page: str, address: str) -> Iterator[OutputFault]:
        target = self._target(page, address)
        if target is None:
            return
        name, fragment = target
        if name not in self._files:
            yield OutputFault(page, "dead-link", address, self._meant(name), name)
        elif fragment and name in self._ids and fragment not in self._ids[name]:
            meant = nearest(fragment, self._ids[name])
            whole = f"{name}#{fragment}"
            yield OutputFault(page, "dead-anchor", address, f"#{meant}" if meant else "", whole)

    def _target(self, page: str, address: str) -> tuple[str, str] | None:
        """File below the output folder and fragment; None when the address is not the site's."""
        for url in self._urls:
            if address == url or address.startswith((f"{url}/", f"{url}#", f"{url}?")):
                address = address.removeprefix(url) or "/"
        try:
            parts = urlsplit(address.strip())
        except ValueError:  # for example a bracket that opens no IPv6 address
            return address, ""
        if parts.scheme or parts.netloc or parts.path.startswith(SERVICE_PATHS):
            return None
        fragment = unquote(parts.fragment.partition(_DIRECTIVE)[0])
        if not parts.path:
            return page, fragment
        path = posixpath.join("/", posixpath.dirname(page), unquote(parts.path))
        name = posixpath.normpath(path).lstrip("/")
        if path.endswith(("/", "/.", "/..")):
            name = posixpath.join(name, "index.html")
        return name, fragment

    def _meant(self, name: str) -> str:
        for candidate in (name, f"{name}/index.html"):
            found = self._folded.get(candidate.casefold())
            if found:
                return "/" + found.removesuffix("index.html")
        return ""


def _read_page(html: bytes) -> _Page:
    page = _Page()
    tree = LexborHTMLParser(html)
    page.ids.update(node.attributes["id"] or "" for node in tree.css("[id]"))
    for node in tree.css(_LOOKED_AT):  # one that fits twice comes twice
        attributes = node.attributes
        for name in _ADDRESSES:
            if attributes.get(name):
                page.addresses.append(str(attributes[name]))
        for name in _SETS:
            page.addresses += _CANDIDATE.findall(attributes.get(name) or "")
        if node.tag == "meta":
            page.addresses += _REFRESH.findall(attributes.get("content") or "")
    return page


def _names(page: str, ids: Counter[str]) -> Iterator[OutputFault]:
    for name, times in ids.items():
        if not name or any(sign.isspace() for sign in name):
            yield OutputFault(page, "bad-id", name)
        elif times > 1:
            yield OutputFault(page, "duplicate-id", name)


def _feed_addresses(path: Path) -> Iterator[str]:
    if path.suffix == ".json":
        yield from _json_addresses(json.loads(path.read_bytes()))
        return
    for element in ET.parse(path).iter():  # noqa: S314 our own output
        name = str(element.tag).rpartition("}")[2]
        yield from (element.attrib[key] for key in ("href", "src", "url") if key in element.attrib)
        text = (element.text or "").strip()
        if text and name in _FEED_HTML:
            yield from _read_page(text.encode()).addresses
        elif text and name in _FEED_ADDRESS and element.get("isPermaLink") != "false":
            yield text


def _json_addresses(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _json_addresses(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_addresses(inner, key)
    elif isinstance(value, str) and key == "content_html":
        yield from _read_page(value.encode()).addresses
    elif isinstance(value, str) and _JSON_ADDRESS.fullmatch(key):
        yield value

"""An essay's HTML with a choice of files around each of its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote, unquote

SIZES = "(min-width: 40em) 36em, 92vw"
"""How wide a picture stands: the measure of the text (tokens.css), or nearly the whole screen."""

ABOVE_THE_FOLD = 500
"""Letters before a picture that is probably seen without scrolling, under title and ticket."""

_PICTURE = re.compile(r"<picture\b.*?</picture>|(?P<image><img\b[^>]*>)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """A file to choose: `address` without a slash before it, `width` in pixels."""

    format: str
    width: int
    address: str


def with_choices(html: str, known: Mapping[str, Sequence[Choice]], site_url: str) -> str:
    """`html` with every picture of which `known` has more than one file in a ``<picture>``.

    `known` goes from the path of a picture's file below the content to its choices; in `html` they
    are ``{static}/…``, for no plugin has written addresses yet. The first picture of a text is
    wanted early if it stands above the fold.
    """
    is_first = True

    def chosen(match: re.Match[str]) -> str:
        nonlocal is_first
        tag = match["image"]
        if not tag:
            return match[0]
        early = is_first and len(_TAG.sub("", html[: match.start()])) < ABOVE_THE_FOLD
        is_first = False
        attributes = _attributes(tag)
        if early and not {"loading", "fetchpriority"} & attributes.keys():
            tag = f'{tag[:4]} fetchpriority="high"{tag[4:]}'
        choices = known.get(_file(attributes.get("src") or ""), ())
        return _picture(tag, choices, site_url) if choices else tag

    return _PICTURE.sub(chosen, html)


def _picture(image: str, choices: Sequence[Choice], site_url: str) -> str:
    sources = "".join(
        f'<source type="image/{kind}" srcset="{_srcset(files, site_url)}" sizes="{SIZES}">'
        for kind, files in groupby(sorted(choices), key=attrgetter("format"))
    )
    return f"<picture>{sources}{image}</picture>"


def _srcset(files: Iterable[Choice], site_url: str) -> str:
    entries = (f"{site_url}/{quote(file.address)} {file.width}w" for file in files)
    return escape(", ".join(entries), quote=True)


def _file(address: str) -> str:
    found = re.match(r"[{|]static[|}]/(?P<path>[^?#]+)", address)
    return unquote(found["path"]) if found else ""


def _attributes(tag: str) -> dict[str, str | None]:
    parser = _Tag()
    parser.feed(tag)
    return parser.attributes


class _Tag(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 the base's signature
        self.attributes = dict(reversed(attrs))

"""Addresses: each text's own, its former ones, and where links between the old texts lead."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

from comments_api.conversation.wxr import is_number
from plugins.manuscript.slug import slugify
from plugins.moving_in.wordpress_export import Blog, Post

LONGEST = 90
"""Characters of a slug: a thread is named after it, and may have 100."""


class Slugs:
    """Gives every text an address of its own. `taken` are those that are not to be had."""

    def __init__(self, taken: AbstractSet[str]) -> None:
        self._taken = set(taken)

    def give(self, wanted: str, title: str, fallback: str) -> tuple[str, str]:
        """The slug for a text, and the one it would have had if that was taken (else the same).

        WordPress keeps umlauts percent-encoded; here they are written out.
        """
        slug = slugify(unquote(wanted).replace("_", "-").replace(".", "-"))
        first = _short(slug) or _short(slugify(title)) or fallback
        given, number = first, 1
        while given in self._taken:
            number += 1
            given = f"{first}-{number}"
        self._taken.add(given)
        return given, first


def former_addresses(post: Post, blog: Blog) -> Iterator[str]:
    """Where the text stood, from the root: as readers know it, and by number."""
    path = urlsplit(post.link).path
    if path.strip("/") != blog.path.strip("/"):
        yield path
    if is_number(post.number):
        key = "page_id" if post.kind == "page" else "p"
        yield f"{blog.path}/?{key}={post.number}"


def form(url: str) -> str:
    """An address of the old site as one key, however it was written; empty when it is no address.

    Host, scheme, fragment and the slash at the end do not matter; of the query only what names a
    post does.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    named = [pair for pair in parts.query.split("&") if pair.split("=")[0] in {"p", "page_id"}]
    return f"{path}/?{named[0]}" if named else f"{path}/"


def _short(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    return slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]

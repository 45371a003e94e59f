"""The running text of an essay's HTML, without the tags."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

_UNREAD = frozenset({"script", "style", "svg", "template"})
_UNREAD_CLASSES = frozenset({"footnote-ref", "footnote-backref", "headerlink"})
_CODE = frozenset({"code", "pre"})
_WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub"}
    | {"sup", "u", "wbr"}
)


def plain_text(html: str, *, code: bool = True) -> str:
    """What a reader reads, in NFC and without soft hyphens; each block begins on a new line.

    Scripts, drawings, the marks of footnotes and what is marked ``data-reading="skip"`` is none of
    it, and neither is `code` unless it is wanted.
    """
    reader = (
        _Reader(_UNREAD, _WITHIN_WORDS | {"code"})
        if code
        else _Reader(_UNREAD | _CODE, _WITHIN_WORDS)
    )
    reader.feed(html)
    reader.close()
    # Composed, so that a letter typed as two signs does not end its word.
    return unicodedata.normalize("NFC", "".join(reader.pieces)).replace("\u00ad", "")


class _Reader(HTMLParser):
    def __init__(self, unread: frozenset[str], within_words: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread_tags = unread
        self._within_words = within_words
        self._unread = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._divide(tag)
        if self._depth:
            self._depth += tag == self._unread
        elif tag in self._unread_tags or _is_unread(attrs):
            self._unread, self._depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends at once, in a drawing for example, has nothing to leave out."""

    def handle_endtag(self, tag: str) -> None:
        self._divide(tag)
        if self._depth:
            self._depth -= tag == self._unread

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.pieces.append(data)

    def _divide(self, tag: str) -> None:
        if tag not in self._within_words:
            self.pieces.append("\n")


def _is_unread(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "data-reading" and value == "skip":
            return True
        if name == "class" and value and not _UNREAD_CLASSES.isdisjoint(value.split()):
            return True
    return False

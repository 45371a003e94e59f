"""What of an essay's HTML is read: its running text, its pictures, its lines of code.

Read is what stands before a reader's eyes. Not read, and so never counted:

- scripts, styles, templates, navigation, the fallback content of media, ruby glosses;
- whatever is ``hidden``, ``aria-hidden="true"`` or marked ``data-reading="skip"``;
- what Markdown adds around the text: footnote marks and their way back, the table of contents,
  the anchors of headings. A footnote's text stands once and counts once;
- text alternatives: who sees the picture does not read them.

Captions are read. A drawing (``<svg>``) is a picture, whatever is written in it. ``<pre>`` with a
``<code>`` inside is a listing and counted in lines; ``<pre>`` alone may hold a poem and is text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from html.parser import HTMLParser

from plugins.reading_time.open_elements import INLINE, VOID, OpenElements

BREAK = "\u2029"
"""Stands between two blocks of text: white space that no sentence runs across."""

_Attributes = list[tuple[str, str | None]]

_NEVER_READ = frozenset(
    "audio canvas datalist head iframe nav noscript object rp rt script select style template"  # noqa: SIM905 a word list reads best as words
    " textarea title video".split()
)
_CODE = frozenset({"code", "kbd", "samp"})
_FURNITURE = frozenset({"footnote-ref", "footnote-backref", "headerlink", "toc"})


@dataclass(frozen=True, slots=True)
class Prose:
    """What is read. Both texts are as written, blocks divided by `BREAK`.

    `text` holds code within a sentence, `text_without_code` a gap in its place; `images` and
    `code_lines` (lines of listings that are not blank) are counts.
    """

    text: str
    text_without_code: str
    images: int
    code_lines: int


def read_prose(html: str) -> Prose:
    """Read a fragment of HTML, however malformed, the way a browser would show it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.prose()


class _Mode(Enum):
    TEXT = auto()
    CODE = auto()
    UNREAD = auto()


@dataclass(slots=True)
class _Element:
    """How an element is read. `first_piece` is where its text begins among the pieces."""

    mode: _Mode
    first_piece: int
    is_listing: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: OpenElements[_Element] = OpenElements()
        self._pieces: list[tuple[str, bool]] = []
        self._images = 0
        self._code_lines = 0

    def prose(self) -> Prose:
        return Prose(
            text="".join(text for text, _is_code in self._pieces),
            text_without_code="".join(BREAK if code else text for text, code in self._pieces),
            images=self._images,
            code_lines=self._code_lines,
        )

    def close(self) -> None:
        super().close()
        self._finish(self._open.ended_by_close())

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self._finish(self._open.ended_by_start(tag))
        mode = self._mode_of(tag, attrs)
        if tag in {"img", "svg"} and mode is not _Mode.UNREAD:
            self._images += 1
        if tag not in INLINE:
            self._pieces.append((BREAK, False))
        if tag in VOID:
            return
        listing = self._open.innermost("pre") if tag == "code" else None
        if listing:
            listing.is_listing = True
        if tag == "svg":
            mode = _Mode.UNREAD
        self._open.begin(tag, _Element(mode, len(self._pieces)))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        # <div/> opens a div in HTML; only inside a drawing does the slash close the element.
        if not self._open.is_open("svg"):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._finish(self._open.ended_by_end(tag))

    def handle_data(self, data: str) -> None:
        mode = self._mode()
        if mode is not _Mode.UNREAD:
            self._pieces.append((data, mode is _Mode.CODE))

    def _mode(self) -> _Mode:
        element = self._open.innermost()
        return element.mode if element else _Mode.TEXT

    def _mode_of(self, tag: str, attrs: _Attributes) -> _Mode:
        mode = self._mode()
        if mode is _Mode.UNREAD or tag in _NEVER_READ or _is_unread(attrs):
            return _Mode.UNREAD
        return _Mode.CODE if tag in _CODE else mode

    def _finish(self, ended: Iterable[tuple[str, _Element]]) -> None:
        for tag, element in ended:
            if element.is_listing:
                listing = "".join(text for text, _is_code in self._pieces[element.first_piece :])
                self._code_lines += sum(1 for line in listing.splitlines() if line.strip())
                del self._pieces[element.first_piece :]
            if tag not in INLINE:
                self._pieces.append((BREAK, False))


def _is_unread(attrs: _Attributes) -> bool:
    values = dict(reversed(attrs))  # of two attributes with one name the first counts
    return (
        "hidden" in values
        or (values.get("aria-hidden") or "").strip().lower() == "true"
        or (values.get("data-reading") or "").strip().lower() == "skip"
        or not _FURNITURE.isdisjoint((values.get("class") or "").split())
    )

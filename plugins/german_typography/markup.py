"""HTML as a row of pieces: what may be set, what is only read, and in which language.

Tags, comments and attributes are never changed, nor is any character reference: who writes
``&quot;`` means a straight quotation mark. Nothing is changed in code, keys, sample output,
formulas, drawings, scripts and forms. The rules for tags are those of the HTML Standard
(13.2.5, 13.1.2.4), so that malformed HTML is read the way a browser reads it; what a browser
would not show (an unclosed tag and all behind it) stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from comments_api.conversation.language import primary_subtag
from plugins.german_typography.galley import BOUNDARY, OBJECT, Piece

NOT_HYPHENATED = "nohyphen"
"""The class of elements in which the style sheet forbids hyphens."""

_TOKEN = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))
    | <[!?][^>]*+(?:>|\Z)
    | </(?![a-zA-Z])[^>]*+(?:>|\Z)
    | <(?P<end>/)?(?P<tag>[a-zA-Z][^\s/>]*+)
      (?:(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))*+> | (?P<unclosed>.*\Z))
    | &(?P<reference>\#[0-9]++|\#[xX][0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+);
    """,
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=]++)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>[^\s>]*+)))?"""
)
_MATTERS = re.compile(r"\b(?:lang|class)\s*=", re.IGNORECASE)

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 a word list reads best as words
)
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em embed font i img input ins kbd label mark"  # noqa: SIM905 the same
    " math meter q rb rp rt ruby s samp script small span strike strong sub sup svg template time"
    " tt u var wbr".split()
)
_OBJECTS = frozenset("code embed img input kbd math samp svg tt".split())  # noqa: SIM905 the same
_RAW_TEXT = frozenset(
    "iframe noembed noframes noscript plaintext script style textarea title xmp".split()  # noqa: SIM905 the same
)
_UNTOUCHED = _RAW_TEXT | frozenset(
    "audio canvas code datalist kbd listing math object pre samp select svg template tt"  # noqa: SIM905 the same
    " video".split()
)
_FURNITURE = frozenset({"footnote-ref", "footnote-backref", "headerlink"})

# Which open elements a start tag ends when the writer left their end tags out (13.1.2.4).
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form"  # noqa: SIM905 the same
    " h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
_SIBLINGS = {
    **dict.fromkeys(_ENDS_PARAGRAPH, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt", "p"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "p"})),
    "tr": frozenset({"td", "th", "tr", "p"}),
    **dict.fromkeys(("tbody", "tfoot"), frozenset({"td", "th", "tr", "thead", "tbody", "p"})),
}


class _Element(NamedTuple):
    tag: str
    lang: str
    hyphens: bool


def read_html(html: str, lang: str) -> list[Piece]:
    """The pieces of a fragment of HTML whose language is `lang`, a BCP 47 tag."""
    return list(_Reader(html, lang).pieces())


class _Reader:
    def __init__(self, html: str, lang: str) -> None:
        self._html = html
        self._open = [_Element("", primary_subtag(lang), hyphens=True)]
        self._counts: Counter[str] = Counter()
        self._end = 0

    def pieces(self) -> Iterator[Piece]:
        while token := _TOKEN.search(self._html, self._end):
            if token.start() > self._end:
                yield self._text(self._html[self._end : token.start()])
            self._end = token.end()
            yield self._piece(token)
        if self._end < len(self._html):
            yield self._text(self._html[self._end :])

    def _text(self, text: str) -> Piece:
        _tag, lang, hyphens = self._open[-1]
        return Piece(text, text, lang, hyphens=hyphens)

    def _piece(self, token: re.Match[str]) -> Piece:
        if token["reference"]:
            return self._fixed(token[0], unescape(token[0]))
        if token["tag"] is None or token["unclosed"] is not None:
            return self._fixed(token[0], "")
        tag = token["tag"].lower()
        if token["end"]:
            self._close(tag)
            return self._fixed(token[0], "" if tag in _INLINE else BOUNDARY)
        return self._start(tag, token[0])

    def _fixed(self, raw: str, text: str) -> Piece:
        return Piece(raw, text, self._open[-1].lang, fixed=True)

    def _start(self, tag: str, raw: str) -> Piece:
        self._end_siblings(tag)
        _parent, lang, hyphens = self._open[-1]
        classes: set[str] = set()
        if _MATTERS.search(raw):
            attributes = _attributes(raw, len(tag) + 1)
            classes = set(attributes.get("class", "").split())
            lang = primary_subtag(attributes.get("lang", lang).strip())
            hyphens = hyphens and NOT_HYPHENATED not in classes
        if tag in _UNTOUCHED or not _FURNITURE.isdisjoint(classes):
            start = self._end - len(raw)
            if not _ends_at_once(tag, raw):
                self._end = self._after(tag)
            raw = self._html[start : self._end]
        elif tag not in _VOID:
            self._open.append(_Element(tag, lang, hyphens))
            self._counts[tag] += 1
        return Piece(raw, _seen(tag), lang, fixed=True)

    def _end_siblings(self, tag: str) -> None:
        ended = _SIBLINGS.get(tag, frozenset())
        index = len(self._open) - 1
        while any(self._counts[each] for each in ended):
            if self._open[index].tag in ended:
                self._end_from(index)
            elif self._open[index].tag not in _INLINE:
                return
            index -= 1

    def _close(self, tag: str) -> None:
        if not self._counts[tag]:
            return
        index = len(self._open) - 1
        while self._open[index].tag != tag:
            if tag in _INLINE and self._open[index].tag not in _INLINE:
                return
            index -= 1
        self._end_from(index)

    def _end_from(self, index: int) -> None:
        self._counts.subtract(element.tag for element in self._open[index:])
        del self._open[index:]

    def _after(self, tag: str) -> int:
        """Where the element ends whose start tag was read last: what is in it is not looked at."""
        if tag == "plaintext":
            return len(self._html)
        if tag in _RAW_TEXT:
            end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self._html, self._end)
            if not end:
                return len(self._html)
            closing = _TOKEN.match(self._html, end.start())
            return closing.end() if closing else len(self._html)
        depth, position = 1, self._end
        while token := _TOKEN.search(self._html, position):
            position = token.end()
            name = (token["tag"] or "").lower()
            if name == tag and not _ends_at_once(tag, token[0]):
                depth += -1 if token["end"] else 1
                if not depth:
                    return position
        return len(self._html)


def _ends_at_once(tag: str, raw: str) -> bool:
    """Whether the slash in ``<svg/>`` counts: it does in drawings and formulas only."""
    return tag in {"math", "svg"} and raw.endswith("/>")


def _seen(tag: str) -> str:
    """What a reader sees where an element begins."""
    if tag in _OBJECTS:
        return OBJECT
    if tag == "br":
        return "\n"
    return "" if tag in _INLINE else BOUNDARY


def _attributes(tag: str, start: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, start):
        value = match["a"] or match["b"] or match["c"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found

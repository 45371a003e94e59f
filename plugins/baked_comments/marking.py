"""Passages in an essay's HTML: which of them are there, and the marks and ways to the comments.

Words are those a reader sees: the marks of footnotes and links that only serve the page are passed
over, also when a passage runs across them. Tags stay where they are; a passage that begins in one
element and ends in another is marked in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from comments_api.conversation.comment import PublicComment
from plugins.baked_comments.anchoring import Skeleton, find, skeleton

_TOKEN = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    | <(?P<end>/)?(?P<tag>[a-zA-Z][^\s/>]*+)
      (?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)(?:>|\Z)
    | <[!?/a-zA-Z][^>]*+(?:>|\Z)
    | (?P<reference>&(?:\#[0-9]++|\#[xX][0-9a-fA-F]++|[a-zA-Z][a-zA-Z0-9]*+);)
    | (?P<text>[^<&]++|[<&])
    """,
    re.DOTALL | re.VERBOSE,
)
_CLASS = re.compile(r"""\bclass\s*=\s*["']?([^"'>]*)""")
_FURNITURE = {"footnote-ref", "footnote-backref", "quotation-link"}
_UNREAD = frozenset(
    "audio canvas iframe math noscript object script select style svg template textarea title video".split()  # noqa: E501, SIM905 a word list reads best as words
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 the same
_LINKS = frozenset({"a", "button", "label", "summary"})
"""In these nothing else may be that can be followed; a way to a comment stands behind them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader reads in `html`. Position i of the skeleton's origins is ``runs[i]``.

    A run is where a character stands in the HTML, from and to; it may be written as a reference.
    `exits`: for positions within a link, where that link ends.
    """

    html: str
    bones: Skeleton
    runs: tuple[tuple[int, int], ...]
    exits: tuple[tuple[int, int], ...]


def read(html: str) -> Words:
    """The words of a fragment of HTML."""
    characters: list[str] = []
    runs: list[tuple[int, int]] = []
    exits: list[tuple[int, int]] = []
    link: tuple[str, int] | None = None
    passing = _Passing()
    for token in _TOKEN.finditer(html):
        tag = (token["tag"] or "").lower()
        if passing.over(token, tag):
            continue
        if tag in _LINKS and not token["end"] and link is None:
            link = tag, token.end()
        elif link is not None and token["end"] and tag == link[0]:
            exits.append((link[1], token.end()))
            link = None
        elif token["reference"]:
            seen = unescape(token[0])
            characters.extend(seen)
            runs.extend(token.span() for _ in seen)
        elif token["text"]:
            characters.extend(token[0])
            runs.extend((at, at + 1) for at in range(*token.span()))
    return Words(html, skeleton(enumerate(characters)), tuple(runs), tuple(exits))


class _Passing:
    """Whether a token lies within an element that nobody reads."""

    def __init__(self) -> None:
        self._tag = ""
        self._depth = 0

    def over(self, token: re.Match[str], tag: str) -> bool:
        if self._depth:
            if tag == self._tag and not _ends_at_once(token):
                self._depth += -1 if token["end"] else 1
            return True
        if not tag or token["end"] or tag in _VOID or _ends_at_once(token):
            return False
        classes = _CLASS.search(token["attributes"])
        if tag in _UNREAD or (classes and not _FURNITURE.isdisjoint(classes[1].split())):
            self._tag, self._depth = tag, 1
        return bool(self._depth)


def _ends_at_once(token: re.Match[str]) -> bool:
    return bool(token["attributes"]) and token["attributes"].endswith("/")


def lost(html: str, comments: Iterable[PublicComment]) -> frozenset[int]:
    """The comments whose passage is not in `html`, by id."""
    remarks = [comment for comment in comments if comment.passage is not None]
    if not remarks:
        return frozenset()
    found = {comment.id for comment, _place in _places(read(html), remarks)}
    return frozenset(comment.id for comment in remarks if comment.id not in found)


def marked(
    html: str,
    comments: Iterable[PublicComment],
    ways: Callable[[Sequence[PublicComment]], str],
) -> str:
    """`html` with each passage marked, and `ways` to the comments on it behind it.

    Passages that overlap are one mark, and have their ways together behind the last of them, in the
    order of the comments.
    """
    remarks = [comment for comment in comments if comment.passage is not None]
    words = read(html) if remarks else None
    if words is None:
        return html
    insertions: list[tuple[int, str]] = []
    for (first, last), together in _joined(_places(words, remarks)):
        for start, end in _pieces(words, first, last):
            insertions += [(start, '<mark class="passage">'), (end, "</mark>")]
        insertions.append((_way_out(words, words.runs[last][1]), ways(together)))
    return _with(html, insertions)


def _places(
    words: Words, remarks: Iterable[PublicComment]
) -> Iterator[tuple[PublicComment, tuple[int, int]]]:
    for comment in remarks:
        place = comment.passage and find(words.bones, comment.passage)
        if place:
            yield comment, place


def _joined(
    places: Iterable[tuple[PublicComment, tuple[int, int]]],
) -> Iterator[tuple[tuple[int, int], list[PublicComment]]]:
    groups: list[tuple[tuple[int, int], list[PublicComment]]] = []
    for comment, (first, last) in sorted(places, key=lambda found: found[1]):
        if groups and first <= groups[-1][0][1]:
            (before, until), together = groups.pop()
            groups.append(((before, max(until, last)), [*together, comment]))
        else:
            groups.append(((first, last), [comment]))
    for place, together in groups:
        yield place, sorted(together, key=lambda comment: (comment.written_at, comment.id))


def _pieces(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of HTML without a tag in them; those of white space alone are left out."""
    start, end = words.runs[first]
    for run in [*words.runs[first + 1 : last + 1], (len(words.html) + 1, 0)]:
        if run[0] > end:
            if words.html[start:end].strip():
                yield start, end
            start = run[0]
        end = run[1]


def _way_out(words: Words, end: int) -> int:
    return next((out for start, out in words.exits if start <= end < out), end)


def _with(html: str, insertions: Iterable[tuple[int, str]]) -> str:
    pieces = []
    done = 0
    for position, text in sorted(insertions, key=lambda insertion: insertion[0]):
        pieces += [html[done:position], text]
        done = position
    return "".join([*pieces, html[done:]])

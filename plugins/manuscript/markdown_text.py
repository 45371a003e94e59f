"""A Markdown text without what nobody reads: every character that is left stands where it was.

This is no parser. It knows as much of Python-Markdown's rules as it takes to leave code, comments,
tags and addresses alone, reads a text in one pass, and never fails.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

OBJECT = "\ufffc"
"""Stands for each character of what is seen but is no text: code, a picture, an address."""

NOTHING = "\ue000"
"""Stands for each character of what is not seen: a comment, a tag, a mark of Markdown's."""

_BLANK_LINE = re.compile(r"^[ \t]*$", re.MULTILINE)
_OPENING = re.compile(
    r"(?=[\\<`~])(?:\\[\\`]|(?P<comment><!--)|(?P<tildes>~{3,})|(?P<ticks>`+)"
    r"|<(?P<raw>pre|code|kbd|samp|script|style|svg|math|textarea)\b)",
    re.IGNORECASE,
)
_SHORTEST_FENCE = 3
_TICKS = re.compile(r"`+")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+:]|\d+\.|\[\^[^\]]+\]:)\s")  # and what else has an inside

_TAG = (
    r"</?[a-zA-Z][\w:-]*+"
    r"(?:\s++[^\s\"'<>=/]++(?:\s*+=\s*+(?:\"[^\"]{0,5000}+\"|'[^']{0,5000}+'|[^\s\"'<>]++))?+|\s*+/)*+"
    r"\s*+>"
)
_SEEN = re.compile(
    r"(?=[!<\[{hwf])(?:"
    r"!\[[^\]\n]{0,2000}+\](?:\((?:[^()\n]|\([^()\n]{0,2000}+\)){0,2000}+\)|\[[^\]\n]{0,2000}+\])(?:\{[^}\n]{0,2000}+\})?+"
    r"|<(?:[a-zA-Z][a-zA-Z0-9+.-]*+:[^\s<>]++|[^\s<>@]++@[^\s<>]++)>"
    r"|\[\[\w{1,40}+:[^\]\n]{0,400}+\]\]"
    r"|\b(?:https?://|ftp://|www\.)[^\s<>\"“„)\]]++"
    r"|\{(?:filename|static|attach)\}[^\s<>\"“„)\]]*+)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    rf"(?=[<\[\]{{*_])(?:{_TAG}"
    r"|\[\^[^\]\n]{1,200}+\]:?"
    r"|\] ?\[[^\]\n]{0,200}+\]"
    r"|\]\((?:[^()\n]|\([^()\n]{0,2000}+\)){0,2000}+\)(?:\{[^}\n]{0,2000}+\})?+"
    r"|\{:?[ ]*+(?:[#.][\w-]|[\w-]{1,40}+=)[^}\n]{0,300}+\}"
    r"|\[(?=[^\[\]\n]{0,2000}+\][\[(])"
    r"|(?<=\S)\*++|\*++(?=\S)|(?<![^\W_])_++|_++(?![^\W_]))"
)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]++\]:[ \t]*+\S[^\n]*+$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]++\]:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """`source` twice over, each as long as it is.

    In `marked` code and comments are gone and Markdown's marks are still there; in `prose` is left
    what a reader sees. `comments` are their start and end, `open_fence` is where a listing begins
    that never ends.
    """

    source: str
    marked: str
    prose: str
    comments: tuple[tuple[int, int], ...] = ()
    open_fence: int | None = None


def read_markdown(text: str) -> MarkdownText:
    """Read `text`, whose lines end in a line feed."""
    scan = _Scan(text)
    scan.run()
    marked = "".join(_without_indented(scan.pieces))
    prose = _prose(marked)
    return MarkdownText(text, marked, prose, tuple(scan.comments), scan.open_fence)


def marked_lines(text: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """The lines of `text` without code and comments, numbered from `first_line`."""
    yield from enumerate(read_markdown(text).marked.split("\n"), start=first_line)


class _Scan:
    """Leaves out listings, code in a sentence and comments, in the order in which they begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blank = [blank.start() for blank in _BLANK_LINE.finditer(text)]
        self._runs: defaultdict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text):
            self._runs[len(run[0])].append(run.start())
        self.pieces: list[str] = []
        self.comments: list[tuple[int, int]] = []
        self.open_fence: int | None = None
        self._never_closed: set[str] = set()
        self._done = 0

    def run(self) -> None:
        position = 0
        while found := _OPENING.search(self._text, position):
            position = found.end()
            if found["comment"]:
                closed = self._text.find("-->", found.end())
                position = len(self._text) if closed < 0 else closed + len("-->")
                self.comments.append((found.start(), position))
                self._leave_out(found.start(), position, NOTHING)
            elif self._begins_listing(found):
                position = self._end_of_listing(found)
                self._leave_out(found.start(), position, " ")
            elif end := self._end_of_code(found):
                position = end
                self._leave_out(found.start(), end, OBJECT)
        self.pieces.append(self._text[self._done :])

    def _leave_out(self, start: int, end: int, sign: str) -> None:
        self.pieces.append(self._text[self._done : start])
        self.pieces.append(_filled(self._text[start:end], sign))
        self._done = end

    def _begins_listing(self, found: re.Match[str]) -> bool:
        """Whether a fence stands first on its line; behind one of ` no other may follow there."""
        if len(found["ticks"] or found["tildes"] or "") < _SHORTEST_FENCE:
            return False
        before = self._text[self._text.rfind("\n", 0, found.start()) + 1 : found.start()]
        end = self._text.find("\n", found.end())
        rest = self._text[found.end() : end if end >= 0 else None] if found["ticks"] else ""
        return not before.strip(" \t") and "`" not in rest

    def _end_of_listing(self, opened: re.Match[str]) -> int:
        closing = re.compile(rf"^[ \t]*{opened[0]}[ \t]*$", re.MULTILINE)
        closed = closing.search(self._text, opened.end())
        if closed:
            return closed.end()
        self.open_fence = opened.start()
        return len(self._text)

    def _end_of_code(self, opened: re.Match[str]) -> int | None:
        if opened["raw"]:
            return self._end_of_element(opened)
        return self._end_of_span(opened) if opened["ticks"] else None

    def _end_of_element(self, opened: re.Match[str]) -> int | None:
        tag = opened["raw"].lower()
        if tag in self._never_closed:
            return None
        closed = re.compile(rf"</{tag}\s*+>", re.IGNORECASE).search(self._text, opened.end())
        if closed:
            return closed.end()
        self._never_closed.add(tag)
        return None

    def _end_of_span(self, opened: re.Match[str]) -> int | None:
        length = len(opened["ticks"])
        runs = self._runs[length]
        index = bisect_right(runs, opened.start())
        blank = bisect_left(self._blank, opened.end())
        limit = self._blank[blank] if blank < len(self._blank) else len(self._text)
        return runs[index] + length if index < len(runs) and runs[index] < limit else None


def _without_indented(pieces: list[str]) -> Iterator[str]:
    after_blank, in_list, in_code = True, False, False
    for line in "".join(pieces).splitlines(keepends=True):
        if not line.strip():
            after_blank = True
            yield line
            continue
        in_code = bool(_INDENTED.match(line)) and (in_code or after_blank) and not in_list
        if not in_code:
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and line[0].isspace())
        after_blank = False
        yield _filled(line, " ") if in_code else line


def _prose(marked: str) -> str:
    labels = marked
    if "]:" in marked:
        labels = _FOOTNOTE.sub(lambda found: NOTHING * len(found[0]), labels)
        labels = _REFERENCE.sub(lambda found: NOTHING * len(found[0]), labels)
    seen = _SEEN.sub(lambda found: _filled(found[0], OBJECT), labels)
    return _UNSEEN.sub(lambda found: _filled(found[0], NOTHING), seen)


def _filled(text: str, sign: str) -> str:
    return "\n".join(sign * len(line) for line in text.split("\n"))

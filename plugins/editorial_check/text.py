"""A text to be checked: the manuscript, the views of its body, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from plugins.manuscript import Finding, Manuscript, Severity
from plugins.manuscript.markdown_text import MarkdownText, read_markdown

Fault = tuple[str, str, str]
"""What is wrong, how to mend it, and why it matters."""


@dataclass(frozen=True, slots=True)
class Text:
    """`starts` are the offsets at which the lines of the body begin."""

    manuscript: Manuscript
    body: MarkdownText
    starts: tuple[int, ...]

    @classmethod
    def of(cls, manuscript: Manuscript) -> Text:
        """Read the body of a manuscript."""
        lines = manuscript.body.split("\n")
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        return cls(manuscript, read_markdown(manuscript.body), tuple(starts))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset into the body."""
        index = bisect_right(self.starts, offset) - 1
        return self.manuscript.body_line + index, offset - self.starts[index] + 1

    def error(self, offset: int, rule: str, fault: Fault) -> Finding:
        """An error at an offset into the body."""
        line, column = self.place(offset)
        return Finding(self.manuscript.path, line, column, Severity.ERROR, rule, *fault)

    def hint(self, offset: int, rule: str, fault: Fault) -> Finding:
        """A hint at an offset into the body."""
        line, column = self.place(offset)
        return Finding(self.manuscript.path, line, column, Severity.HINT, rule, *fault)

    def blocks(self) -> Iterator[tuple[int, str]]:
        """The stretches of prose between blank lines, each with its offset."""
        start: int | None = None
        for begin, end in zip(self.starts, (*self.starts[1:], None), strict=True):
            if self.body.prose[begin:end].strip():
                start = begin if start is None else start
            elif start is not None:
                yield start, self.body.prose[start:begin]
                start = None
        if start is not None:
            yield start, self.body.prose[start:]

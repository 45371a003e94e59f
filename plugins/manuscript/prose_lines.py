"""The lines of a Markdown text that readers will read: without listings, code and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+:]|\d+\.|\[\^[^\]]+\]:)\s")  # and what else has an inside
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)")


def prose_lines(text: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """Each line with its number, counted from `first_line`.

    Code spans and HTML comments are blanked out, so that columns stay; lines that are code
    altogether are left out.
    """
    fence, in_comment = "", False
    after_blank, in_list, in_code = True, False, False
    for number, line in enumerate(text.split("\n"), start=first_line):
        mark = None if in_comment else _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        if not line.strip():
            after_blank = True
            continue
        in_code = bool(_INDENTED.match(line)) and (in_code or after_blank) and not in_list
        if not in_code:
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and line[0].isspace())
            prose = _blanked(_CODE_SPAN, line)
            if in_comment:
                prose = _blanked(_COMMENT, f"<!--{prose}")[4:]
            in_comment = _still_open(line, was_open=in_comment)
            yield number, _blanked(_COMMENT, prose)
        after_blank = False


def _blanked(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), line)


def _still_open(line: str, *, was_open: bool) -> bool:
    opened, closed = line.rfind("<!--"), line.rfind("-->")
    return opened > closed if opened >= 0 or closed >= 0 else was_open

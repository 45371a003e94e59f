"""Where things stand in a TOML file: tomllib tells what a file says, and not on which line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"\s*\[\[?\s*([\w\"'. -]+?)\s*\]\]?\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1."""

    line: int = 1
    column: int = 1


class Places:
    """Finds a word in a table of the file, by looking for it as it would be written."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        headers = ((number, _HEADER.fullmatch(line)) for number, line in enumerate(self._lines))
        self._tables = [
            (number, re.sub(r"[\"' ]", "", match[1])) for number, match in headers if match
        ]

    def of(self, table: str, words: str = "", times: int = 1) -> Place:
        """Where `words` stand in `table` for the given time.

        The header of the table when they do not, line 1 when there is no such table. The empty
        `table` is what precedes the first header.
        """
        start, end = self._range(table)
        if words:
            for number in range(start, end):
                column = -1
                while (column := self._lines[number].find(words, column + 1)) >= 0:
                    times -= 1
                    if not times:
                        return Place(number + 1, column + 1)
        return Place(start + 1)

    def _range(self, table: str) -> tuple[int, int]:
        """The lines of a table and of the tables within it, from 0, the end excluded."""
        numbers = [number for number, _name in self._tables]
        if not table:
            return 0, numbers[0] if numbers else len(self._lines)
        within = [name == table or name.startswith(f"{table}.") for _number, name in self._tables]
        if True not in within:
            return 0, 0
        first = within.index(True)
        after = within.index(False, first) if False in within[first:] else len(within)
        return numbers[first], numbers[after] if after < len(numbers) else len(self._lines)

"""An index in pieces so small that a reader loads only what begins like the word looked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from plugins.site_search.index import Index

LARGEST = 12_000
"""Letters of a shard, unless a single entry is longer."""

_NAMELESS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Shard:
    """The entries from `first` on, to that of the next shard; `content` is JSON.

    `first` is no longer than it takes to tell the shard from the one before; the first shard's is
    empty.
    """

    first: str
    content: str

    @property
    def name(self) -> str:
        """The file's name, ASCII whatever `first` is. ``static/library.js`` makes the same."""
        safe = _NAMELESS.sub(lambda sign: f"_{ord(sign.group()):x}", self.first)
        return f"w-{safe}.json"


def shards(index: Index, largest: int = LARGEST) -> list[Shard]:
    """The index as shards in order; the same bytes for the same index.

    Each says in its entry "" from where to where it reaches, so that nobody looks in vain in one
    that was cut anew.
    """
    parts = list(_cut(index, largest))
    firsts = ["", *(_shortest(before[-1][0], part[0][0]) for before, part in pairwise(parts)), None]
    return [
        Shard(first or "", _json([f'"":{json.dumps([first, end], ensure_ascii=False)}', *lines]))
        for (first, end), lines in zip(
            pairwise(firsts), ([line for _entry, line in part] for part in parts), strict=True
        )
    ]


def _cut(index: Index, largest: int) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    size = 0
    for entry in sorted(index.whole.keys() | index.within.keys(), key=_script_order):
        line = f'"{entry}":[[{index.whole.get(entry, "")}],[{index.within.get(entry, "")}]]'
        # Cut where the letters change, if it fits: a new word then moves the cuts near it only.
        boundary = part and size > largest / 2 and entry[:2] != part[-1][0][:2]
        if part and (boundary or size + len(line) > largest):
            yield part
            part, size = [], 0
        part.append((entry, line))
        size += len(line)
    yield part


def _script_order(entry: str) -> bytes:
    """By UTF-16, as a script compares words."""
    return entry.encode("utf-16-be")


def _shortest(before: str, first: str) -> str:
    """The shortest beginning of `first` that comes after `before`."""
    return next(first[: at + 1] for at, sign in enumerate(first) if sign != before[at : at + 1])


def _json(lines: list[str]) -> str:
    return "{" + ",\n".join(lines) + "}\n"


def text_files(texts: Mapping[int, str], size: int) -> dict[int, str]:
    """Texts by their numbers, as JSON in files of `size` consecutive numbers each.

    The number of a text's file is its own divided by `size`.
    """
    return {
        number: json.dumps(dict(group), ensure_ascii=False, separators=(",\n", ":")) + "\n"
        for number, group in groupby(sorted(texts.items()), key=lambda text: text[0] // size)
    }

"""Which elements of an HTML fragment are open: the part of the HTML Standard that matters here.

Writers may leave end tags out (13.1.2.4), and a browser makes sense of those left over (13.2.6.4).
Knowing where a hidden paragraph ends takes both. Formatting elements that overlap are ended in
the order they were begun; a browser would begin them anew, and read the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 a word list reads best as words
)
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb ruby s samp"  # noqa: SIM905 the same
    " small span strike strong sub sup time tt u var wbr".split()
)
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form"  # noqa: SIM905 the same
    " h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table"
    " ul".split()
)
_TABLE_PARTS = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
_SCOPE = frozenset({"caption", "object", "table", "td", "th"})
_SPECIAL = _ENDS_PARAGRAPH | _TABLE_PARTS | _SCOPE | {"button", "dd", "dt", "li"}
_ITEM_SCOPE = _SPECIAL - {"address", "div", "p"}

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class _Ending:
    """Ends the nearest open element of `tags`, unless one of `beyond` is nearer."""

    tags: frozenset[str]
    beyond: frozenset[str]


_P = _Ending(frozenset({"p"}), _SCOPE | {"button"})
_LI = _Ending(frozenset({"li"}), _ITEM_SCOPE - {"li"})
_TERM = _Ending(frozenset({"dd", "dt"}), _ITEM_SCOPE - {"dd", "dt"})
_CELL = _Ending(frozenset({"td", "th"}), frozenset({"table", "tr"}))
_ROW = _Ending(frozenset({"tr"}), frozenset({"table"}))
_ROWS = _Ending(frozenset({"tbody", "tfoot", "thead"}), frozenset({"table"}))
_BY_START_TAG: dict[str, tuple[_Ending, ...]] = {
    **dict.fromkeys(_ENDS_PARAGRAPH, (_P,)),
    "li": (_LI, _P),
    **dict.fromkeys(("dd", "dt"), (_TERM, _P)),
    **dict.fromkeys(("td", "th"), (_CELL,)),
    "tr": (_ROW,),
    **dict.fromkeys(("tbody", "tfoot", "thead"), (_ROWS,)),
}
_BY_END_TAG: dict[str, frozenset[str]] = {
    **dict.fromkeys(INLINE, _SPECIAL),
    **dict.fromkeys(_TABLE_PARTS, frozenset({"table"})),
    "table": frozenset(),
    "li": _SCOPE | {"ol", "ul"},
    "p": _P.beyond,
}


@dataclass(slots=True)
class OpenElements(Generic[State]):
    """The open elements, outermost first, each with a state of the caller's choosing."""

    _entries: list[tuple[str, State]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def is_open(self, tag: str) -> bool:
        """Whether an element of this name is open, however far out."""
        return self._counts[tag] > 0

    def innermost(self, tag: str | None = None) -> State | None:
        """The state of the innermost open element, or of the innermost with this name."""
        if tag is None:
            return self._entries[-1][1] if self._entries else None
        if self.is_open(tag):
            return next(state for name, state in reversed(self._entries) if name == tag)
        return None

    def begin(self, tag: str, state: State) -> None:
        """Open an element."""
        self._entries.append((tag, state))
        self._counts[tag] += 1

    def ended_by_start(self, tag: str) -> Iterator[tuple[str, State]]:
        """End what a start tag ends, innermost first."""
        for ending in _BY_START_TAG.get(tag, ()):
            yield from self._end(ending)

    def ended_by_end(self, tag: str) -> Iterator[tuple[str, State]]:
        """End what an end tag ends, innermost first: nothing, when it is left over."""
        yield from self._end(_Ending(frozenset({tag}), _BY_END_TAG.get(tag, _SCOPE)))

    def ended_by_close(self) -> Iterator[tuple[str, State]]:
        """End everything, innermost first."""
        yield from self._end_from(0)

    def _end(self, ending: _Ending) -> Iterator[tuple[str, State]]:
        if not any(self._counts[tag] for tag in ending.tags):
            return
        index = len(self._entries) - 1
        while self._entries[index][0] not in ending.tags:
            if self._entries[index][0] in ending.beyond:
                return
            index -= 1
        yield from self._end_from(index)

    def _end_from(self, index: int) -> Iterator[tuple[str, State]]:
        while len(self._entries) > index:
            tag, state = self._entries.pop()
            self._counts[tag] -= 1
            yield tag, state

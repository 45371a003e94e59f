"""From a fault in the built site to a finding where its author can mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from plugins.editorial_check.output import OutputFault
from plugins.manuscript import Finding, Severity, Translate

RULES = frozenset({"dead-link", "dead-anchor", "duplicate-id", "bad-id", "broken-feed"})
"""The rules that only the built site can break."""

_FIRST_LINE = (1, 1)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where pages come from: `sources` by the page's path below `output`."""

    output: Path
    sources: Mapping[str, Path]


def output_findings(
    faults: Iterable[OutputFault], origin: Origin, _: Translate
) -> Iterator[Finding]:
    """A finding at the place in the text that holds the address.

    What no text holds comes from a template: the same on many pages is told once. A feed repeats
    what is told of a text already.
    """
    told: set[str] = set()
    elsewhere: defaultdict[tuple[str, str], list[OutputFault]] = defaultdict(list)
    for fault in faults:
        source = origin.sources.get(fault.page)
        place = _place(source, fault.value) if source else None
        if source and place:
            told.add(fault.target)
            yield _finding(source, place, fault, 0, _)
        else:
            elsewhere[fault.rule, fault.value].append(fault)
    for first, *others in elsewhere.values():
        if first.target and first.target in told:
            continue
        place = _place(origin.output / first.page, first.value) or _FIRST_LINE
        yield _finding(Path(first.page), place, first, len(others), _)


def _place(file: Path, value: str) -> tuple[int, int] | None:
    """Line and column of an address as it may be written in a text, from 1."""
    path, _hash, fragment = value.partition("#")
    needles = [value, unquote(value), f"#{fragment}" if fragment else "", _last_part(path)]
    lines = file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    for needle in filter(None, needles):
        for number, line in enumerate(lines, start=1):
            if (column := line.find(needle)) >= 0:
                return number, column + 1
    return None


def _last_part(path: str) -> str:
    return unquote(path).rstrip("/").rpartition("/")[2]


def _finding(
    file: Path, place: tuple[int, int], fault: OutputFault, others: int, _: Translate
) -> Finding:
    what, remedy, why = _told(fault, _)
    if others:
        what += " " + _("(And on %(number)d more pages.)") % {"number": others}
    return Finding(file, *place, Severity.ERROR, fault.rule, what, remedy, why)


def _told(fault: OutputFault, _: Translate) -> tuple[str, str, str]:
    value = {"value": fault.value}
    meant = _("Did you mean “%(meant)s”?") % {"meant": fault.meant} if fault.meant else ""
    match fault.rule:
        case "dead-link":
            return (
                _("“%(value)s” leads nowhere.") % value,
                meant or _("Correct the address."),
                _("A reader would be sent nowhere."),
            )
        case "dead-anchor":
            return (
                _("“%(value)s” leads to a place that its page does not have.") % value,
                meant or _("Correct what follows the #; headings are named like addresses."),
                _("A reader would land at the top of the page."),
            )
        case "duplicate-id":
            return (
                _("The id “%(value)s” stands twice on this page.") % value,
                _("Give one of the two another id."),
                _("Links to it lead to the first, and reading aids lose their bearings."),
            )
        case "bad-id":
            return (
                _("“%(value)s” cannot be an id: it is empty or holds a space.") % value,
                _("Write it with hyphens."),
                _("No link could lead there."),
            )
        case _:
            return (
                _("The feed cannot be read: %(value)s.") % value,
                _("Look at the text it ends in, for a control character perhaps."),
                _("Whoever has subscribed to it sees nothing at all."),
            )

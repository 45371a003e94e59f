"""The quiz as a graph: which question follows which, and how many there are before and after it.

All of it walks without recursion, so that a file of any size is only slow and never a crash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Graph = Mapping[str, Sequence[str]]
"""From the key of a question to the keys of those that may follow it; every one is a key."""


@dataclass(frozen=True, slots=True)
class Span:
    """The fewest and the most of something, over all paths."""

    fewest: int
    most: int


def reachable(graph: Graph, first: str) -> tuple[str, ...]:
    """The questions that can be reached, `first` among them, the nearest first."""
    found = {first: None}
    waiting = [first]
    for key in waiting:  # grows while we walk
        for following in graph[key]:
            if following not in found:
                found[following] = None
                waiting.append(following)
    return tuple(found)


def circles(graph: Graph) -> Iterator[tuple[str, str]]:
    """Every step (from, to) that leads back to a question on the way there.

    Without these steps the graph has no circles; a graph that has none yields nothing.
    """
    done: set[str] = set()
    for start in graph:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(graph[start])
        while path:
            key, ahead = next(reversed(path.items()))
            following = next(ahead, None)
            if following is None:
                del path[key]
                done.add(key)
            elif following in path:
                yield key, following
            elif following not in done:
                path[following] = iter(graph[following])


def in_order(graph: Graph, first: str) -> tuple[str, ...]:
    """The reachable questions, each after all that may precede it.

    Needs a graph without circles.
    """
    inside = reachable(graph, first)
    before = dict.fromkeys(inside, 0)
    for key in inside:
        for following in graph[key]:
            before[following] += 1
    ready = [first]
    for key in ready:  # grows while we walk
        for following in graph[key]:
            before[following] -= 1
            if not before[following]:
                ready.append(following)
    return tuple(ready)


def asked_before(graph: Graph, first: str) -> dict[str, Span]:
    """How many questions precede each reachable one. Needs a graph without circles."""
    spans = {first: Span(0, 0)}
    for key in in_order(graph, first):
        so_far = spans[key]
        for following in graph[key]:
            known = spans.get(following)
            fewest, most = so_far.fewest + 1, so_far.most + 1
            spans[following] = (
                Span(min(known.fewest, fewest), max(known.most, most))
                if known
                else Span(fewest, most)
            )
    return spans


def still_to_ask(graph: Graph, first: str, ends: Mapping[str, bool]) -> dict[str, Span]:
    """How many questions follow each reachable one before a way ends.

    `ends` says which questions have an answer that ends a way. Needs a graph without circles, in
    which nobody gets stuck: a question that ends no way leads to another.
    """
    spans: dict[str, Span] = {}
    for key in reversed(in_order(graph, first)):
        after = [spans[following] for following in graph[key]]
        fewest = [span.fewest + 1 for span in after] + ([0] if ends[key] else [])
        most = [span.most + 1 for span in after] + ([0] if ends[key] else [])
        spans[key] = Span(min(fewest), max(most))
    return spans

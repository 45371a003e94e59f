from collections.abc import Mapping, Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.narcissist_typology.quiz.graph import (
    Span,
    asked_before,
    circles,
    in_order,
    reachable,
    still_to_ask,
)

DIAMOND = {"a": ["b", "c"], "b": ["d"], "c": ["e"], "e": ["d"], "d": [], "alone": ["a"]}


def test_what_no_way_leads_to_is_not_reachable() -> None:
    assert reachable(DIAMOND, "a") == ("a", "b", "c", "d", "e")


def test_a_question_comes_after_all_that_may_precede_it() -> None:
    assert in_order(DIAMOND, "a") == ("a", "b", "c", "e", "d")


def test_ways_of_different_length_are_told_apart() -> None:
    before = asked_before(DIAMOND, "a")
    assert before["d"] == Span(2, 3)
    assert before["e"] == Span(2, 2)
    assert "alone" not in before


def test_what_is_still_to_ask_depends_on_where_ways_end() -> None:
    ends = {"a": False, "b": True, "c": False, "d": True, "e": False, "alone": False}
    left = still_to_ask(DIAMOND, "a", ends)
    assert left["a"] == Span(1, 3)
    assert left["b"] == Span(0, 1)
    assert left["d"] == Span(0, 0)


def test_circles_are_found_wherever_they_are() -> None:
    assert list(circles(DIAMOND)) == []
    assert list(circles({"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["d"]})) == [
        ("c", "a"),
        ("d", "d"),
    ]


def test_ten_thousand_questions_in_a_row_are_no_trouble() -> None:
    long = {str(n): [str(n + 1)] for n in range(10_000)} | {"10000": []}
    assert list(circles(long)) == []
    assert asked_before(long, "0")["10000"] == Span(10_000, 10_000)
    assert list(circles({**long, "10000": ["0"]})) == [("10000", "0")]


def _graph(size: int) -> st.SearchStrategy[dict[str, list[str]]]:
    keys = [str(number) for number in range(size)]
    return st.fixed_dictionaries(
        {key: st.lists(st.sampled_from(keys), unique=True, max_size=3) for key in keys}
    )


def _ways(graph: Mapping[str, Sequence[str]], so_far: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every way that goes on from `so_far`, itself included; the plain recursion."""
    return [
        so_far,
        *(way for after in graph[so_far[-1]] for way in _ways(graph, (*so_far, after))),
    ]


@given(st.integers(1, 6).flatmap(_graph))
def test_in_any_graph_the_walkers_agree_with_plain_recursion(graph) -> None:
    assume(not list(circles(graph)))
    ways = _ways(graph, ("0",))
    assert set(reachable(graph, "0")) == {way[-1] for way in ways}
    for key, span in asked_before(graph, "0").items():
        lengths = {len(way) - 1 for way in ways if way[-1] == key}
        assert span == Span(min(lengths), max(lengths))
    ends = {key: not after for key, after in graph.items()}
    whole = {len(way) - 1 for way in ways if ends[way[-1]]}
    assert still_to_ask(graph, "0", ends)["0"] == Span(min(whole), max(whole))


@given(st.integers(1, 6).flatmap(_graph))
def test_a_graph_without_its_circles_has_none(graph) -> None:
    turns = set(circles(graph))
    rest = {
        key: [after for after in following if (key, after) not in turns]
        for key, following in graph.items()
    }
    assert list(circles(rest)) == []

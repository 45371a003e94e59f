from __future__ import annotations

from plugins.essay_neighbours.series import Part, parts


def test_essays_of_one_name_are_counted_in_their_order() -> None:
    assert parts(["a", None, "b", "a"]) == [
        Part(1, (0, 3)),
        None,
        Part(1, (2,)),
        Part(2, (0, 3)),
    ]


def test_where_there_is_no_essay_there_is_no_series() -> None:
    assert parts([]) == []

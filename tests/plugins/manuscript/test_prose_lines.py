import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript.prose_lines import prose_lines


def prose(text: str) -> list[str]:
    return [line.rstrip() for _number, line in prose_lines(text)]


def test_lines_keep_their_numbers_and_columns() -> None:
    assert list(prose_lines("a `b` c\n\nd", first_line=8)) == [(8, "a     c"), (10, "d")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n~~~\nc\n```\nd", ["a", "d"]),
        ("a\n\n    b\n    c\n\nd", ["a", "d"]),
        ("- a\n\n    b", ["- a", "    b"]),  # the inside of a list item
        ("a\n    b", ["a", "    b"]),  # a lazy continuation
        ("``a ` b`` c", ["          c"]),
        ("a <!-- b --> c <!-- d", ["a            c"]),
        ("<!--\nb\n\nb --> c", ["", "", "      c"]),
        ("<!--\n```\n-->\nd", ["", "", "", "d"]),
        ("a --> b", ["a --> b"]),
    ],
)
def test_what_nobody_reads_is_left_out(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


@given(st.text(alphabet="ab `~<!->\n\t", max_size=80))
def test_a_line_is_never_longer_or_shorter_than_it_was(text: str) -> None:
    lines = text.split("\n")
    for number, line in prose_lines(text):
        assert len(line) == len(lines[number - 1])

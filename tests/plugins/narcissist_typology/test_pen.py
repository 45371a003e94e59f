import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.pen import curve, dots, lines, swelling

points = st.builds(complex, st.integers(-400, 400), st.integers(-400, 400))
few = st.lists(points, min_size=2, max_size=12)


def numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", path)]


def test_lines_go_from_point_to_point_in_relative_steps():
    assert lines([10 + 20j, 13 + 16j, 13 + 20j]) == "M10 20l3-4 0 4"
    assert lines([0j, 5 + 0j], closed=True) == "M0 0l5 0z"


def test_a_curve_leaves_every_handle_but_the_first_to_svg():
    path = curve([0j, 60 + 0j, 60 + 60j])
    assert path == "M0 0c10 0 50-10 60 0s0 50 0 60"


def test_a_closed_curve_has_a_segment_more_and_no_loose_end():
    path = curve([0j, 60 + 0j, 60 + 60j], closed=True)
    assert path.startswith("M0 0c")
    assert path.endswith("z")
    assert len(numbers(path)) == 2 + 6 + 4 + 4


@given(few)
def test_rounding_never_adds_up(places):
    shifted = [place + complex(0.4, -0.4) for place in places]
    values = numbers(lines(shifted))
    end = sum(values[0::2]), sum(values[1::2])
    assert end == (round(shifted[-1].real), round(shifted[-1].imag))


@given(few)
def test_a_curve_ends_where_its_last_point_is(places):
    values = numbers(curve(places))
    start, first, others = values[:2], values[2:8], values[8:]
    steps = [first[4:], *(others[at + 2 : at + 4] for at in range(0, len(others), 4))]
    end = [start[axis] + sum(step[axis] for step in steps) for axis in (0, 1)]
    assert end == [places[-1].real, places[-1].imag]


def test_a_dot_is_a_line_of_no_length():
    assert dots([1 + 2j, 3.4 - 4j]) == "M1 2h0M3-4h0"


def test_a_burin_line_swells_and_ends_in_tips():
    outline = swelling([0j, 10 + 0j, 20 + 0j], [0, 4, 0])
    assert outline == [0j, 10 + 2j, 20 + 0j, 10 - 2j]


def test_a_stroke_of_one_spot_has_no_direction_to_swell_across():
    assert swelling([5j, 5j], [2, 2]) == [5j, 5j, 5j, 5j]


def test_every_point_of_a_spine_needs_a_width():
    with pytest.raises(ValueError, match="shorter"):
        swelling([0j, 1 + 0j], [1])

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import assume, given
from hypothesis import strategies as st

from comments_api.conversation.avatar import DRAWINGS, avatar

MOST_BYTES = 330
SMALLEST, LARGEST = 0, DRAWINGS - 1
seeds = st.integers(SMALLEST, LARGEST)
SIDE = 32

Point = tuple[int, int]


def drawn(seed: int) -> tuple[list[tuple[Point, Point]], list[Point]]:
    """The path read as a browser reads it: (corner, end) of each side of the blot, and its dots."""
    (path,) = ET.fromstring(avatar(seed))  # noqa: S314 our own
    body, _, dots = path.attrib["d"].partition("z")
    start, *curves = [
        [int(number) for number in re.findall(r"-?[0-9]+", command)]
        for command in re.findall(r"[Mq][-0-9 ]+", body)
    ]
    x, y = start
    sides = []
    for cx, cy, dx, dy in curves:
        sides.append(((x + cx, y + cy), (x + dx, y + dy)))
        x, y = x + dx, y + dy
    assert [x, y] == start, "the outline is closed"
    found = re.fullmatch(r"(?:M-?[0-9]+ ?-?[0-9]+h0){4}", dots)
    assert found
    return sides, [
        (int(left), int(right)) for left, right in re.findall(r"M(-?[0-9]+) ?(-?[0-9]+)h0", dots)
    ]


def mirrored(points: set[Point]) -> set[Point]:
    return {(-x, y) for x, y in points}


@given(seeds)
def test_a_blot_is_its_own_mirror_image(seed):
    sides, dots = drawn(seed)
    corners, ends = {corner for corner, _ in sides}, {end for _, end in sides}
    # A side from a to b over c has the mirror image from b' to a' over c'.
    pairs = list(zip([sides[-1], *sides[:-1]], sides, strict=True))
    spans = {(frozenset([before[1], end]), corner) for before, (corner, end) in pairs}
    assert spans == {
        (frozenset(mirrored(set(span))), (-corner[0], corner[1])) for span, corner in spans
    }
    for points in (corners, ends, set(dots)):
        assert points == mirrored(points)


@given(seeds)
def test_a_blot_stays_within_its_square(seed):
    sides, dots = drawn(seed)
    for x, y in [*(end for _, end in sides), *dots]:
        assert max(abs(x), abs(y)) <= SIDE


@given(seeds, seeds)
def test_different_seeds_are_different_drawings(one, other):
    assume(one != other)
    assert avatar(one) != avatar(other)


def test_neighbouring_seeds_are_different_drawings():
    first = range(5_000)
    assert len({avatar(seed) for seed in first}) == len(first)


@given(seeds)
def test_the_same_seed_is_the_same_drawing_to_the_byte(seed):
    assert avatar(seed) == avatar(seed)


def test_a_known_seed_has_a_known_drawing():
    """Faces that change with a new version of the software would be other people's."""
    path = (
        "M-5-23q5-1 10 0q5 1 8 4q3 3 6 6q3 3 0 8q-3 5 4 11q7 6-6 2q-13-4-14-3q-1 1-2 10"
        "q-1 9-2 0q-1-9-2-10q-1-1-14 3q-13 4-6-2q7-6 4-11q-3-5 0-8q3-3 6-6q3-3 8-4z"
        "M16-19h0M-16-19h0M16 19h0M-16 19h0"
    )
    assert avatar(20_261_122) == (
        '<svg class="blot blot--1" viewBox="-32 -32 64 64" width="32" height="32"'
        f' aria-hidden="true"><path d="{path}"/></svg>'
    )


@given(seeds)
def test_a_blot_is_small_well_formed_and_says_nothing(seed):
    svg = ET.fromstring(avatar(seed))  # noqa: S314 our own
    assert len(avatar(seed).encode()) <= MOST_BYTES
    assert svg.attrib["aria-hidden"] == "true"
    assert not {"id", "style", "fill", "href"} & {*svg.attrib, *svg[0].attrib}
    assert not "".join(svg.itertext())


def test_every_seed_of_the_first_and_the_last_can_be_drawn():
    for seed in (SMALLEST, LARGEST):
        assert drawn(seed)

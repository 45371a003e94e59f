from cmath import rect
from math import isclose, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.mirror import CENTRE, HEIGHT, MIRRORS, WIDTH, Mirror

any_mirror = st.sampled_from(MIRRORS)
SQUARE = Mirror(
    bend=lambda x, y: (x, y), path="", rim=(0j, 100 + 0j, 100 + 100j, 100j), mouldings=()
)


def test_there_is_a_mirror_for_each_family():
    assert len(MIRRORS) == 8
    assert len({mirror.path for mirror in MIRRORS}) == 8
    assert len({mirror.frame for mirror in MIRRORS}) == 8


def test_every_mirror_bends_in_its_own_way():
    places = [CENTRE + complex(x, y) for x in (-80, 80) for y in (-120, 0, 120)]
    seen = {tuple(mirror.reflect(place) for place in places) for mirror in MIRRORS}
    assert len(seen) == len(MIRRORS)


@pytest.mark.parametrize("mirror", MIRRORS)
def test_every_rim_lies_on_the_drawing_around_its_middle(mirror):
    assert all(0 < point.real < WIDTH and 0 < point.imag < HEIGHT for point in mirror.rim)
    assert all(abs(point - CENTRE) > 100 for point in mirror.rim)


@given(any_mirror, st.floats(0, 2 * pi))
def test_light_reaches_the_rim_in_every_direction(mirror, angle):
    assert 130 < mirror.distance(CENTRE, rect(1, angle)) < 330


def test_the_distance_to_the_rim_is_measured_along_the_beam():
    assert isclose(SQUARE.distance(30 + 50j, 1 + 0j), 70)
    assert isclose(SQUARE.distance(30 + 50j, -1 + 0j), 30)
    assert isclose(SQUARE.distance(30 + 50j, -1j), 50)

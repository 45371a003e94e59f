"""Property tests: what holds for every face there can be."""

import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology import face
from plugins.narcissist_typology.mirror import MIRRORS
from plugins.narcissist_typology.portrait import FEATURES, draw_portrait
from plugins.narcissist_typology.wig import WIGS

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[3]
LIMIT = 6000  # bytes

value = st.integers(5, 100)
values = st.lists(value, min_size=6, max_size=6)
places = st.tuples(st.integers(0, 7), st.integers(0, 3))


def shares(numbers: list[int]) -> list[float]:
    return [(number - 5) / 95 for number in numbers]


def draw(numbers: list[int], place: tuple[int, int] = (0, 0), label: str = "Ein Gesicht") -> str:
    return draw_portrait(shares(numbers), family=place[0], number=place[1], label=label)


@given(values, places)
def test_a_portrait_is_sound_xml_without_text_or_ids(numbers, place):
    root = ET.fromstring(draw(numbers, place))  # noqa: S314 our own
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Ein Gesicht"
    for element in root.iter():
        assert element.get("id") is None
        assert not (element.text or "").strip()
        assert element.tag.removeprefix(SVG) in {"svg", "g", "path", "circle"}


@given(values, places, st.text(alphabet="äöüß „“–Das Gesicht", max_size=100))
def test_a_portrait_is_smaller_than_six_kilobytes(numbers, place, label):
    assert len(draw(numbers, place, label).encode()) < LIMIT


@pytest.mark.parametrize("extreme", [5, 100])
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("family", range(8))
def test_the_extremes_are_smaller_than_six_kilobytes_too(family, number, extreme):
    for modest in (5, 50, 100):
        numbers = [modest, *[extreme] * 5]
        assert len(draw(numbers, (family, number), "x" * 100).encode()) < LIMIT


@given(values, places)
def test_the_same_card_always_has_the_same_face(numbers, place):
    assert draw(numbers, place) == draw(numbers, place)


def test_the_same_card_has_the_same_face_in_another_process():
    script = (
        "from plugins.narcissist_typology.portrait import draw_portrait\n"
        "print(draw_portrait([.1, .2, .3, .4, .5, .6], family=3, number=1, label='x'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    here = draw_portrait([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], family=3, number=1, label="x")
    assert run.stdout.strip() == here


@given(values, places, st.integers(0, 5), value)
def test_a_change_of_any_value_that_can_be_seen_changes_the_face(numbers, place, index, other):
    changed = [*numbers[:index], other, *numbers[index + 1 :]]
    if abs(other - numbers[index]) >= 3:
        assert draw(changed, place) != draw(numbers, place)
    else:
        assert draw(numbers, place) == draw(list(numbers), place)


def test_the_label_is_escaped():
    root = ET.fromstring(draw([50] * 6, label='<b>"Mund" & Nase</b>'))  # noqa: S314 our own
    assert root.get("aria-label") == '<b>"Mund" & Nase</b>'


def test_every_family_has_its_frame_and_every_place_its_wig():
    drawn = {draw([50] * 6, (family, number)) for family in range(8) for number in range(4)}
    assert len(drawn) == 32
    assert draw([50] * 6, (8, 4)) == draw([50] * 6, (0, 0))


def test_there_are_features_for_eight_values_and_those_without_a_value_stay_average():
    assert len(FEATURES) == 8
    few = draw_portrait([0.2], family=0, number=0, label="")
    assert few == draw_portrait([0.2, *[0.5] * 7], family=0, number=0, label="")


FEATURE_DRAWINGS: dict[str, Callable[[face.Sitter], str]] = {
    "mouth": face.mouth,
    "rays": face.rays,
    "cheeks": face.cheeks,
    "eyes": face.eyes,
    "brows": face.brows,
    "ears": face.head,
    "nose": face.nose,
}


@pytest.mark.parametrize("feature", FEATURE_DRAWINGS)
def test_a_value_shapes_its_own_feature_and_no_other(feature):
    low, high = (face.Sitter(mirror=MIRRORS[0], **{feature: share}) for share in (0.1, 0.9))
    for name, drawing in FEATURE_DRAWINGS.items():
        assert (drawing(low) != drawing(high)) == (name == feature), name


def test_the_size_of_the_head_carries_the_whole_face_along():
    low, high = (face.Sitter(mirror=MIRRORS[0], head=share) for share in (0.1, 0.9))
    assert high.scale > low.scale
    for name, drawing in FEATURE_DRAWINGS.items():
        assert (drawing(low) != drawing(high)) == (name != "rays"), name


def test_a_mouth_nearly_closed_shows_no_tongue():
    closed, wide = (face.Sitter(mirror=MIRRORS[0], mouth=share) for share in (0, 1))
    assert "blush" not in face.mouth(closed)
    assert "blush" in face.mouth(wide)


def test_the_wigs_are_told_apart():
    sitter = face.Sitter(mirror=MIRRORS[0])
    for one, other in combinations(WIGS, 2):
        assert one(sitter) != other(sitter)

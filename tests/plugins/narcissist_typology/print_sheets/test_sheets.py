import re

from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.print_sheets.sheets import (
    CARD,
    PAPER,
    PLACES,
    crop_marks,
    sheets,
)

STROKE = re.compile(r"M(\S+) (\S+?)([HV])([\d.]+)")
counts = st.integers(1, len(PLACES))


def strokes(path):
    """Each stroke of the marks as ((x, y), (x, y))."""
    assert STROKE.sub("", path) == ""
    found = []
    for x, y, way, end in STROKE.findall(path):
        start = float(x), float(y)
        found.append((start, (float(end), start[1]) if way == "H" else (start[0], float(end))))
    return found


def corners(place):
    return [
        (x, y) for x in (place.x, place.x + place.width) for y in (place.y, place.y + place.height)
    ]


def test_thirty_two_cards_are_four_sheets_and_the_last_has_five():
    dealt = sheets([f"card {number}" for number in range(32)])
    assert [len(sheet) for sheet in dealt] == [9, 9, 9, 5]
    assert [card for sheet in dealt for card in sheet] == [f"card {n}" for n in range(32)]


def test_no_cards_are_no_sheets():
    assert sheets([]) == ()


def test_nine_cards_of_62_by_100_mm_fit_on_a4_and_none_covers_another():
    assert len(PLACES) == 9
    for place in PLACES:
        assert sorted((place.width, place.height)) == sorted(CARD)
        assert min(place.x, place.y) >= 4
        assert place.x + place.width <= PAPER[0] - 4
        assert place.y + place.height <= PAPER[1] - 4
    for one in PLACES:
        for other in PLACES:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert one is other or apart


def test_a_sheet_is_its_own_mirror_image_so_backs_lie_behind_fronts():
    seen = {(place.x, place.y, place.lying) for place in PLACES}
    assert {(PAPER[0] - place.x - place.width, place.y, place.lying) for place in PLACES} == seen


@given(counts)
def test_a_stroke_goes_through_every_corner_of_every_card_in_both_directions(count):
    drawn = strokes(crop_marks(count))
    for place in PLACES[:count]:
        for x, y in corners(place):
            assert any(a[0] == b[0] == x and a[1] < y < b[1] for a, b in drawn)
            assert any(a[1] == b[1] == y and a[0] < x < b[0] for a, b in drawn)


@given(counts)
def test_no_mark_enters_a_card_except_along_its_edge(count):
    for (x1, y1), (x2, y2) in strokes(crop_marks(count)):
        for place in PLACES[:count]:
            inside_x = max(x1, place.x) < min(x2, place.x + place.width)
            inside_y = max(y1, place.y) < min(y2, place.y + place.height)
            crosses = (place.x < x1 < place.x + place.width and inside_y) or (
                place.y < y1 < place.y + place.height and inside_x
            )
            assert not crosses


@given(counts)
def test_marks_stay_on_the_paper_and_cut_only_what_is_printed(count):
    drawn = strokes(crop_marks(count))
    for start, end in drawn:
        for x, y in (start, end):
            assert 0 < x < PAPER[0]
            assert 0 < y < PAPER[1]
    lowest = max(place.y + place.height for place in PLACES[:count])
    assert max(end[1] for _start, end in drawn) <= lowest + 4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.share_images.typeface import EMPTY_MIRROR, Typeface

M = EMPTY_MIRROR
FACE = Typeface("Test", None, 1000, dict.fromkeys(f" abcdoNüÜ-1\u00a0\u00ad{M}", 500))


def test_a_text_is_as_wide_as_its_letters_and_what_stands_between_them():
    assert FACE.width("abc", 40) == pytest.approx(60)
    assert FACE.width("abc", 40, 0.1) == pytest.approx(72)
    assert FACE.width("", 40) == 0


def test_a_soft_hyphen_has_no_width():
    assert FACE.width("ab\u00adc", 40) == FACE.width("abc", 40)


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("büc", "büc"),
        ("bu\u0308c", "büc"),
        ("  a \n b\t", "a b"),
        ("a\u00a0b", "a\u00a0b"),
        ("ő", "o"),
        ("№", "No"),
        ("a 🎉 b", f"a {M} b"),
        ("🎉🎉🎉", M),
        ("🎉 🎉", f"{M} {M}"),
        ("👩\u200d🚀❤\ufe0f", M),
        ("👍🏽", M),
        ("1\ufe0f\u20e3", "1"),
        ("日本", M),
        ("a\u202eb\x07c", "abc"),
        ("", ""),
    ],
)
def test_what_a_face_lacks_loses_its_accents_or_leaves_an_empty_mirror(written, set_as):
    assert FACE.settable(written) == set_as


@given(st.text())
def test_whatever_is_written_can_be_set_in_every_face_and_is_settled_then(faces, text):
    for face in faces.all:
        settled = face.settable(text)
        assert face.width(settled, 10) >= 0
        assert face.settable(settled) == settled


def test_the_house_sets_german(faces):
    text = "„Größe“ – ẞ’s Übung: 12,3 % …"
    assert all(face.settable(text) == text for face in faces.all)
    assert [face.family for face in faces.all] == [
        "Spiegelkabinett Display",
        "Spiegelkabinett Reflection",
        "Spiegelkabinett Text",
        "Spiegelkabinett Label",
    ]

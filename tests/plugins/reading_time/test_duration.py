from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading_time.duration import Pace, ReadingTime, reading_time
from plugins.reading_time.prose import Prose, read_prose


def prose(letters: int = 0, *, images: int = 0, code_lines: int = 0, sign: str = "a") -> Prose:
    return Prose(sign * letters, sign * letters, images, code_lines)


def minutes(prose: Prose, lang: str = "de", pace: Pace | None = None) -> tuple[int, int, str]:
    time = reading_time(prose, lang, pace or Pace())
    return time.minutes_low, time.minutes_high, time.iso_duration


def test_an_empty_essay_takes_one_minute_not_none():
    assert reading_time(prose(), "de", Pace()) == ReadingTime(
        minutes_low=1,
        minutes_high=1,
        words=0,
        letters=0,
        images=0,
        code_lines=0,
        iso_duration="PT1M",
    )


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (1, (1, 1, "PT1M")),
        (892, (1, 1, "PT1M")),
        (893, (1, 2, "PT1M")),  # 0.7356 min × 1.36 > 1
        (1214, (1, 2, "PT1M")),
        (1821, (1, 3, "PT2M")),  # half a minute is rounded up
        (1214 * 6, (4, 9, "PT6M")),
        (1214 * 63, (50, 86, "PT63M")),  # 63 ÷ 1.26 is exactly 50
        (1214 * 100, (79, 136, "PT100M")),  # 100 × 1.36 is exactly 136
    ],
)
def test_german_is_read_at_1214_letters_a_minute_within_a_range(letters, expected):
    assert minutes(prose(letters)) == expected


def test_a_compound_costs_what_its_letters_cost():
    compound = read_prose("<p>Aufmerksamkeitsökonomiekongressteilnehmerin</p>")
    apart = read_prose("<p>Aufmerksamkeits ökonomie kongress teilnehmerin</p>")
    one, other = (reading_time(text, "de", Pace()) for text in (compound, apart))
    assert (one.words, other.words) == (1, 4)
    assert one.letters == other.letters
    assert one.iso_duration == other.iso_duration


@pytest.mark.parametrize(
    ("lang", "iso_duration"),
    [
        ("de", "PT90M"),
        ("de-AT", "PT90M"),
        ("tlh", "PT90M"),
        ("", "PT90M"),
        ("en", "PT100M"),
        ("en_GB", "PT100M"),
        ("EN", "PT100M"),
    ],
)
def test_each_language_has_its_rate_and_an_unknown_one_the_common(lang, iso_duration):
    assert minutes(prose(109_300), lang)[2] == iso_duration


def test_ideographs_have_their_own_rate_in_every_language():
    assert minutes(prose(3000, sign="漢"))[2] == "PT6M"
    assert minutes(prose(3000, sign="漢"), "zh")[2] == "PT6M"
    assert reading_time(prose(3000, sign="漢"), "ja", Pace()).letters == 3000


def test_a_site_may_set_its_own_rates():
    pace = Pace(
        letters=MappingProxyType({"*": 100, "de": 200}),
        cjk=MappingProxyType({"*": 10, "ja": 20}),
        code_line=60,
    )
    assert minutes(prose(200), "de", pace)[2] == "PT1M"
    assert minutes(prose(200), "fr", pace)[2] == "PT2M"
    assert minutes(prose(20, sign="字"), "ja", pace)[2] == "PT1M"
    assert minutes(prose(20, sign="字"), "zh", pace)[2] == "PT2M"
    assert minutes(prose(code_lines=7), "de", pace)[2] == "PT7M"


@pytest.mark.parametrize(
    ("images", "seconds"),
    [(0, 0), (1, 12), (2, 23), (3, 33), (9, 72), (10, 75), (11, 78), (110, 375)],
)
def test_pictures_take_twelve_seconds_then_eleven_and_in_the_end_three(images, seconds):
    one_letter_a_second = Pace(letters=MappingProxyType({"*": 60}))
    assert minutes(prose(images=images), "de", one_letter_a_second) == minutes(
        prose(seconds), "de", one_letter_a_second
    )
    assert reading_time(prose(images=images), "de", Pace()).images == images


def test_a_line_of_code_takes_three_seconds():
    assert minutes(prose(code_lines=200))[2] == "PT10M"
    assert reading_time(prose(code_lines=200), "de", Pace()).code_lines == 200


_prose = st.builds(
    prose,
    st.integers(0, 100_000),
    images=st.integers(0, 40),
    code_lines=st.integers(0, 400),
    sign=st.sampled_from("aß漢"),
)


@given(_prose, st.integers(0, 5000), st.integers(0, 9), st.integers(0, 9))
def test_more_to_read_never_takes_less_time(essay, letters, images, code_lines):
    longer = Prose(
        f"{essay.text} {'b' * letters}",
        "",
        essay.images + images,
        essay.code_lines + code_lines,
    )
    before, after = (reading_time(text, "de", Pace()) for text in (essay, longer))
    assert after.minutes_low >= before.minutes_low
    assert after.minutes_high >= before.minutes_high


@given(_prose, st.sampled_from(["de", "en", "ja", "xx"]))
def test_the_middle_estimate_lies_within_the_range(essay, lang):
    low, high, iso_duration = minutes(essay, lang)
    middle = int(iso_duration.removeprefix("PT").removesuffix("M"))
    assert 1 <= low <= middle <= high

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plugins.manuscript.date import ImpossibleDate, build_time, parse_date

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-09-07", datetime(2026, 9, 6, 22, 0, tzinfo=UTC)),
        ("2026-09-07 07:30", datetime(2026, 9, 7, 5, 30, tzinfo=UTC)),
        ("2026-12-07T07:30", datetime(2026, 12, 7, 6, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of the two
    ],
)
def test_a_day_or_a_minute_in_the_publications_time_zone(text: str, utc: datetime) -> None:
    assert parse_date(text, BERLIN).astimezone(UTC) == utc


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "07.09.2026",
        "2026-9-7",
        "2026-02-30",
        "2026-09-07 25:00",
        "2027-03-28 02:30",
        "0001-01-01",
    ],
)
def test_what_no_calendar_holds_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(text, BERLIN)


def test_the_hour_that_summer_time_skips_exists_elsewhere() -> None:
    assert parse_date("2027-03-28 02:30", ZoneInfo("UTC")).hour == 2


NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_the_build_time_can_be_set_and_is_now_otherwise() -> None:
    assert build_time(NOON) == NOON
    assert build_time("2026-11-22T13:00+01:00") == NOON
    assert abs(build_time(None) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("setting", ["morgen", "2026-11-22T12:00", NOON.replace(tzinfo=None), 7])
def test_a_build_time_that_is_no_moment_is_refused(setting: object) -> None:
    with pytest.raises(ImpossibleDate):
        build_time(setting)

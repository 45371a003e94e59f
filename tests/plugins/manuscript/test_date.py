from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.manuscript.date import ImpossibleDate, parse_date

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
    ["", "gestern", "07.09.2026", "2026-9-7", "2026-02-30", "2026-09-07 25:00", "2027-03-28 02:30"],
)
def test_what_no_calendar_holds_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(text, BERLIN)


def test_the_hour_that_summer_time_skips_exists_elsewhere() -> None:
    assert parse_date("2027-03-28 02:30", ZoneInfo("UTC")).hour == 2

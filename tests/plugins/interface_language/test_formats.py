from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from plugins.interface_language.formats import decimal, iso_date, long_date, short_date

DAY = datetime(2026, 9, 7, 9, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("lang", "long", "short"),
    [
        ("de", "7. September 2026", "07.09.2026"),
        ("de-AT", "7. September 2026", "07.09.2026"),
        ("en", "7 September 2026", "7 Sept 2026"),
        ("fr", "7 septembre 2026", "7 sept. 2026"),
        ("tlh", "7 September 2026", "7 Sept 2026"),
        ("not a language", "7 September 2026", "7 Sept 2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(lang: str, long: str, short: str) -> None:
    assert long_date(DAY, lang) == long
    assert short_date(DAY.date(), lang) == short


def test_a_date_for_machines_keeps_its_time_and_zone_if_it_has_them() -> None:
    assert iso_date(DAY) == "2026-09-07T09:00:00+02:00"
    assert iso_date(DAY.astimezone(UTC)) == "2026-09-07T07:00:00+00:00"
    assert iso_date(date(2026, 9, 7)) == "2026-09-07"


@pytest.mark.parametrize(
    ("value", "digits", "german", "english"),
    [
        (12.34, 1, "12,3", "12.3"),
        (12.0, 1, "12", "12"),
        (0, 1, "0", "0"),
        (0.05, 1, "0", "0"),
        (1349, 1, "1.349", "1,349"),
        (1234.567, 2, "1.234,57", "1,234.57"),
    ],
)
def test_a_number_has_its_languages_comma(
    value: float, digits: int, german: str, english: str
) -> None:
    assert decimal(value, "de", digits) == german
    assert decimal(value, "en", digits) == english

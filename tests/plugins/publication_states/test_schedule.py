from datetime import UTC, datetime, timedelta

import pytest

from plugins.publication_states.schedule import build_time, is_due

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_an_essay_is_out_from_its_minute_on() -> None:
    assert is_due(NOON, NOON)
    assert not is_due(NOON, NOON - timedelta(seconds=1))


def test_the_build_time_can_be_set_and_is_now_otherwise() -> None:
    assert build_time(NOON) == NOON
    assert build_time("2026-11-22T13:00+01:00") == NOON
    assert abs(build_time(None) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("setting", ["morgen", "2026-11-22T12:00"])
def test_a_build_time_without_a_zone_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r"zone|isoformat"):
        build_time(setting)

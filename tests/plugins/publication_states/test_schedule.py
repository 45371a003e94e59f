from datetime import UTC, datetime, timedelta

from plugins.publication_states.schedule import is_due

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_an_essay_is_out_from_its_minute_on() -> None:
    assert is_due(NOON, NOON)
    assert not is_due(NOON, NOON - timedelta(seconds=1))

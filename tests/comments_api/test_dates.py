from __future__ import annotations

import pytest

from comments_api.dates import day_and_time
from tests.comments_api.support import NOON


@pytest.mark.parametrize(
    ("language", "zone", "written"),
    [
        ("de", "Europe/Berlin", "7. September 2026, 14:00"),
        ("en", "Europe/Berlin", "September 7, 2026, 2:00\u202fPM"),
        ("xx", "UTC", "September 7, 2026, 12:00\u202fPM"),
    ],
)
def test_a_moment_is_written_as_the_language_writes_it(
    language: str, zone: str, written: str
) -> None:
    assert day_and_time(NOON, language, zone) == written

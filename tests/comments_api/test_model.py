from __future__ import annotations

from datetime import datetime

import pytest

from comments_api.model import NewComment, Status
from tests.comments_api.support import OPEN


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        NewComment(thread_id=OPEN, author="Erna", source="x", written_at=datetime(2026, 9, 7))  # noqa: DTZ001 that is the point


def test_what_no_person_has_decided_waits() -> None:
    assert {status for status in Status if status.waits} == {Status.PENDING, Status.HELD}

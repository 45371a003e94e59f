from datetime import UTC, datetime, timedelta, timezone

import pytest

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.thread_id import ThreadId

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


def thread(*, is_open=True, closes_at=None):
    return Thread(ThreadId("eins"), "Eins", "/essays/eins/", "de", "Leo", is_open, closes_at)


def comment(written_at):
    return PublicComment(1, None, "Ada", None, "Text", written_at)


def test_a_comment_carries_no_address_of_any_kind():
    fields = set(PublicComment.__slots__)
    assert fields == {
        "id",
        "parent_id",
        "author",
        "website",
        "source",
        "written_at",
        "by_author",
        "earlier",
        "passage",
        "avatar",
    }


def test_times_are_kept_in_utc():
    berlin = timezone(timedelta(hours=2))
    written = comment(datetime(2026, 9, 7, 14, 0, tzinfo=berlin)).written_at
    assert (written, written.tzinfo) == (NOON, UTC)
    closes = thread(closes_at=datetime(2026, 9, 7, 14, 0, tzinfo=berlin)).closes_at
    assert (closes, closes.tzinfo) == (NOON, UTC)


@pytest.mark.parametrize("naive", [datetime(2026, 9, 7, 12, 0)])  # noqa: DTZ001 that is the point
def test_a_time_without_zone_is_refused(naive):
    with pytest.raises(ValueError, match="written_at needs a time zone"):
        comment(naive)
    with pytest.raises(ValueError, match="closes_at needs a time zone"):
        thread(closes_at=naive)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_that_leaves_no_room_for_a_zone_is_refused(year):
    with pytest.raises(ValueError, match="out of range"):
        comment(datetime(year, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("is_open", "closes_at", "expected"),
    [
        (True, None, True),
        (False, None, False),
        (True, NOON + timedelta(seconds=1), True),
        (True, NOON, False),
        (True, NOON - timedelta(days=1), False),
        (False, NOON + timedelta(days=1), False),
    ],
)
def test_a_thread_accepts_comments_until_it_closes(is_open, closes_at, expected):
    discussion = thread(is_open=is_open, closes_at=closes_at)
    assert discussion.accepts_comments(NOON) is expected
    assert discussion.as_of(NOON).open is expected


def test_settling_a_thread_for_a_moment_changes_nothing_else():
    discussion = thread(closes_at=NOON)
    assert discussion.as_of(NOON) == thread(is_open=False, closes_at=NOON)
    assert discussion.open

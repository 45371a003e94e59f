from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.paging import MOST_BYTES, MOST_CONVERSATIONS, page_starts

LIGHT, HALF = 1, MOST_BYTES // 2 + 1


def test_a_thread_nobody_wrote_in_is_one_page():
    assert page_starts([]) == [0]


def test_two_hundred_conversations_are_a_page():
    assert page_starts([(0, LIGHT)] * MOST_CONVERSATIONS) == [0]
    assert page_starts([(0, LIGHT)] * (MOST_CONVERSATIONS + 1)) == [0, MOST_CONVERSATIONS]
    assert page_starts([(0, LIGHT), (1, LIGHT)] * 201) == [0, 400]


def test_a_conversation_that_fits_on_a_page_is_not_torn():
    assert page_starts([(0, HALF), (0, LIGHT), (1, HALF), (0, LIGHT)]) == [0, 1]


def test_a_conversation_that_fits_on_no_page_goes_on_overleaf():
    assert page_starts([(0, LIGHT), (0, HALF), (1, HALF), (2, LIGHT)]) == [0, 2]


def test_a_comment_that_fits_on_no_page_has_one_to_itself():
    assert page_starts([(0, LIGHT), (0, 3 * MOST_BYTES), (0, LIGHT)]) == [0, 1, 2]


rows = st.lists(st.tuples(st.integers(0, 3), st.integers(1, MOST_BYTES // 3)), max_size=60)


@given(rows)
def test_pages_hold_everything_once_and_no_more_than_they_may(rows):
    starts = page_starts(rows)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        assert sum(weight for _, weight in rows[start:end]) <= MOST_BYTES
        assert start < end or not rows

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.tree import build_tree, walk
from tests.comments_api.conversation.strategies import comment_lists

START = datetime(2026, 1, 1, tzinfo=UTC)


def comment(number, parent=None, minute=None):
    written = START + timedelta(minutes=number if minute is None else minute)
    return PublicComment(number, parent, f"Name {number}", None, "Text", written)


def shape(comments):
    return [(depth, node.comment.id) for depth, node in walk(build_tree(comments))]


def orphans(comments):
    return {node.comment.id for _, node in walk(build_tree(comments)) if node.orphaned}


def test_no_comments_make_no_tree():
    assert build_tree([]) == ()


def test_replies_stand_below_what_they_answer_oldest_first():
    comments = [comment(4, 1), comment(3), comment(2, 1), comment(5, 2), comment(1)]
    assert shape(comments) == [(0, 1), (1, 2), (2, 5), (1, 4), (0, 3)]
    assert orphans(comments) == set()


def test_time_orders_before_the_number_does():
    assert shape([comment(1, minute=9), comment(2, minute=3)]) == [(0, 2), (0, 1)]


def test_the_number_decides_between_comments_of_one_moment():
    assert shape([comment(2, minute=3), comment(1, minute=3)]) == [(0, 1), (0, 2)]


def test_a_reply_that_seems_older_than_its_parent_still_stands_below_it():
    assert shape([comment(1, minute=9), comment(2, 1, minute=3)]) == [(0, 1), (1, 2)]


def test_a_reply_to_a_missing_comment_stands_at_the_top_and_is_orphaned():
    comments = [comment(1), comment(2, 77), comment(3, 2)]
    assert shape(comments) == [(0, 1), (0, 2), (1, 3)]
    assert orphans(comments) == {2}


def test_a_comment_that_answers_itself_is_orphaned():
    assert shape([comment(1, 1)]) == [(0, 1)]
    assert orphans([comment(1, 1)]) == {1}


def test_a_circle_is_broken_at_its_oldest_comment():
    comments = [comment(1, 3, minute=5), comment(2, 1, minute=2), comment(3, 2, minute=7)]
    assert shape(comments) == [(0, 2), (1, 3), (2, 1)]
    assert orphans(comments) == {2}


def test_what_hangs_on_a_circle_keeps_hanging_there():
    comments = [comment(1, 2), comment(2, 1), comment(3, 2), comment(4, 3)]
    assert shape(comments) == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_two_comments_with_one_number_are_refused():
    with pytest.raises(ValueError, match="share an id"):
        build_tree([comment(1), comment(1, minute=9)])


def test_ten_thousand_replies_deep_is_no_deeper_than_one():
    deep = [comment(number, number - 1 or None) for number in range(1, 10_001)]
    assert shape(deep)[-1] == (9_999, 10_000)


def test_a_circle_of_ten_thousand_is_broken_once():
    circle = [comment(number, number % 10_000 + 1) for number in range(1, 10_001)]
    assert orphans(circle) == {1}
    assert len(shape(circle)) == 10_000


def test_ten_thousand_answers_to_one_comment_keep_their_order():
    wide = [comment(1), *(comment(number, 1) for number in range(2, 10_001))]
    assert shape(wide) == [(0, 1), *((1, number) for number in range(2, 10_001))]


@given(comment_lists(), st.randoms(use_true_random=False))
def test_every_comment_appears_once_below_its_parent_whatever_the_order(
    comments: list[PublicComment], random: Random
):
    tree = build_tree(comments)
    seen = list(walk(tree))
    assert sorted(node.comment.id for _, node in seen) == sorted(c.id for c in comments)

    for node in tree:
        assert node.orphaned is (node.comment.parent_id is not None)
    for _, node in seen:
        order = [(reply.comment.written_at, reply.comment.id) for reply in node.replies]
        assert order == sorted(order)
        assert all(reply.comment.parent_id == node.comment.id for reply in node.replies)
        assert not any(reply.orphaned for reply in node.replies)

    shuffled = list(comments)
    random.shuffle(shuffled)
    assert build_tree(shuffled) == tree


@given(comment_lists())
def test_without_circles_only_missing_parents_make_orphans(comments: list[PublicComment]):
    acyclic = [
        replace(c, parent_id=c.parent_id if c.parent_id and c.parent_id < c.id else None)
        for c in comments
    ]
    ids = {c.id for c in acyclic}
    expected = {c.id for c in acyclic if c.parent_id is not None and c.parent_id not in ids}
    assert orphans(acyclic) == expected

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.narcissist_typology.balance.share import Share


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_wilsons(hits, tries, low, high):
    """The last line is the example of Newcombe, Statistics in Medicine 17 (1998), table I."""
    share = Share.of_clusters([(1, 1)] * hits + [(0, 1)] * (tries - hits))
    assert (share.hits, share.tries, share.weight) == (hits, tries, pytest.approx(tries))
    assert share.interval == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_nothing_tried_is_nothing_known():
    for share in (Share.of_clusters([]), Share.of_clusters([(0, 0), (0, 0)])):
        assert (share.estimate, share.interval) == (0.0, (0.0, 1.0))


def test_rounds_that_come_in_streaks_count_less_than_rounds_that_do_not():
    streaks = Share.of_clusters([(10, 10), (0, 10)] * 10)
    mixed = Share.of_clusters([(5, 10), (5, 10)] * 10)
    varied = Share.of_clusters([(4, 10), (6, 10), (5, 10), (5, 10)] * 5)
    assert streaks.estimate == mixed.estimate == varied.estimate == 0.5
    assert streaks.weight == pytest.approx(20), "as much as one trial a game"
    assert mixed.weight == 20, "nothing varied, so no more is claimed than one trial a game"
    assert 20 < varied.weight <= varied.tries


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: (min(p), max(p)))))
def test_the_interval_holds_the_estimate(clusters):
    share = Share.of_clusters(clusters)
    low, high = share.interval
    assert 0 <= low <= share.estimate + 1e-12
    assert share.estimate - 1e-12 <= high <= 1
    assert share.weight <= share.tries

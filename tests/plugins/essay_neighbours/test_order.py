from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.essay_neighbours.order import Essay, Place, numbers, places
from plugins.essay_neighbours.words import FoldedWords, word_counts

FIRST = datetime(2026, 9, 7, 5, 30, tzinfo=UTC)


def essay(day: int, slug: str, *, lang: str = "de", html: str = "", tags: str = "") -> Essay:
    words = word_counts(html, FoldedWords(lang))
    return Essay(FIRST + timedelta(days=day), slug, lang, frozenset(tags.split()), words)


def told(found: list[Place]) -> list[tuple[int | None, int | None, tuple[int, ...]]]:
    return [(place.previous, place.following, place.related()) for place in found]


def test_a_site_of_one_essay_has_no_neighbours():
    assert places([]) == []
    assert told(places([essay(0, "a")])) == [(None, None, ())]


def test_the_older_essay_is_before_and_the_newer_after():
    found = places([essay(7, "b"), essay(14, "c"), essay(0, "a")])
    assert [(place.previous, place.following) for place in found] == [(2, 1), (0, None), (None, 0)]


def test_of_one_moment_the_slug_decides():
    found = places([essay(0, "b"), essay(0, "a")])
    assert [(place.previous, place.following) for place in found] == [(1, None), (None, 0)]


def test_languages_keep_to_themselves():
    found = places(
        [
            essay(0, "a", html="netz netz"),
            essay(1, "a", lang="en", html="netz netz"),
            essay(2, "b", html="holz"),
            essay(3, "b", lang="en", html="netz"),
        ]
    )
    assert told(found) == [
        (None, 2, (2,)),
        (None, 3, (3,)),
        (0, None, (0,)),
        (1, None, (1,)),
    ]


def test_related_are_the_three_likest_essays():
    found = places(
        [
            essay(0, "a", html="<p>Der Gladiator wirft das Netz.</p>"),
            essay(1, "b", html="<p>Die Treppe knarrt.</p>"),
            essay(2, "c", html="<p>Netze und Gladiatoren.</p>"),
            essay(3, "d", html="<p>Ein Buch liest.</p>"),
            essay(4, "e", html="<p>Mond scheint.</p>"),
            essay(5, "f", html="<p>Stiller Sand.</p>"),
        ]
    )
    assert found[0].related() == (2, 5, 4)
    assert found[2].related() == (0, 5, 4)


def test_the_oldest_original_is_number_one():
    dates = [(FIRST + timedelta(days=day), slug) for day, slug in ((5, "c"), (0, "b"), (0, "a"))]
    assert numbers(dates) == [3, 2, 1]
    assert numbers([]) == []


_essays = st.lists(
    st.builds(
        essay,
        st.integers(0, 5),
        st.text("abc", min_size=1, max_size=4),
        lang=st.sampled_from(["de", "en"]),
        html=st.text("netz holz", max_size=30),
        tags=st.sampled_from(["", "x", "x y"]),
    ),
    max_size=8,
    unique_by=lambda one: (one.date, one.slug, one.lang),
)


@given(_essays, st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(essays, chance):
    def named(given_essays: list[Essay]) -> dict[Essay, tuple[object, ...]]:
        name = dict(enumerate(given_essays))
        return {
            one: (
                name.get(place.previous),
                name.get(place.following),
                *(name[other] for other in place.related()),
            )
            for one, place in zip(given_essays, places(given_essays), strict=True)
        }

    shuffled = list(essays)
    chance.shuffle(shuffled)
    assert named(shuffled) == named(essays)


@given(_essays)
def test_before_and_after_are_each_others_mirror_images(essays):
    found = places(essays)
    for position, place in enumerate(found):
        for neighbour in (place.previous, place.following, *place.related()):
            assert neighbour is None or essays[neighbour].lang == essays[position].lang
        if place.previous is not None:
            assert found[place.previous].following == position
        if place.following is not None:
            assert found[place.following].previous == position

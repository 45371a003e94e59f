from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.folding import fold, stem
from plugins.site_search.index import SHELVES, WEIGHTS, Document, build_index

ESSAYS = {
    0: Document("Auf der Resterampe", "Eine Woche; Außendienst", "An der Rampe liegt Rest."),
    5: Document("Sichtbar sein", "", "Rampen und Rampen und Selbstvermarktung"),
}
TYPES = {2: Document("Die Keynote-Rednerin", "", "Ihr Markt, die Märkte")}


def found(index, word: str, kind: str) -> dict[tuple[int, int], list[int]]:
    """Weights by (shelf, number)."""
    places: dict[tuple[int, int], list[int]] = {}
    postings = getattr(index, kind).get(stem(fold(word)))
    for posting in map(int, postings.split(",") if postings else ()):
        place, weight = divmod(posting, WEIGHTS)
        places.setdefault((place % SHELVES, place // SHELVES), []).append(weight)
    return places


def test_a_word_leads_to_where_it_is_said():
    index = build_index([ESSAYS, TYPES])
    assert found(index, "Rampe", "whole") == {(0, 0): [0], (0, 5): [1]}
    assert found(index, "Rednerin", "whole") == {(1, 2): [4]}
    assert found(index, "Quastenflosser", "whole") == {}


def test_a_part_leads_to_the_longer_words():
    index = build_index([ESSAYS, TYPES])
    assert found(index, "Rampe", "within") == {(0, 0): [4]}
    assert found(index, "Vermarktung", "within") == {(0, 5): [0]}
    assert found(index, "Vermarktung", "whole") == {}


def test_titles_weigh_more_than_asides_and_these_more_than_texts():
    index = build_index([{0: Document("Netz", "Ware", "Glas Glas Glas")}])
    weights = [found(index, word, "whole")[0, 0] for word in ("Netz", "Ware", "Glas", "glas")]
    assert weights == [[4], [3], [2], [2]]


def test_each_form_counts_for_itself():
    index = build_index([TYPES])
    assert found(index, "Märkten", "whole") == {(0, 2): [0, 0]}


def test_single_letters_are_no_words():
    assert set(build_index([{0: Document("", "", "a B 7 ab")}]).whole) == {"ab"}


@given(st.lists(st.text(alphabet="abelnrtuäöß -", max_size=60), max_size=5))
def test_whatever_is_said_is_found(texts):
    index = build_index([{nr: Document("", "", text) for nr, text in enumerate(texts)}])
    for nr, text in enumerate(texts):
        for word in text.replace("-", " ").split():
            if len(word) > 1:
                assert (0, nr) in found(index, word, "whole")

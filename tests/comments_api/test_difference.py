from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comments_api.difference import Change, difference

texts = st.text(st.sampled_from("ab ä.\n"), max_size=40) | st.text(max_size=40)


def test_words_that_came_and_went_stand_beside_each_other() -> None:
    pieces = [(piece.change, piece.text) for piece in difference("Ein guter Satz.", "Ein Satz!")]
    assert pieces == [
        (Change.KEPT, "Ein "),
        (Change.REMOVED, "guter "),
        (Change.KEPT, "Satz"),
        (Change.REMOVED, "."),
        (Change.ADDED, "!"),
    ]


@given(texts, texts)
def test_both_texts_can_be_read_from_the_difference(before: str, after: str) -> None:
    pieces = list(difference(before, after))
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == after
    assert all(piece.text for piece in pieces)

"""What may be changed, and where."""

from __future__ import annotations

from plugins.german_typography.galley import Edit, Galley, Piece


def pieces() -> list[Piece]:
    return [
        Piece("ab", "ab", "de"),
        Piece("<i>", "", "de", fixed=True),
        Piece("cd", "cd", "en"),
        Piece("&amp;", "&", "en", fixed=True),
        Piece("ef", "ef", "de"),
    ]


def test_without_edits_every_byte_stays() -> None:
    galley = Galley(pieces())
    assert galley.text == "abcd&ef"
    assert galley.set([]) == "ab<i>cd&amp;ef"
    assert galley.languages == {"de", "en"}
    assert [galley.piece_at(position).raw for position in (0, 1, 2, 4, 5)] == [
        "ab",
        "ab",
        "cd",
        "&amp;",
        "ef",
    ]


def test_edits_are_made_inside_pieces_in_any_order() -> None:
    edits = [Edit(5, 6, "E"), Edit(0, 1, "A"), Edit(2, 4, "CD"), Edit(6, 6, "·")]
    assert Galley(pieces()).set(edits) == "Ab<i>CD&amp;E·f"


def test_an_insertion_finds_the_piece_that_takes_it() -> None:
    assert Galley(pieces()).set([Edit(2, 2, "·")]) == "ab<i>·cd&amp;ef"
    assert Galley(pieces()).set([Edit(2, 2, "·", "de")]) == "ab·<i>cd&amp;ef"
    assert Galley(pieces()).set([Edit(4, 4, "·")]) == "ab<i>cd·&amp;ef"
    assert Galley(pieces()).set([Edit(7, 7, "·")]) == "ab<i>cd&amp;ef·"
    assert Galley([]).set([Edit(0, 0, "·")]) == ""


def test_edits_that_are_not_allowed_are_left_out() -> None:
    forbidden = [
        Edit(1, 3, "x"),  # two pieces
        Edit(4, 5, "x"),  # fixed
        Edit(2, 3, "x", "de"),  # another language
        Edit(4, 4, "x", "fr"),
    ]
    assert Galley(pieces()).set(forbidden) == "ab<i>cd&amp;ef"


def test_of_two_edits_that_overlap_the_first_is_made() -> None:
    assert Galley([Piece("abc", "abc", "de")]).set([Edit(1, 3, "x"), Edit(0, 2, "y")]) == "yc"
    twice = [Edit(1, 1, "x"), Edit(1, 1, "x")]
    assert Galley([Piece("abc", "abc", "de")]).set(twice) == "axbc"


def test_fixed_stretches_are_left_alone() -> None:
    galley = Galley([Piece("abcdef", "abcdef", "de")], [(1, 3), (4, 5)])
    assert [galley.is_fixed(at, at + 1) for at in range(6)] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    edits = [Edit(at, at + 1, "x") for at in range(6)]
    assert galley.set(edits) == "xbcxex"
    assert galley.set([Edit(0, 6, "x")]) == "abcdef"
    inserted = [Edit(at, at, "·") for at in range(7)]
    assert galley.set(inserted) == "·a·bc·d·e·f·"

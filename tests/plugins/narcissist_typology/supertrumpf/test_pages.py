from dataclasses import replace

from plugins.narcissist_typology.supertrumpf.pages import address, data, pages
from plugins.narcissist_typology.supertrumpf.words import OPPONENTS
from tests.plugins.narcissist_typology.tiny_deck import card, deck, plain


def test_the_game_is_one_page_below_the_deck(settings) -> None:
    (page,) = pages(deck(), settings, 50, plain)
    assert (page.url, page.template) == ("tiere/spiel/", "supertrumpf")
    assert page.url == address(settings)
    assert page.context["each"] == 2
    assert page.context["most_rounds"] == 50


def test_the_script_knows_cards_and_values_by_their_numbers(settings) -> None:
    cards = deck(card("V1"), card("W1", values=tuple(zip(deck().kinds, (1, 2, 3), strict=True))))
    assert data(cards, settings, 50) == {
        "kinds": [
            {"label": "Größe", "lowerWins": False},
            {"label": "Mut", "lowerWins": False},
            {"label": "Länge der Leine", "lowerWins": True},
        ],
        "values": [[3, 7, 1], [1, 2, 3]],
        "lowest": 0,
        "highest": 10,
        "mostRounds": 50,
    }


def test_the_opponents_have_faces_no_two_alike(settings) -> None:
    (page,) = pages(deck(), settings, 50, plain)
    faces = page.context["faces"]
    assert tuple(faces) == OPPONENTS
    assert len(set(faces.values())) == len(OPPONENTS)
    assert all(face.startswith("<svg") for face in faces.values())


def test_a_card_alone_is_no_game(settings) -> None:
    assert list(pages(deck(card("V1")), settings, 50, plain)) == []
    assert list(pages(deck(card("V1"), card("V2")), replace(settings, url=""), 50, plain))

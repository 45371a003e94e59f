from dataclasses import dataclass

import pytest

from plugins.narcissist_typology.card import Provenance, Quotation
from plugins.narcissist_typology.print_sheets.density import density
from tests.plugins.narcissist_typology.tiny_deck import card, deck


@dataclass
class Essay:
    title: str


def test_a_back_of_the_usual_length_is_set_in_the_usual_size():
    assert density(card("V1"), deck()) == 0


def test_the_longer_the_back_the_smaller_it_is_set():
    steps = [density(card("V1", antidote="x" * letters), deck()) for letters in range(1200)]
    assert steps == sorted(steps)
    assert set(steps) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "told",
    [
        {"relatives": ("ohrwurm",)},
        {"provenance": Provenance("eine Zeitung")},
        {"sighted_in": (Essay("Ein Essay"),)},
        {"quotation": Quotation("Tschilp.", "eins"), "quoted_from": Essay("Ein langer Titel")},
    ],
)
def test_whatever_stands_on_the_back_counts(told):
    room = next(n for n in range(1000) if density(card("V1", antidote="x" * n), deck()) == 1) - 1
    assert density(card("V1", antidote="x" * room), deck()) == 0, "the control"
    assert density(card("V1", antidote="x" * room, **told), deck()) == 1

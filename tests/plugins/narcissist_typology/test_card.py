import dataclasses

import pytest

from tests.plugins.narcissist_typology.tiny_deck import card


def test_a_card_is_called_by_its_article_and_name():
    assert card("V1").full_name == "Die Amsel"


def test_a_card_knows_its_place_in_the_family():
    assert card("W2").number == 2


def test_a_value_is_found_by_its_key():
    assert card("V1").value("mut") == 7
    with pytest.raises(KeyError):
        card("V1").value("demut")


def test_nobody_changes_a_card():
    with pytest.raises(dataclasses.FrozenInstanceError):
        card("V1").name = "Star"

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.narcissist_typology.tiny_deck import CARDS, KINDS, card, deck


def valued(code, *values):
    return card(code, values=tuple(zip(KINDS, values, strict=True)))


def codes(cards):
    return [each.code for each in cards]


@given(st.permutations(list(CARDS)))
def test_cards_lie_in_the_order_of_their_codes_however_they_came(order):
    assert codes(deck(*map(card, order))) == ["V1", "V2", "W1", "W2"]


def test_the_families_follow_the_settings_and_not_the_alphabet():
    turned = replace(deck(), every_family=tuple(reversed(deck().every_family)))
    assert [suit.letter for suit in turned.families] == ["W", "V"]


def test_a_family_knows_its_cards():
    birds, worms = deck().families
    assert (birds.letter, birds.name, codes(birds.cards)) == ("V", "Die Vögel", ["V1", "V2"])
    assert codes(worms.cards) == ["W1", "W2"]


def test_a_family_without_cards_is_not_shown():
    assert [suit.letter for suit in deck(card("V1"), card("V2")).families] == ["V"]


def test_a_deck_without_cards_is_false():
    assert deck()
    assert not replace(deck(), cards=())


def test_a_card_is_found_by_its_slug():
    assert "amsel" in deck()
    assert deck()["amsel"].code == "V1"
    assert "star" not in deck()
    with pytest.raises(KeyError):
        deck()["star"]


def test_relatives_come_as_cards_in_the_order_given():
    related = deck(card("V1", relatives=("ohrwurm", "drossel")), card("V2"), card("W2"))
    assert codes(related.relatives(related["amsel"])) == ["W2", "V2"]


def test_every_card_but_the_first_and_the_last_has_neighbours():
    whole = deck()
    assert whole.before(whole["amsel"]) is None
    assert whole.before(whole["drossel"]).code == "V1"
    assert whole.after(whole["drossel"]).code == "W1"
    assert whole.after(whole["ohrwurm"]) is None


def test_the_highest_value_leads_a_ranking_and_equals_share_a_rank():
    ranked = deck(
        valued("V1", 3, 0, 0), valued("V2", 9, 0, 0), valued("W1", 3, 0, 0), valued("W2", 1, 0, 0)
    ).ranking(KINDS[0])
    assert [(rank, each.code) for rank, each in ranked] == [
        (1, "V2"),
        (2, "V1"),
        (2, "W1"),
        (4, "W2"),
    ]


def test_where_the_lower_value_wins_it_leads():
    ranked = deck(valued("V1", 0, 0, 5), valued("V2", 0, 0, 2)).ranking(KINDS[2])
    assert [(rank, each.code) for rank, each in ranked] == [(1, "V2"), (2, "V1")]


def test_a_change_makes_another_deck_and_leaves_this_one_alone():
    before = deck()
    after = before.changed(lambda each: replace(each, motto="Neu"))
    assert {each.motto for each in after} == {"Neu"}
    assert "Neu" not in {each.motto for each in before}
    assert len(after) == len(before) == 4

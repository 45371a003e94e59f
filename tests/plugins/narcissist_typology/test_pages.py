from dataclasses import replace

from plugins.narcissist_typology.pages import pages
from tests.plugins.narcissist_typology.tiny_deck import deck


def test_a_deck_has_a_gallery_a_ranking_for_each_value_and_a_page_for_each_card(settings):
    made = [(page.template, page.save_as) for page in pages(deck(), settings)]
    assert made == [
        ("typology", "tiere/index.html"),
        ("typology_ranking", "tiere/sortiert/groesse/index.html"),
        ("typology_ranking", "tiere/sortiert/mut/index.html"),
        ("typology_ranking", "tiere/sortiert/laenge-der-leine/index.html"),
        ("typology_type", "tiere/amsel/index.html"),
        ("typology_type", "tiere/drossel/index.html"),
        ("typology_type", "tiere/regenwurm/index.html"),
        ("typology_type", "tiere/ohrwurm/index.html"),
    ]


def test_a_page_knows_what_it_is_about(settings):
    gallery, *others = pages(deck(), settings)
    assert (gallery.card, gallery.kind) == (None, None)
    assert others[0].kind.key == "groesse"
    assert others[-1].card.slug == "ohrwurm"


def test_a_deck_without_cards_has_no_pages(settings):
    assert list(pages(replace(deck(), cards=()), settings)) == []

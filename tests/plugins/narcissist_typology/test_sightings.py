from dataclasses import dataclass, field

from plugins.narcissist_typology.card import Quotation
from plugins.narcissist_typology.sightings import with_sightings
from tests.plugins.narcissist_typology.tiny_deck import card, deck


@dataclass(eq=False)
class Text:
    slug: str
    lang: str = "de"
    translations: list = field(default_factory=list)


def sighted(originals, cited):
    found = with_sightings(deck(), originals, {id(text): slugs for text, slugs in cited.items()})
    return {each.slug: each.sighted_in for each in found if each.sighted_in}


def test_a_card_is_sighted_where_it_is_cited_in_the_order_given():
    new, old = Text("neu"), Text("alt")
    assert sighted([new, old], {old: ["amsel"], new: ["amsel", "ohrwurm"]}) == {
        "amsel": (new, old),
        "ohrwurm": (new,),
    }


def test_an_essay_and_its_translation_are_one_sighting():
    english = Text("essay", "en")
    essay = Text("essay", translations=[english])
    assert sighted([essay], {essay: ["amsel"], english: ["amsel"]}) == {"amsel": (essay,)}


def test_a_card_only_the_translation_cites_is_sighted_there():
    english = Text("essay", "en")
    essay = Text("essay", translations=[english])
    assert sighted([essay], {essay: [], english: ["amsel"]}) == {"amsel": (english,)}


def test_a_quotation_leads_to_its_essay_only_when_that_is_published():
    quoting = deck(
        card("V1", quotation=Quotation("Tschilp.", "da")),
        card("V2", quotation=Quotation("Tschilp.", "entwurf")),
        card("W1"),
    )
    essay = Text("da")
    found = with_sightings(quoting, [essay], {})
    assert found["amsel"].quoted_from is essay
    assert found["drossel"].quoted_from is None
    assert found["regenwurm"].quoted_from is None

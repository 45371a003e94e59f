"""The page in real Pelican builds, with the tiny deck."""

import pytest

from plugins.narcissist_typology.annex import DeckNotDealt

SHEETS = ["plugins.narcissist_typology", "plugins.narcissist_typology.print_sheets"]


def test_the_page_has_a_sheet_of_fronts_and_one_of_backs_in_the_same_order(site):
    site.build(PLUGINS=SHEETS)
    soup = site.soup("tiere/bogen/")
    fronts, backs = soup.select(".print-sheet")
    assert fronts["aria-label"] == "Bogen 1, Vorderseiten"
    assert backs["aria-label"] == "Bogen 1, Rückseiten"
    for sheet in (fronts, backs):
        names = [name.get_text() for name in sheet.select(".card__name")]
        assert names == ["Die Amsel", "Die Drossel", "Die Regenwurm", "Die Ohrwurm"]
        assert len(sheet.select("svg.print-sheet__marks")) == 1
    assert len(fronts.select(".card__values")) == 4
    assert len(backs.select(".card__back")) == 4
    assert not fronts.select(".card__back")
    assert not soup.select("details, script[src], [style]")
    assert "4 Karten auf einem Bogen" in soup.select_one(".bill").get_text()


def test_the_gallery_leads_there_and_only_when_the_page_is_there(site):
    site.build()
    assert not site.soup("tiere/").select('a[href="/tiere/bogen/"]')
    site.build(PLUGINS=SHEETS)
    assert site.soup("tiere/").select_one('a[href="/tiere/bogen/"]')


def test_a_deck_without_cards_has_no_sheets(site):
    for file in site.deck.glob("*.md"):
        file.unlink()
    site.build(PLUGINS=SHEETS)
    assert not (site.root / "output" / "tiere" / "bogen").exists()


def test_the_page_needs_the_typology(site):
    with pytest.raises(DeckNotDealt, match=r"plugins\.narcissist_typology"):
        site.build(PLUGINS=SHEETS[1:])

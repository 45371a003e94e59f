from pathlib import Path

import pytest

from plugins.manuscript import Severity, parse_manuscript
from plugins.narcissist_typology.deck_rules import check_deck, known_slugs
from tests.plugins.narcissist_typology.tiny_deck import CARDS, card_text, plain


def manuscripts(*texts):
    return [parse_manuscript(Path(f"{number}.md"), text) for number, text in enumerate(texts)]


def whole(**changed):
    """The four cards, some of them with other fields: whole(V1={"name": "Star"})."""
    return manuscripts(*(card_text(code, **changed.get(code, {})) for code in CARDS))


def findings(settings, cards):
    return list(check_deck(cards, settings, plain))


def test_a_whole_deck_breaks_no_rule(settings):
    assert findings(settings, whole(V1={"relatives": "drossel, ohrwurm"})) == []


@pytest.mark.parametrize(("key", "value"), [("code", "V1"), ("slug", "amsel"), ("name", "Amsel")])
def test_codes_slugs_and_names_are_unique_and_the_other_file_is_named(settings, key, value):
    found = findings(settings, [*whole(), *manuscripts(card_text("V1", **{key: value}))])
    found = [each for each in found if each.rule == f"duplicate-{key}"]
    assert len(found) == 1
    assert f"“{value}” already: 0.md" in found[0].what


def test_cards_without_a_name_do_not_share_it(settings):
    nameless = whole(V1={"name": None}, V2={"name": ""}, W1={"name": ""})
    assert findings(settings, nameless) == []


def test_an_unknown_relative_gets_the_nearest_card(settings):
    (found,) = findings(settings, whole(V1={"relatives": "drosel"}))
    assert (found.rule, found.path, found.line) == ("unknown-relative", Path("0.md"), 19)
    assert found.remedy == "Did you mean “drossel”?"


def test_a_relative_like_nobody_gets_the_whole_list(settings):
    (found,) = findings(settings, whole(V1={"relatives": "zzz"}))
    assert found.remedy == "These cards exist: amsel, drossel, ohrwurm, regenwurm."


def test_nobody_is_his_own_relative(settings):
    (found,) = findings(settings, whole(V1={"relatives": "amsel"}))
    assert (found.rule, found.severity) == ("own-relative", Severity.ERROR)


def test_a_card_with_faults_of_its_own_is_still_somebodys_relative(settings):
    assert findings(settings, whole(V1={"relatives": "drossel"}, V2={"mut": "viel"})) == []


def test_a_family_with_a_gap_names_the_missing_cards(settings):
    (found,) = findings(settings, whole()[:3])
    assert (found.rule, found.severity) == ("incomplete-family", Severity.ERROR)
    assert found.path == Path("2.md")
    assert "“Die Würmer”, is incomplete: W2 missing" in found.what


def test_a_family_without_any_card_is_only_a_hint(settings):
    (found,) = findings(settings, whole()[:2])
    assert (found.rule, found.severity) == ("empty-family", Severity.HINT)
    assert found.path == settings.folder
    assert "W1, W2" in found.remedy


def test_slugs_are_known_even_of_broken_cards():
    cards = manuscripts(card_text("V1", mut="?"), card_text("V2", slug=None), "kein Feld")
    assert known_slugs(cards) == {"amsel"}

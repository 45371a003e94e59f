import pytest

from plugins.manuscript import InvalidSetting, Severity
from plugins.narcissist_typology.deck_files import check_files, deal, read_files, written_out
from tests.plugins.narcissist_typology.tiny_deck import CARDS, plain, tiny_settings, write_card


@pytest.fixture
def folder(tmp_path):
    for code in CARDS:
        write_card(tmp_path / "tiere", code)
    return tmp_path / "tiere"


def faults(settings):
    return list(check_files(read_files(settings, plain), settings, plain))


def test_a_sound_folder_is_a_deck_with_addresses_and_portraits(folder, settings):
    assert faults(settings) == []
    deck = deal(read_files(settings, plain), settings)
    assert [card.code for card in deck] == ["V1", "V2", "W1", "W2"]
    assert [card.url for card in deck][:2] == ["tiere/amsel/", "tiere/drossel/"]
    assert 'aria-label="Gesicht von amsel"' in deck["amsel"].portrait
    assert len({card.portrait for card in deck}) == 4


def test_only_markdown_files_are_cards(folder, settings):
    (folder / "notiz.txt").write_text("keine Karte")
    assert faults(settings) == []


def test_all_faults_of_all_cards_are_told_at_once(folder, settings):
    write_card(folder, "V1", mut="viel", relatives="drosel")
    write_card(folder, "V2", code="V1")
    write_card(folder, "W1", body="Ein [[tier:amsl]] im Text.")
    (folder / "fremd.md").write_bytes(b"---\ncode: \xe4\n---\n")
    found = {(finding.path.name, finding.rule) for finding in faults(settings)}
    assert found == {
        ("amsel.md", "not-a-number"),
        ("amsel.md", "unknown-relative"),
        ("drossel.md", "duplicate-code"),
        ("amsel.md", "incomplete-family"),
        ("regenwurm.md", "unknown-card"),
        ("fremd.md", "not-utf-8"),
    }


def test_a_file_that_is_not_utf8_tells_the_byte(folder, settings):
    (folder / "fremd.md").write_bytes(b"abc\xe4")
    (found,) = faults(settings)
    assert (found.severity, found.line) == (Severity.ERROR, 1)
    assert "(byte 3)" in found.what


def test_a_folder_nobody_named_need_not_exist(tmp_path):
    settings = tiny_settings(tmp_path)
    unnamed = type(settings).parse(
        {"PATH": str(tmp_path), "DEFAULT_LANG": "de", "SITEURL": ""}, plain
    )
    assert faults(unnamed) == []
    assert not deal(read_files(unnamed, plain), unnamed)


def test_a_folder_somebody_named_has_to_exist(settings):
    with pytest.raises(InvalidSetting, match="TYPOLOGY_PATH names a folder that does not exist"):
        read_files(settings, plain)


def test_the_portrait_in_words_is_converted_once_the_deck_is_whole(folder, settings):
    deck = deal(read_files(settings, plain), settings)
    written = written_out(deck, lambda text: f"<p>{text}</p>")
    assert written["amsel"].text_html == "<p>Drei kurze Wörter.</p>"
    assert deck["amsel"].text_html == ""

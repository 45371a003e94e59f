import shutil
from pathlib import Path

import pytest

from comments_api.conversation.language import catalogue
from plugins import author_tools
from plugins.author_tools.cli import main
from plugins.author_tools.new_type import CannotStartType, start_type
from plugins.author_tools.publish import obstacles
from plugins.manuscript import BrokenManuscripts, Severity, read_manuscript
from plugins.narcissist_typology.card_file import check_card, read_card
from plugins.narcissist_typology.deck_files import check_files, read_files
from plugins.narcissist_typology.settings import Settings
from tests.support.project import ROOT, write_conf

FAMILIES = {"A": "Die Ersten", "B": "Die Zweiten"}


def settings_for(content: Path, **changed: object) -> Settings:
    own = {"PATH": str(content), "DEFAULT_LANG": "de", "SITEURL": "", "TYPOLOGY_FAMILY_SIZE": 2}
    return Settings.parse({**own, "TYPOLOGY_FAMILIES": FAMILIES, **changed}, str)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_new_type_is_a_sound_card(settings: Settings, lang: str) -> None:
    speak = catalogue(lang, Path(author_tools.__file__).parent).gettext
    begun = start_type(settings, " der  Größte   Wanderprediger ", speak)
    assert begun.path == settings.folder / "groesste-wanderprediger.md"
    manuscript = read_manuscript(begun.path)
    assert list(check_card(manuscript, settings, str)) == []
    card = read_card(manuscript, settings)
    assert (card.code, card.full_name, card.gender) == ("A1", "Der Größte Wanderprediger", "m")
    assert len(card.symptoms) == 2
    assert {value for _kind, value in card.values} == {52}


@pytest.mark.parametrize(
    ("name", "gender"), [("Der Prediger", "m"), ("die Predigerin", "f"), ("DAS Kind", "n")]
)
def test_the_article_says_the_gender(settings: Settings, name: str, gender: str) -> None:
    manuscript = read_manuscript(start_type(settings, name, str).path)
    assert manuscript.value("gender") == gender
    assert manuscript.value("article") == name.partition(" ")[0].capitalize()


def test_every_gap_is_found_before_the_site_is_published(settings: Settings) -> None:
    path = start_type(settings, "Der Prediger", str).path
    found = "\n".join(obstacles("https://example.org", settings.folder, str))
    gaps = [line for line in path.read_text("utf-8").splitlines() if "⟨" in line]
    assert len(gaps) == 9
    assert all(gap[:40] in found for gap in gaps)


def test_codes_are_taken_in_order_and_what_the_family_lacks_is_said(settings: Settings) -> None:
    begun = [start_type(settings, f"Der Typ {letter}", str) for letter in "abcd"]
    assert [(card.code, card.missing) for card in begun] == [
        ("A1", ("A2",)),
        ("A2", ()),
        ("B1", ("B2",)),
        ("B2", ()),
    ]
    files = read_files(settings, str)
    faults = [f for f in check_files(files, settings, str) if f.severity is Severity.ERROR]
    assert faults == [], "four new types are a whole deck"


def test_a_family_already_begun_comes_before_an_empty_one(settings: Settings) -> None:
    first = start_type(settings, "Der Erste", str)
    text = first.path.read_text("utf-8").replace("code: A1", "code: B2")
    first.path.write_text(text, "utf-8")
    assert start_type(settings, "Der Zweite", str).code == "B1"
    assert start_type(settings, "Der Dritte", str).code == "A1"


def test_a_full_deck_says_how_to_make_room_and_writes_nothing(settings: Settings) -> None:
    for letter in "abcd":
        start_type(settings, f"Der Typ {letter}", str)
    before = sorted(settings.folder.iterdir())
    with pytest.raises(CannotStartType, match="A1 to B2") as error:
        start_type(settings, "Der Fünfte", str)
    assert "TYPOLOGY_FAMILY_SIZE (now 2)" in str(error.value)
    assert "TYPOLOGY_FAMILIES" in str(error.value)
    assert sorted(settings.folder.iterdir()) == before


def test_the_deck_of_the_house_is_full(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content" / "typologie", tmp_path / "typologie")
    house = {"PATH": str(tmp_path), "DEFAULT_LANG": "de", "SITEURL": ""}
    with pytest.raises(CannotStartType, match="A1 to H4"):
        start_type(Settings.parse(house, str), "Der Wanderprediger", str)
    roomier = Settings.parse({**house, "TYPOLOGY_FAMILY_SIZE": 5}, str)
    assert start_type(roomier, "Der Wanderprediger", str).code == "A5"


def test_a_card_that_is_there_is_never_overwritten(settings: Settings) -> None:
    path = start_type(settings, "Der Prediger", str).path
    path.write_text(path.read_text("utf-8").replace("A1", "B1"), "utf-8")
    mine = path.read_text("utf-8")
    with pytest.raises(CannotStartType, match=r"prediger\.md is there already"):
        start_type(settings, "Die Prediger", str)
    moved = path.rename(path.with_name("anders.md"))
    with pytest.raises(CannotStartType, match=r"anders\.md is there already"):
        start_type(settings, "Der Prediger", str)
    assert moved.read_text("utf-8") == mine


@pytest.mark.parametrize("name", ["", "Wanderprediger", "Der", "Der …", "Ungefragter Mentor"])
def test_a_name_without_its_article_is_refused(settings: Settings, name: str) -> None:
    with pytest.raises(CannotStartType, match="make type NAME"):
        start_type(settings, name, str)
    assert not settings.folder.exists()


def test_a_file_that_is_no_text_stops_everything(settings: Settings) -> None:
    settings.folder.mkdir()
    (settings.folder / "kaputt.md").write_bytes(b"code: \xff")
    with pytest.raises(BrokenManuscripts, match=r"kaputt\.md"):
        start_type(settings, "Der Prediger", str)


def test_the_command_says_where_the_card_is_and_what_the_deck_still_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    conf = write_conf(tmp_path, content=tmp_path / "content", TYPOLOGY_FAMILIES=FAMILIES)
    assert main(["--conf", str(conf), "type", "Der Wanderprediger"]) == 0
    said = capsys.readouterr().out
    assert "Angefangen: content/typologie/wanderprediger.md (A1)" in said
    assert "A2, A3, A4" in said
    assert main(["--conf", str(conf), "type", "Wanderprediger"]) == 1
    assert "make type NAME" in capsys.readouterr().err


def test_a_site_with_gaps_in_a_card_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    conf = write_conf(tmp_path, content=tmp_path / "content", TYPOLOGY_FAMILIES=FAMILIES)
    main(["--conf", str(conf), "type", "Der Wanderprediger"])
    assert main(["--conf", str(conf), "publish"]) == 1
    assert "wanderprediger.md:7: Hier ist noch eine Lücke offen" in capsys.readouterr().err

"""What `make essay` and `make page` begin is sound, says what it is for, and is never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from comments_api.conversation.language import catalogue
from plugins import author_tools
from plugins.author_tools import cli
from plugins.author_tools.new_text import CannotStartText, House, start_essay, start_page
from plugins.author_tools.publish import obstacles
from plugins.editorial_check.front_matter import check_front_matter
from plugins.editorial_check.schema import ESSAY, PAGE
from plugins.manuscript import read_manuscript
from tests.support.project import BUILD_TIME, small_content, write_conf

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUSE = House("Leopold Amalgam", "de", "Europe/Berlin")
GERMAN = catalogue("de", Path(author_tools.__file__).parent).gettext
URL = "https://site.example"


@pytest.mark.parametrize("speak", [str, GERMAN])
def test_a_new_essay_is_a_sound_draft(tmp_path: Path, speak) -> None:
    path = start_essay(tmp_path, " Größe &  Ärger ", HOUSE, NOW, speak)
    assert path.name == "2026-11-22-groesse-und-aerger.md"
    manuscript = read_manuscript(path)
    assert manuscript.value("title") == "Größe & Ärger"
    assert manuscript.value("status") == "draft"
    assert list(check_front_matter(manuscript, ESSAY, ZoneInfo("UTC"), str)) == []


def test_every_field_without_a_word_of_its_own_is_explained(tmp_path: Path) -> None:
    lines = start_essay(tmp_path, "A", HOUSE, NOW, GERMAN).read_text("utf-8").splitlines()
    for key in ("subtitle", "date", "category", "tags", "slug", "summary", "status"):
        [index] = [number for number, line in enumerate(lines) if line.startswith(f"{key}:")]
        assert lines[index - 1].startswith("# "), key


def test_a_new_page_is_a_sound_draft(tmp_path: Path) -> None:
    path = start_page(tmp_path, "Über uns", HOUSE, GERMAN)
    assert path.name == "ueber-uns.md"
    manuscript = read_manuscript(path)
    assert manuscript.value("slug") == "ueber-uns"
    assert list(check_front_matter(manuscript, PAGE, ZoneInfo("UTC"), str)) == []


def test_an_english_house_writes_and_out_in_english(tmp_path: Path) -> None:
    path = start_page(tmp_path, "Salt & Pepper", House("A", "en-GB", "UTC"), str)
    assert path.name == "salt-and-pepper.md"


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = start_essay(tmp_path, "Ärger", HOUSE, NOW, str)
    path.write_text("mein Text")
    with pytest.raises(CannotStartText, match="2026-11-22-aerger"):
        start_essay(tmp_path, "Aerger", HOUSE, NOW, str)
    with pytest.raises(CannotStartText, match="2026-11-22-aerger"):
        start_page(tmp_path, "Ärger", HOUSE, str)
    assert path.read_text() == "mein Text"
    assert start_essay(tmp_path, "Großer Ärger", HOUSE, NOW, str).exists()


@pytest.mark.parametrize("title", ["", "…", " – "])
def test_a_title_without_letters_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(CannotStartText, match="TITLE"):
        start_essay(tmp_path, title, HOUSE, NOW, str)
    with pytest.raises(CannotStartText, match="page"):
        start_page(tmp_path, title, HOUSE, str)
    assert list(tmp_path.iterdir()) == []


def test_its_gaps_are_no_obstacle_until_it_is_no_draft_any_more(tmp_path: Path) -> None:
    path = start_page(tmp_path, "Über uns", HOUSE, str)
    assert list(obstacles(URL, tmp_path, str)) == []
    path.write_text(path.read_text("utf-8").replace("status: draft", ""), encoding="utf-8")
    assert len(list(obstacles(URL, tmp_path, str))) == 2
    path.write_text("---\ntitle: A\n---\nGerede von `⟨Name⟩`. <!-- ⟨Name⟩ -->\n", encoding="utf-8")
    assert list(obstacles(URL, tmp_path, str)) == []


def test_what_is_begun_passes_the_build_and_opens_in_the_editor(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    content = small_content(tmp_path)
    conf = ["--conf", str(write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME))]
    opened: list[list[str]] = []
    monkeypatch.setattr(cli.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(cli.subprocess, "run", lambda command, check: opened.append(command))
    monkeypatch.setenv("EDITOR", "mein-editor --neu")
    assert cli.main([*conf, "essay", "--", "--Größe & 'Ärger'"]) == 0
    assert cli.main([*conf, "page", "Über uns"]) == 0
    assert [command[:2] for command in opened] == [["mein-editor", "--neu"]] * 2
    assert opened[0][2].endswith("-groesse-und-aerger.md")
    assert cli.main([*conf, "build"]) == 0

    monkeypatch.undo()
    monkeypatch.setattr(cli.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setenv("EDITOR", str(tmp_path / "gibt-es-nicht"))
    assert cli.main([*conf, "page", "Noch eine"]) == 0
    assert "gibt-es-nicht" in capsys.readouterr().out
    monkeypatch.setattr(cli.sys, "stdin", SimpleNamespace(isatty=lambda: False))
    assert cli.main([*conf, "page", "Ohne Tastatur"]) == 0
    assert "gibt-es-nicht" not in capsys.readouterr().out

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.author_tools.new_essay import CannotStartEssay, start_essay
from plugins.editorial_check.front_matter import check_front_matter
from plugins.editorial_check.schema import ESSAY
from plugins.manuscript import read_manuscript

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_new_essay_is_a_sound_draft(tmp_path: Path) -> None:
    path = start_essay(tmp_path, " Größe &  Ärger ", "Leopold Amalgam", NOW, str)
    assert path.name == "2026-11-22-groesse-und-aerger.md"
    manuscript = read_manuscript(path)
    assert manuscript.value("title") == "Größe & Ärger"
    assert manuscript.value("status") == "draft"
    assert list(check_front_matter(manuscript, ESSAY, ZoneInfo("UTC"), str)) == []


def test_an_essay_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = start_essay(tmp_path, "Ärger", "A", NOW, str)
    path.write_text("mein Text")
    with pytest.raises(CannotStartEssay, match="2026-11-22-aerger"):
        start_essay(tmp_path, "Aerger", "A", NOW, str)
    assert path.read_text() == "mein Text"
    assert start_essay(tmp_path, "Großer Ärger", "A", NOW, str).exists()


@pytest.mark.parametrize("title", ["", "…", " – "])
def test_a_title_without_letters_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(CannotStartEssay, match="TITLE"):
        start_essay(tmp_path, title, "A", NOW, str)
    assert list(tmp_path.iterdir()) == []

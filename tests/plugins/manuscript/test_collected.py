from pathlib import Path
from typing import Any

import pytest

from plugins.manuscript.collected import manuscripts_of, texts_of
from tests.support.project import write_essay


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    for name in ("seiten/b", "seiten/a", "essays/tief/c", "essays-alt/d", "karten/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write_essay(tmp_path / f"{name}.md", title=name)
    return {"PATH": str(tmp_path), "ARTICLE_PATHS": ["essays"], "PAGE_PATHS": ["seiten"]}


def test_texts_come_folder_by_folder_in_the_order_of_their_names(settings: dict[str, Any]) -> None:
    titles = [text.value("title") for text in texts_of(settings)]
    assert titles == ["essays/tief/c", "seiten/a", "seiten/b"]
    assert {text.path.stem for text in manuscripts_of(settings)} == set("abcde")
    assert len(manuscripts_of(settings).below("")) == 5


def test_a_build_meets_each_text_as_it_was_and_the_next_as_it_is(settings: dict[str, Any]) -> None:
    page = Path(settings["PATH"], "seiten", "a.md")
    this, following = dict(settings), dict(settings)
    before = texts_of(this)
    write_essay(page, title="anders")
    assert texts_of(this) == before
    assert texts_of(following)[1].value("title") == "anders"


def test_a_text_in_another_encoding_is_told_apart(settings: dict[str, Any]) -> None:
    page = Path(settings["PATH"], "seiten", "a.md")
    page.write_bytes("---\ntitle: Größe\n---\n".encode("latin-1"))
    manuscripts = manuscripts_of(settings)
    assert [path for path, _why in manuscripts.unreadable_below("seiten")] == [page]
    assert manuscripts.unreadable_below("essays") == ()
    assert [text.path.stem for text in texts_of(settings)] == ["c", "b"]

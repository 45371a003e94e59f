"""A build that remembers the one before gives the same bytes as one from nothing."""

from __future__ import annotations

import gc
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from pelican import signals
from pelican.contents import Article
from pelican.readers import MarkdownReader

from plugins.author_tools.build import build_site, load_settings
from plugins.author_tools.cli import Desk, Keeper
from plugins.author_tools.stage import Stage
from tests.support.project import (
    BUILD_TIME,
    small_content,
    tree,
    write_conf,
    write_essay,
)


class Preview:
    """A keeper and the site it keeps, beside the same site built from nothing."""

    def __init__(self, folder: Path, *, deck: bool = False) -> None:
        self.folder = folder
        self.content = small_content(folder, deck=deck)
        card = "\n\n[[karte:algorithmusfluesterer]]" if deck else ""
        for number in range(4):
            self.write(f"e{number}", f"Vom Netz und vom Saal {number}.{card}", tags="Netz, Saal")
        self.conf = write_conf(folder, content=self.content)
        self.stage = Stage(folder / "preview")
        self.keeper = Keeper(
            Desk(self.conf), lambda: datetime.fromisoformat(BUILD_TIME), self.stage
        )
        self.keeper.build()

    def write(self, slug: str, body: str, **fields: str) -> Path:
        path = self.content / "essays" / f"{slug}.md"
        own = {"title": f"Titel {slug}", "slug": slug, "tags": "Netz", **fields}
        return write_essay(path, body, **own)

    def from_nothing(self) -> dict[str, bytes]:
        cold = self.folder / "cold"
        settings = load_settings(
            self.conf, {"BUILD_TIME": BUILD_TIME, "PREVIEW_PATH": str(self.folder / "cold-preview")}
        )
        build_site(settings, into=cold)
        return tree(cold)

    @property
    def site(self) -> dict[str, bytes]:
        return tree(self.folder / "output")


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return Preview(tmp_path)


def test_whatever_an_author_does_the_bytes_are_those_of_a_build_from_nothing(
    preview: Preview,
) -> None:
    essays = preview.content / "essays"
    steps = [
        lambda: [preview.write("e1", "Ganz *andere* Worte.", tags="Saal, Größe", author="Neu")],
        lambda: [preview.write("e2", "Vom Netz.", status="withdrawn")],
        lambda: [preview.write("neu", "Vom Netz und vom Saal.", date="2099-01-01")],
        lambda: [(essays / "e3.md"), (essays / "e3.md").unlink()][:1],
        lambda: [_written(preview.content / "schaum.txt", "netz*\n")],
    ]
    seen = [preview.site]
    for step in steps:
        preview.keeper.build(frozenset(step()))
        seen.append(preview.site)
    assert all(one != other for one, other in pairwise(seen[:3]))  # the control
    assert preview.site == preview.from_nothing()


def test_cards_say_of_a_changed_essay_what_those_of_a_build_from_nothing_say(
    tmp_path: Path,
) -> None:
    preview = Preview(tmp_path, deck=True)
    page = preview.folder / "output" / "essays" / "e2" / "index.html"
    assert "Titel e1" in page.read_text()  # the control: its card is sighted there, too
    renamed = preview.write("e1", "Vom Saal.\n\n[[karte:algorithmusfluesterer]]", title="Umgetauft")
    gone = preview.content / "essays" / "e3.md"
    gone.unlink()
    preview.keeper.build(frozenset({renamed, gone}))
    assert "Umgetauft" in page.read_text()
    assert preview.site == preview.from_nothing()


def test_texts_are_read_again_only_when_they_changed(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = MarkdownReader.read
    monkeypatch.setattr(
        MarkdownReader, "read", lambda self, path: read.append(Path(path).name) or real(self, path)
    )
    preview.keeper.build(frozenset({preview.write("e1", "Anders.")}))
    assert read == ["e1.md"]
    read.clear()
    picture = _written(preview.content / "bilder" / "neu.svg", "<svg/>")
    preview.keeper.build(frozenset({picture}))
    assert len(read) > 4  # a picture may be part of any text


def test_the_texts_of_a_build_do_not_outlive_it(preview: Preview) -> None:
    def alive() -> int:
        gc.collect()
        return sum(type(each) is Article for each in gc.get_objects())

    def count(_pelican: object) -> None:
        during.append(alive())

    before, during = alive(), []
    with signals.finalized.connected_to(count):
        for number in range(2):
            preview.keeper.build(frozenset({preview.write("e1", f"Anders {number}.")}))
    assert during[0] > before  # the control
    assert alive() <= before


def test_a_changed_text_stands_before_the_rest_and_is_what_it_will_be(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = preview.folder / "output" / "essays" / "e1" / "index.html"
    early: list[bytes] = []
    real = preview.stage.is_new
    monkeypatch.setattr(preview.stage, "is_new", lambda: (early.append(page.read_bytes()), real()))
    preview.keeper.build(frozenset({preview.write("e1", "Das eilt.")}))
    assert b"Das eilt." in early[0]
    assert early[0] == page.read_bytes() == preview.from_nothing()["essays/e1/index.html"]


def test_a_broken_text_is_told_and_the_next_build_mends_it(preview: Preview) -> None:
    before, state = preview.site, preview.stage.folder / "state.json"
    told = [state.read_text()]
    preview.keeper.build(frozenset({preview.write("e1", "Anders.", status="fertig")}))
    told.append(state.read_text())
    assert "e1.md:8:9" in told[1]
    assert preview.site == before
    preview.write("e1", "Vom Netz und vom Saal 1.", tags="Netz, Saal")
    preview.keeper.build(frozenset({preview.content / "essays" / "e1.md"}))
    told.append(state.read_text())
    assert "e1.md" not in told[2]
    assert len(set(told)) == 3
    assert preview.site == before


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path

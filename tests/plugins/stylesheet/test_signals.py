from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from blinker import ANY
from pelican import signals

from plugins.stylesheet import register
from plugins.stylesheet import signals as ours
from plugins.stylesheet.bundle import BEGINNING, END


def test_the_style_sheets_that_pages_ask_for_are_written_in_place_of_the_sources(
    tmp_path: Path,
) -> None:
    css = tmp_path / "theme" / "static" / "css"
    css.mkdir(parents=True)
    for name in (*BEGINNING, *END):
        (css / name).write_text("a { b: c; }", "utf-8")
    (css / "pages").mkdir()
    (css / "pages" / "game.css").write_text("d { e: f; }", "utf-8")
    site = SimpleNamespace(theme=str(tmp_path / "theme"), output_path=str(tmp_path / "output"))
    copied = tmp_path / "output" / "theme" / "css" / "components"
    copied.mkdir(parents=True)
    (copied / "card.css").write_text("g { h: i; }", "utf-8")
    ours._write(site)
    written = tmp_path / "output" / "theme" / "css" / "site.css"
    assert written.read_text("utf-8") == "a{b:c}" * 6 + "\n"
    assert (written.parent / "pages" / "game.css").read_text("utf-8") == "d{e:f}\n"
    assert {file.name for file in written.parent.rglob("*.css")} == {"site.css", "game.css"}


def test_it_happens_at_the_end_of_a_build() -> None:
    register()
    assert ours._write in set(signals.finalized.receivers_for(ANY))

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from blinker import ANY
from pelican import signals

from plugins.stylesheet import register
from plugins.stylesheet import signals as ours
from plugins.stylesheet.bundle import BEGINNING, END


def test_the_style_sheets_are_written_beside_the_themes_other_files(tmp_path: Path) -> None:
    css = tmp_path / "theme" / "static" / "css"
    css.mkdir(parents=True)
    for name in (*BEGINNING, *END):
        (css / name).write_text("a { b: c; }", "utf-8")
    (css / "pages").mkdir()
    (css / "pages" / "game.css").write_text("d { e: f; }", "utf-8")
    site = SimpleNamespace(theme=str(tmp_path / "theme"), output_path=str(tmp_path / "output"))
    ours._write(site)
    written = tmp_path / "output" / "theme" / "css" / "site.css"
    assert written.read_text("utf-8") == "a{b:c}" * 6 + "\n"
    assert (written.parent / "pages" / "game.css").read_text("utf-8") == "d{e:f}\n"


def test_it_happens_at_the_end_of_a_build() -> None:
    register()
    assert ours._write in set(signals.finalized.receivers_for(ANY))

"""Moving in through the door that authors use; `tests/plugins/moving_in` looks at the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.exchange import Exchange
from plugins.author_tools.cli import main
from tests.support.project import small_content, write_conf
from tests.support.wxr import comment, item, wxr

Say = pytest.CaptureFixture[str]


@pytest.fixture
def conf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'comments.sqlite3'}")
    monkeypatch.setenv("SECRET_FILE", str(tmp_path / "secret"))
    return write_conf(tmp_path, content=small_content(tmp_path))


def test_texts_and_discussions_move_in_together_and_once(
    conf: Path, tmp_path: Path, capfd: Say
) -> None:
    export = tmp_path / "export.xml"
    titel = item(12, "Titel", comment(1), comment(2, parent=1, approved="0"))
    page = item(13, "Archiv", kind="page", slug="archiv", link="https://alt.example/api/x/")
    export.write_text(wxr(titel, page, item(14, "Menü", kind="nav_menu_item")), "utf-8")
    arguments = ["--conf", str(conf), "import", str(export)]
    assert main(arguments) == 0
    said = capfd.readouterr().out
    assert "2 Texte kamen" in said
    assert "+ content/essays/2019-12-01-titel.md" in said
    assert "„archiv“ ist vergeben" in said
    assert "/api/x/ kann nicht hierher führen" in said
    assert "1 von der Art „nav_menu_item“" in said
    assert "2 Kommentare übernommen, davon wartend: 1" in said
    exchange = Exchange(tmp_path / "var" / "exchange")
    assert exchange.read_former_names()["wordpress:alt.example/blog:12"] == "titel"

    essay = tmp_path / "content" / "essays" / "2019-12-01-titel.md"
    essay.write_text(essay.read_text("utf-8") + "\nNachtrag.\n", "utf-8")
    assert main(arguments) == 0
    said = capfd.readouterr().out
    assert "= content/essays/2019-12-01-titel.md: nicht mehr so" in said
    assert said.count("Geändert hat sich nichts.") == 2
    assert essay.read_text("utf-8").endswith("Nachtrag.\n")


def test_what_cannot_be_read_is_told(conf: Path, tmp_path: Path, capfd: Say) -> None:
    assert main(["--conf", str(conf), "import", str(tmp_path / "fehlt.xml")]) == 1
    assert "fehlt.xml: Die Datei lässt sich nicht lesen" in capfd.readouterr().err
    export = tmp_path / "export.xml"
    export.write_text(wxr(item(1, "a")), "utf-8")
    assert main(["--conf", str(conf), "import", str(export), "--uploads", "/gibt/es/nicht"]) == 1
    assert "Diesen Ordner gibt es nicht" in capfd.readouterr().err


def test_progress_is_told_of_large_files(conf: Path, tmp_path: Path, capfd: Say) -> None:
    export = tmp_path / "export.xml"
    padding = f"<generator>{'x' * 5_000_000}</generator>"
    export.write_text(wxr(item(1, "a")).replace("<wp:author>", f"{padding}<wp:author>", 1), "utf-8")
    assert main(["--conf", str(conf), "import", str(export)]) == 0
    assert capfd.readouterr().out.count(" % gelesen …") == 10

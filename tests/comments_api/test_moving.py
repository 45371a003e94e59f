from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from comments_api.app import Service
from comments_api.cli import main
from comments_api.conversation.exchange import Exchange
from comments_api.model import Status
from tests.comments_api.support import OPEN, OTHER
from tests.support.wxr import comment, item, wxr

Run = Callable[..., tuple[int, str, str]]
MakeService = Callable[..., Service]


@pytest.fixture
def run(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    for name in list(os.environ):
        if name.startswith(("COMMENTS_", "SITE_", "SPIEGELKABINETT_", "PUBLIC_")):
            monkeypatch.delenv(name)

    def run(*argv: object, **settings: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            for name, value in {**environ, **settings}.items():
                patch.setenv(name, value)
            try:
                code = main([str(part) for part in argv])
            except SystemExit as end:
                code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def export(tmp_path: Path, environ: dict[str, str]) -> Path:
    file = tmp_path / "export.xml"
    file.write_text(
        wxr(
            item(12, "Titel", comment(1), comment(2, parent=1, approved="0"), comment(3, parent=9)),
            item(13, "Fremd", comment(4), slug="fremd"),
            item(14, "Müll", comment(5, approved="spam"), comment(6), slug="muell"),
        ),
        "utf-8",
    )
    names = {"wordpress:alt.example/blog:12": OPEN, "/blog/2019/muell/": OTHER}
    Exchange(Path(environ["EXCHANGE_DIR"])).write_former_names(names)
    return file


def test_a_discussion_moves_in_is_published_and_told(
    run: Run, export: Path, environ: dict[str, str]
) -> None:
    code, said, complaint = run("import", "wordpress", export)
    assert code == 1, "one discussion had no home"
    assert "4 Kommentare übernommen, davon wartend: 1" in said
    assert "Auf einen Kommentar, der nicht mitkam, antworten: 1" in said
    assert "Weggelassen: 1. Grund: galt dort als Spam." in said
    assert "1 Kommentar zu „Fremd“" in complaint
    assert "--map wordpress:alt.example/blog:13=" in complaint
    published = Exchange(Path(environ["EXCHANGE_DIR"])).read_published(OPEN)
    assert published is not None
    assert [one.source for one in published.comments] == ["Ein Kommentar."] * 2

    code, said, _ = run("import", "wordpress", export, "--map", f"13={OTHER}")
    assert code == 0
    assert "1 Kommentar übernommen, davon wartend: 0; schon da waren 4" in said
    code, said, _ = run("import", "wordpress", export, "--map", f"13={OTHER}")
    assert (code, "Geändert hat sich nichts." in said) == (0, True)


def test_a_broken_file_says_where_and_takes_nothing(
    run: Run, export: Path, service: Service
) -> None:
    export.write_text(export.read_text("utf-8").replace("</channel>", "</kanal>"), "utf-8")
    code, said, complaint = run("import", "wordpress", export)
    assert (code, said) == (1, "")
    assert f"{export}:" in complaint
    assert "kein wohlgeformtes XML" in complaint
    assert "Übernommen wurde nichts." in complaint
    with service.store.reading() as reading:
        assert reading.count(Status.APPROVED) == 0
    export.write_text("kein JSON", "utf-8")
    for system, what in (
        ("isso", "keine Datenbank von Isso"),
        ("isso-json", "kein JSON"),
        ("remark42", "remark42"),
        ("disqus", "wohlgeformt"),
        ("json", "export.xml:1: das ist keine Zeile"),
    ):
        code, _, complaint = run("import", system, export)
        assert code == 1
        assert what in complaint


@pytest.mark.parametrize("given", ["12=gibt-es-nicht", "12=Gibt Es Nicht"])
def test_a_home_that_does_not_exist_is_told(run: Run, export: Path, given: str) -> None:
    code, _, complaint = run("import", "wordpress", export, "--map", given)
    assert code == 1
    assert OPEN in complaint


def test_what_is_asked_wrongly_is_told(run: Run, export: Path) -> None:
    for wrong in (["--map", "12"], ["--zone", "Mond/Krater"], ["--zone", "../x"]):
        assert run("import", "wordpress", export, *wrong)[0] == 2
    assert run("import", "livejournal", export)[0] == 2


def test_everything_told_of_an_import_is_told(run: Run, tmp_path: Path) -> None:
    never = "0000-00-00 00:00:00"
    closed = item(12, "Titel", comment(1, gmt=never, local=never)).replace(
        "<wp:comment_status>open", "<wp:comment_status>closed"
    )
    file = tmp_path / "export.xml"
    file.write_text(wxr(closed, item(13, "Zu", comment(2), slug="zu")), "utf-8")
    exchange = Exchange(tmp_path / "exchange")
    exchange.write_former_names({"/blog/2019/titel/": OPEN, "/blog/2019/zu/": OPEN})
    exchange.write_threads(())
    code, said, _ = run("import", "wordpress", file)
    assert code == 0
    assert "Noch nicht öffentlich: 1 Diskussionen" in said
    assert "„Titel“ war dort geschlossen" in said
    assert "Ohne eigene Zeit waren: 1" in said


def test_progress_is_told_of_large_files_only(run: Run, export: Path) -> None:
    assert "Gelesen" not in run("import", "wordpress", export)[2]
    content = export.read_text("utf-8")
    padding = f"<generator>{'x' * 5_000_000}</generator>"
    export.write_text(content.replace("<wp:author>", f"{padding}<wp:author>", 1), "utf-8")
    told = [
        line for line in run("import", "wordpress", export)[2].splitlines() if "Gelesen" in line
    ]
    assert len(told) == 10
    assert told[-1] == "Gelesen: 100 %"


def test_json_goes_out_and_back_in_the_same(
    run: Run, export: Path, make_service: MakeService, tmp_path: Path
) -> None:
    run("import", "wordpress", export)
    code, once, complaint = run("export")
    assert (code, complaint) == (0, "")
    assert {json.loads(line)["table"] for line in once.splitlines()} == {
        "threads",
        "comments",
        "events",
    }
    file = tmp_path / "all.jsonl"
    file.write_text(once, "utf-8")
    elsewhere = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "EXCHANGE_DIR": str(tmp_path / "elsewhere"),
    }
    code, said, _ = run("import", "json", file, **elsewhere)
    assert code == 0
    assert "4 Kommentare zurückgelegt" in said
    assert "2 Diskussionen veröffentlicht" in said
    assert run("export", **elsewhere)[1] == once
    assert "Geändert hat sich nichts." in run("import", "json", file, **elsewhere)[1]


def test_wxr_and_mbox_go_out_and_tell_what_stayed(run: Run, export: Path) -> None:
    run("import", "wordpress", export)
    run("reject", "1")
    code, said, complaint = run("export", "--format", "wxr")
    assert code == 0
    assert said.startswith("<?xml")
    assert "https://spiegelkabinett.invalid" in said
    assert "1 Kommentare, die in dieses Format nicht gehören" in complaint
    code, said, complaint = run(
        "export", "--format", "mbox", "--with-emails", PUBLIC_ORIGIN="https://neu.example"
    )
    assert said.startswith("From comment ")
    assert "@neu.example>" in said
    assert "erna@example.org" in said
    assert "2 Kommentare, die" in complaint

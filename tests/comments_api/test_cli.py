from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from comments_api.app import Service
from comments_api.cli import main
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import (
    Edit,
    Event,
    EventKind,
    Ground,
    NewComment,
    Notice,
    Status,
)
from tests.comments_api.support import NOON, OPEN, PASSWORD, THREADS

ROOT = Path(__file__).resolve().parents[2]
DEMO = ThreadId("resterampe-der-aufmerksamkeit")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def settings(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The commands of these tests see only these settings, and no terminal."""
    for name in list(os.environ):
        if name.startswith(
            ("SERVICE_", "RATE_", "MAX_", "SITE_", "COMMENTS_", "SPIEGELKABINETT_", "SPAM_")
        ):
            monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


class Keyboard(io.StringIO):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; returns its exit code and what it wrote to both streams."""

    def run(
        *argv: str, stdin: str = "", terminal: bool = False, **settings: str
    ) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdin", Keyboard(stdin) if terminal else io.StringIO(stdin))
            for name, value in settings.items():
                patch.setenv(name, value)
            try:
                code = main(argv)
            except SystemExit as end:
                code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def add(service: Service, status: Status = Status.PENDING, **changes: object) -> int:
    values: dict[str, object] = {
        "thread_id": OPEN,
        "author": "Erna",
        "email": "erna@example.org",
        "source": "Ein Satz.\n\nNoch einer.",
        "written_at": NOON,
        "status": status,
        **changes,
    }
    with service.store.writing() as writing:
        comment = NewComment(**values)  # type: ignore[arg-type]  # the tests name the fields
        writing.claim_thread(comment.thread_id)
        comment_id = writing.insert(comment)
        writing.add_event(
            Event(comment_id=comment_id, kind=EventKind.SUBMITTED, who="visitor", at=NOON)
        )
    return comment_id


def status_of(service: Service, comment_id: int) -> Status | None:
    with service.store.reading() as reading:
        comment = reading.comment(comment_id)
    return None if comment is None else comment.status


# Moderators


def test_a_moderator_is_added_with_a_password_from_standard_input(
    run: Run, service: Service
) -> None:
    code, said, _ = run("moderator", "add", "Ute", "--password-stdin", stdin=f"{PASSWORD}\n")
    assert code == 0
    assert "„Ute“ darf jetzt moderieren" in said
    assert PASSWORD not in said
    assert service.accounts.log_in("Ute", PASSWORD)


def test_a_generated_password_is_shown_once_and_works(run: Run, service: Service) -> None:
    code, said, _ = run("moderator", "add", "Ute", "--generate")
    assert code == 0
    assert service.accounts.log_in("Ute", said.split()[-1])
    assert said.split()[-1] not in run("moderator", "list")[1]


def test_a_terminal_is_asked_twice(
    run: Run, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, "vertippt", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    code, _, complaint = run("moderator", "add", "Ute", terminal=True)
    assert code == 0
    assert "nicht gleich" in complaint
    assert service.accounts.log_in("Ute", PASSWORD)


def test_without_a_terminal_the_command_says_how(run: Run) -> None:
    code, _, complaint = run("moderator", "add", "Ute")
    assert code == 2
    assert "--generate" in complaint


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [("Ute", "kurz", "12 bis 1000"), ("", PASSWORD, "1 bis 80"), ("ute", PASSWORD, "schon")],
)
def test_what_makes_no_account_is_told(
    run: Run, service: Service, name: str, password: str, words: str
) -> None:
    service.accounts.add("Ute", PASSWORD)
    code, _, complaint = run("moderator", "add", name, "--password-stdin", stdin=password)
    assert code == 1
    assert words in complaint
    assert len(service.accounts.moderators()) == 1


def test_moderators_are_listed(run: Run, service: Service) -> None:
    assert "moderator add NAME" in run("moderator", "list")[1]
    service.accounts.add("Ute", PASSWORD)
    assert run("moderator", "list")[1].startswith("Ute, seit 7. September 2026")
    [entry] = json.loads(run("moderator", "list", "--json")[1])
    assert entry["name"] == "Ute"
    assert "password" not in str(entry)


def test_a_forgotten_password_is_replaced_and_an_account_closed(run: Run, service: Service) -> None:
    service.accounts.add("Ute", PASSWORD)
    code, said, _ = run("moderator", "password", "ute", "--generate")
    assert code == 0
    assert "„Ute“ hat ein neues Passwort" in said
    assert service.accounts.log_in("Ute", said.split()[-1])
    code, _, complaint = run("moderator", "password", "Ute", "--password-stdin", stdin="kurz")
    assert code == 1
    assert "12 bis 1000" in complaint
    assert run("moderator", "password", "Ute")[0] == 2
    assert "darf nicht mehr moderieren" in run("moderator", "remove", "Ute")[1]
    for what in (("password", "Ute", "--generate"), ("remove", "Ute")):
        code, _, complaint = run("moderator", *what)
        assert code == 1
        assert "Niemand namens „Ute“" in complaint


# Comments


def test_what_waits_is_listed_with_its_context(run: Run, service: Service) -> None:
    parent = add(service, Status.APPROVED, author="Otto")
    add(service, parent_id=parent, website="https://example.org/")
    add(service, Status.HELD, source="Zweifelhaft.")
    code, said, _ = run("pending")
    assert code == 0
    assert "#2  Auf der Resterampe  (7. September 2026, 14:00)" in said
    assert "von Erna, https://example.org/, erna@example.org" in said
    assert "antwortet auf #1 (Otto)" in said
    assert "Ein Satz. Noch einer." in said
    assert "1 Kommentar wartet." in said
    assert "1 weiterer wurde zurückgelegt" in said
    assert "Zweifelhaft." not in said
    assert "Zweifelhaft." in run("pending", "--held")[1]
    [line] = run("pending", "--json")[1].splitlines()
    assert json.loads(line)["id"] == 2


def test_a_long_comment_is_cut_in_the_list_and_whole_when_shown(run: Run, service: Service) -> None:
    add(service, source="lang " * 200 + "Ende")
    assert "Ende" not in run("pending")[1]
    assert "Ende" in run("show", "1")[1]


def test_a_comment_is_shown_with_what_happened_to_it(run: Run, service: Service) -> None:
    add(service, parent_id=77, thread_id=ThreadId("verschwunden"))
    run("reject", "1", "--reason", "Werbung")
    code, said, _ = run("show", "#1")
    assert code == 0
    assert "#1  verschwunden" in said
    assert "antwortet auf #77 (?)" in said
    assert "rejected" in said
    assert "Werbung" in said
    assert json.loads(run("show", "1", "--json")[1])["events"][1]["why"] == "Werbung"


def test_comments_are_approved_and_published(run: Run, service: Service) -> None:
    first, second = add(service), add(service, source="Zwei.")
    code, said, complaint = run("approve", str(first), str(second))
    assert (code, complaint) == (0, "")
    assert said.count("freigegeben") == 2
    assert "Zwei." in service.exchange.fragment_file(OPEN).read_text()
    with service.store.reading() as reading:
        assert reading.events(first)[-1].who


def test_what_cannot_be_decided_is_told_and_the_others_are_still_done(
    run: Run, service: Service
) -> None:
    first, second = add(service), add(service)
    run("approve", str(first))
    code, said, complaint = run("approve", str(first), "4711", str(second))
    assert code == 1
    assert f"Kommentar {first} war schon so entschieden" in complaint
    assert "Einen Kommentar 4711 gibt es nicht" in complaint
    assert f"Kommentar {second} ist freigegeben" in said
    assert status_of(service, second) is Status.APPROVED


def test_comments_are_rejected_with_a_reason(run: Run, service: Service) -> None:
    code, said, _ = run("reject", str(add(service)), "--reason", "Werbung")
    assert code == 0
    assert "abgelehnt" in said
    assert status_of(service, 1) is Status.REJECTED


@pytest.mark.parametrize("bad", ["x", "0", "-1", "9" * 30, "1.5"])
def test_what_is_no_number_is_wrongly_asked(run: Run, bad: str) -> None:
    assert run("approve", "--", bad)[0] == 2
    assert run("show", "--", bad)[0] == 2


def test_an_answer_is_published_below_its_comment(run: Run, service: Service) -> None:
    add(service)
    code, said, _ = run("answer", "1", "--as", "Leopold A.", stdin="Elfmal so viel.\n")
    assert code == 0
    assert "Kommentar 2, die Antwort auf 1" in said
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert [(one.author, one.by_author, one.parent_id) for one in published.comments] == [
        ("Erna", False, None),
        ("Leopold A.", True, 1),
    ]


def test_an_answer_is_the_authors_unless_said_otherwise(run: Run, service: Service) -> None:
    add(service)
    _, _, hint = run("answer", "1", stdin="Elfmal.", terminal=True)
    assert "Strg-D" in hint
    with service.store.reading() as reading:
        answer = reading.comment(2)
    assert answer is not None
    assert answer.author == "Leopold"


def test_what_is_no_answer_is_told(run: Run, service: Service) -> None:
    add(service)
    add(service, thread_id=ThreadId("verschwunden"))
    for arguments, stdin, words in (
        (("1",), "  ", "Bitte schreiben Sie etwas"),
        (("4711",), "x", "gibt es nicht"),
        (("2",), "x", "--as NAME"),
    ):
        code, _, complaint = run("answer", *arguments, stdin=stdin)
        assert code == 1
        assert words in complaint
    assert run("answer", "2", "--as", "Leopold", stdin="Elfmal.")[0] == 0


def test_an_unknown_comment_cannot_be_shown(run: Run) -> None:
    code, _, complaint = run("show", "4711")
    assert code == 1
    assert "pending" in complaint


def test_a_change_is_listed_approved_and_rejected(run: Run, service: Service) -> None:
    comment_id = add(service, Status.APPROVED)

    def propose(text: str) -> None:
        edit = Edit(comment_id=comment_id, source=text, proposed_at=NOON, correction=False)
        with service.store.writing() as writing:
            writing.propose(edit)

    propose("Ein Satz.\n\nEin anderer.")
    assert "1 Kommentar soll geändert werden: pending --edits" in run("pending")[1]
    _, said, _ = run("pending", "--edits")
    assert "-Noch einer." in said
    assert "+Ein anderer." in said
    assert "1 Änderung wartet" in said
    assert run("reject", "--edit", str(comment_id), "--reason", "Lieber nicht.")[0] == 0
    propose("Neu.")
    code, said, _ = run("approve", "--edit", str(comment_id))
    assert (code, said) == (0, f"Die Änderung an Kommentar {comment_id} ist veröffentlicht.\n")
    code, _, complaint = run("approve", "--edit", str(comment_id))
    assert code == 1
    assert "wartet keine Änderung" in complaint
    assert "Neu." in run("show", str(comment_id))[1]


def test_comments_are_erased_by_number_and_by_address(run: Run, service: Service) -> None:
    first, second = add(service), add(service, email="otto@example.org")
    assert run("erase") == (
        2,
        "",
        "Nennen Sie Kommentare mit ihrer Nummer, oder --email ADRESSE.\n",
    )
    code, said, complaint = run("erase", str(first), "4711")
    assert (code, said) == (1, "1 Kommentar gelöscht.\n")
    assert "Einen Kommentar 4711 gibt es nicht" in complaint
    assert run("erase", "--email", "OTTO@example.org")[:2] == (0, "1 Kommentar gelöscht.\n")
    assert [status_of(service, comment_id) for comment_id in (first, second)] == [None, None]


def test_after_a_restore_what_was_erased_is_erased_again_and_nothing_else(
    run: Run, service: Service, environ: dict[str, str], tmp_path: Path
) -> None:
    gone, stays = add(service, Status.APPROVED), add(service, Status.APPROVED)
    run("publish", "--all")
    backup = tmp_path / "backup.sqlite3"
    database = Path(environ["DATABASE_URL"].removeprefix("sqlite:///"))
    with (
        contextlib.closing(sqlite3.connect(database)) as source,
        contextlib.closing(sqlite3.connect(backup)) as target,
    ):
        source.backup(target)
    later = add(service, written_at=NOON + timedelta(hours=1))
    run("erase", str(gone), str(later))
    service.close()
    for file in database.parent.glob("comments.sqlite3*"):
        file.unlink()
    backup.rename(database)
    another = add(service)  # takes the number of the one that came after the backup
    assert another == later
    assert status_of(service, gone) is Status.APPROVED  # the control: the backup brought it back
    assert run("replay-erasures")[:2] == (0, "1 Kommentar gelöscht.\n")
    assert status_of(service, gone) is None
    assert status_of(service, stays) is Status.APPROVED
    assert status_of(service, another) is Status.PENDING
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert [comment.id for comment in published.comments] == [stays]
    assert run("replay-erasures")[:2] == (0, "0 Kommentare gelöscht.\n")


def test_a_ledger_that_cannot_be_read_or_written_stops_the_erasing(
    run: Run, service: Service, environ: dict[str, str]
) -> None:
    comment_id = add(service)
    ledger = Path(environ["ERASURE_LEDGER"])
    ledger.write_text("kein Eintrag\n")
    code, _, complaint = run("replay-erasures")
    assert code == 1
    assert f"{ledger}:1: das ist keine Zeile des Löschverzeichnisses" in complaint
    ledger.unlink()
    ledger.mkdir()
    code, _, complaint = run("erase", str(comment_id))
    assert code == 1
    assert "Geändert wurde nichts." in complaint
    assert status_of(service, comment_id) is Status.PENDING


def test_publishing_brings_the_files_up_to_the_database(
    run: Run, service: Service, tmp_path: Path
) -> None:
    add(service)
    blocked = tmp_path / "exchange" / "threads"
    blocked.write_text("a file where the folder should be")
    code, said, complaint = run("approve", "1")
    assert code == 1
    assert "ist freigegeben" in said
    assert "ließ sich nicht veröffentlichen" in complaint
    assert status_of(service, 1) is Status.APPROVED
    assert run("publish")[0] == 1
    blocked.unlink()
    assert run("publish")[1] == "1 Diskussion veröffentlicht.\n"
    assert run("publish")[1] == "0 Diskussionen veröffentlicht.\n"
    assert run("publish", "--all")[1] == "1 Diskussion veröffentlicht.\n"
    assert run("tidy")[0] == 0


# Demonstration


def test_the_demonstration_is_refused_in_production(run: Run, service: Service) -> None:
    for what in ("load", "remove"):
        code, _, complaint = run("demo", what)
        assert code == 1
        assert "SPIEGELKABINETT_MODE=development" in complaint
    with service.store.reading() as reading:
        assert list(reading.every_comment()) == []


def test_the_demonstration_is_loaded_published_and_removed(run: Run, service: Service) -> None:
    demo_thread = THREADS[0].__class__(
        DEMO, "Auf der Resterampe", "/essays/x/", "de", "Leopold", open=True
    )
    service.exchange.write_threads([*THREADS, demo_thread])
    development = {"SPIEGELKABINETT_MODE": "development"}
    add(service, Status.APPROVED, thread_id=DEMO, source="Ein echter.")
    code, said, _ = run("demo", "load", "--published", "2026-09-07T07:30:00+02:00", **development)
    assert code == 0
    assert "9 Kommentare geladen" in said
    assert "make undemo" in said
    published = service.exchange.read_published(DEMO)
    assert published is not None
    assert len(published.comments) == 10
    assert published.comments[0].written_at.isoformat() == "2026-09-07T06:12:00+00:00"
    assert "0 Kommentare geladen" in run("demo", "load", **development)[1]
    code, said, _ = run("demo", "remove", **development)
    assert "9 Beispielkommentare gelöscht" in said
    published = service.exchange.read_published(DEMO)
    assert published is not None
    assert [comment.source for comment in published.comments] == ["Ein echter."]


def test_before_the_site_is_built_the_demonstration_says_so(run: Run) -> None:
    code, _, complaint = run("demo", "load", SPIEGELKABINETT_MODE="development")
    assert code == 1
    assert "Bauen Sie zuerst die Website" in complaint


def test_a_discussion_of_ones_own_can_be_loaded_and_a_broken_one_cannot(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "eigene.json"
    comment = {"key": "a", "parent": None, "name": "Erna", "website": None,
               "text": "Eins.", "minutes_after": 1, "by_author": False}  # fmt: skip
    file.write_text(json.dumps({"thread": OPEN, "comments": [comment]}))
    development = {"SPIEGELKABINETT_MODE": "development"}
    assert run("demo", "load", str(file), **development)[0] == 0
    file.write_text("{")
    code, _, complaint = run("demo", "load", str(file), **development)
    assert code == 1
    assert str(file) in complaint
    assert run("demo", "load", str(file), "--published", "gestern", **development)[0] == 2


# Settings and faults


def test_the_settings_are_printed_three_ways(run: Run) -> None:
    plain, markdown = run("settings")[1], run("settings", "--markdown")[1]
    assert "TRUSTED_PROXIES=0" in plain
    assert "Wie viele Proxys" in plain
    assert "| `TRUSTED_PROXIES` | `0` |" in markdown
    rows = json.loads(run("settings", "--json")[1])
    assert {"name", "default", "takes", "about"} == set(rows[0])
    assert "Where the comments are kept" in run("settings", COMMENTS_LANGUAGE="en")[1]


def test_a_bad_setting_ends_with_2_and_names_it(run: Run) -> None:
    for command in (("pending",), ("serve",)):
        code, _, complaint = run(*command, TRUSTED_PROXIES="einer")
        assert code == 2
        assert "TRUSTED_PROXIES steht auf „einer“" in complaint
        assert "0…10" in complaint
    code, _, complaint = run("serve", "--port", "viele")
    assert code == 2
    assert "SERVICE_PORT" in complaint


def test_a_broken_database_ends_with_1_and_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "comments.sqlite3"
    file.write_bytes(b"Liebes Tagebuch, " * 1000)
    before = file.read_bytes()
    for command in (("pending",), ("serve", "--port", "1")):
        if command[0] == "serve" and os.geteuid() != 0:
            continue  # only root may ask for port 1
        code, _, complaint = run(*command)
        assert code == 1
        assert str(file) in complaint
        assert "keine SQLite-Datenbank" in complaint
        assert "Sicherung" in complaint
    assert file.read_bytes() == before


def test_a_database_somebody_holds_ends_with_1(
    run: Run, service: Service, environ: dict[str, str]
) -> None:
    add(service)
    holder = sqlite3.connect(
        environ["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None
    )
    holder.execute("BEGIN IMMEDIATE")
    try:
        code, _, complaint = run("approve", "1", DATABASE_BUSY_SECONDS="1")
    finally:
        holder.close()
    assert code == 1
    assert "Es wurde nichts geändert" in complaint
    assert status_of(service, 1) is Status.PENDING


def test_a_broken_secret_and_a_broken_list_of_threads_are_told(
    run: Run, service: Service, tmp_path: Path
) -> None:
    add(service)
    (tmp_path / "exchange" / "threads.json").write_text("{")
    code, _, complaint = run("pending")
    assert code == 1
    assert "threads.json" in complaint
    Exchange(tmp_path / "exchange").write_threads(THREADS)
    (tmp_path / "secret").write_text("kurz")
    code, _, complaint = run("pending")
    assert code == 1
    assert "kein Geheimnis dieses Programms" in complaint


@pytest.mark.parametrize("argv", [(), ("nonsense",), ("approve",), ("moderator",), ("demo",)])
def test_a_wrong_command_ends_with_2_and_names_the_help(run: Run, argv: tuple[str, ...]) -> None:
    code, _, complaint = run(*argv)
    assert code == 2
    assert "--help" in complaint


def test_help_is_german(run: Run) -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert "Zeigt, was auf eine Entscheidung wartet." in said
    assert "Zeigt diese Hilfe." in run("approve", "--help")[1]


def test_the_module_can_be_run_and_its_output_may_be_cut_off(environ: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "comments_api", "settings"],
        cwd=ROOT,
        env={**os.environ, **environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "SPIEGELKABINETT_MODE=production\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


# Against abuse


def test_reports_are_listed_and_decided_by_command(run: Run, service: Service) -> None:
    comment_id = add(service, Status.APPROVED)
    notice = Notice(ground=Ground.LAW, explanation="Nachrede.", name="Ines", email=None)
    service.reports.submit(comment_id, notice, "192.0.2.1")
    assert "1 Meldung wartet." in run("report", "list")[1]
    record = json.loads(run("report", "list", "--json")[1])
    assert (record["explanation"], record["outcome"]) == ("Nachrede.", None)
    assert run("report", "decide", "1")[0] == 2
    assert run("report", "decide", "1", "--keep", "--reason", " ")[0] == 1
    assert run("report", "decide", "7", "--keep", "--reason", "x")[0] == 1
    assert run("report", "decide", "1", "--remove", "law", "--reason", "Stimmt.")[0] == 0
    assert run("report", "decide", "1", "--keep", "--reason", "x")[0] == 1
    assert "Stimmt." in run("report", "list", "--decided")[1]
    assert status_of(service, comment_id) is Status.REJECTED


def test_the_block_list_is_edited_by_command(run: Run) -> None:
    assert "leer" in run("block", "list")[1]
    code, out, err = run("block", "add", "word", "Kredit*", "ja", "kredit*")
    assert code == 1
    assert "„kredit*“" in out
    assert "mindestens drei" in err
    assert "schon auf der Liste" in err
    assert json.loads(run("block", "list", "--json")[1])["pattern"] == "kredit*"
    assert "kredit*" in run("block", "list")[1]
    assert run("block", "remove", "1")[0] == 0
    assert run("block", "remove", "1")[0] == 1


def test_the_filter_is_taught_and_explains_itself_by_command(run: Run, service: Service) -> None:
    assert "0 freigegebene, 0 abgelehnte" in run("spam", "retrain")[1]
    asked = add(service, source="Sofortkredit ohne Ende, Nummer zehn.")
    assert "ab 10 von beiden" in run("spam", "explain", str(asked))[1]
    good = [str(add(service, source=f"Brotdose im Spiegel, Folge {n}.")) for n in range(10)]
    bad = [str(add(service, source=f"Sofortkredit ohne Ende, Folge {n}.")) for n in range(10)]
    rude = str(add(service, source="Grob."))
    assert run("approve", *good)[0] == 0
    assert run("reject", *bad)[0] == 0
    assert run("reject", rude, "--not-spam")[0] == 0
    assert "10 freigegebene, 10 abgelehnte" in run("spam", "retrain")[1]
    assert "Sofortkredit" in run("spam", "explain", str(asked))[1]
    reasons = json.loads(run("spam", "explain", str(asked), "--json")[1])["reasons"]
    assert max(reasons, key=lambda reason: reason["weight"])["shown"] in {"Sofortkredit", "ohne"}
    assert "wie Abgelehntes" in run("pending", "--by-age")[1]
    assert run("spam", "explain", "999")[0] == 1

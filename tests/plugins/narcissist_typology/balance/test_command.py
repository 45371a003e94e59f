from __future__ import annotations

import locale
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.manuscript import BrokenManuscripts, InvalidSetting
from plugins.narcissist_typology.balance.__main__ import main
from plugins.narcissist_typology.balance.command import balance_findings, lay_out, run
from plugins.narcissist_typology.balance.voice import Voice
from tests.plugins.narcissist_typology.balance.decks import EIGHT, KINDS, with_values
from tests.plugins.narcissist_typology.tiny_deck import TINY, write_card

ENGLISH = Voice.of("en")
OWN: dict[str, Any] = {
    **TINY,
    "TYPOLOGY_FAMILIES": {"A": "Die Achter", "B": "Die Boote"},
    "TYPOLOGY_FAMILY_SIZE": 4,
    "TYPOLOGY_VALUES": [
        {"key": kind.key, "label": kind.label, "lower_wins": kind.lower_wins} for kind in KINDS
    ],
    "TYPOLOGY_RANGE": (5, 100),
    "TYPOLOGY_BALANCE": {"starter_most": 0.8, "games": 100},
}
TIED = {("A1", 0): 29}


@pytest.fixture(autouse=True)
def own_locale() -> Iterator[None]:
    """Reading Pelican's configuration changes the locale of the process."""
    spoken = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, spoken)


def write_deck(folder: Path, changes: dict[tuple[str, int], int] | None = None) -> None:
    for code, row in with_values(EIGHT, changes or {}).items():
        values = {kind.key: str(value) for kind, value in zip(KINDS, row, strict=True)}
        write_card(folder, code, **values, groesse=None, mut=None, laenge_der_leine=None)


def settings(root: Path, **changed: object) -> dict[str, Any]:
    return {"PATH": str(root), "DEFAULT_LANG": "en", "SITEURL": "", **OWN, **changed}


def test_a_sound_deck_has_no_findings(tmp_path):
    write_deck(tmp_path / "tiere")
    assert balance_findings(settings(tmp_path)) == ()


def test_a_broken_limit_is_found_in_the_file_of_the_card(tmp_path):
    write_deck(tmp_path / "tiere", TIED)
    (found,) = balance_findings(settings(tmp_path))
    assert found.path == tmp_path / "tiere" / "a1.md"
    assert found.path.read_text().splitlines()[found.line - 1] == "eifer: 29"
    assert found.remedy == "A1 A1: “eifer” 28 instead of 29."
    (german,) = balance_findings(settings(tmp_path, DEFAULT_LANG="de"))
    assert german.remedy == "A1 A1: „eifer“ 28 statt 29."


def test_nothing_is_found_where_nothing_is_to_be_enforced(tmp_path):
    write_deck(tmp_path / "tiere", TIED)
    assert balance_findings(settings(tmp_path, TYPOLOGY_BALANCE=None)) == ()


def test_without_cards_there_is_nothing_to_find_and_nothing_to_report(tmp_path, capsys):
    (tmp_path / "tiere").mkdir()
    assert balance_findings(settings(tmp_path)) == ()
    assert run(lay_out(settings(tmp_path), ENGLISH), tmp_path / "out", ENGLISH, propose=True) == 0
    assert capsys.readouterr().out == f"There are no cards in {tmp_path / 'tiere'}.\n"
    assert not (tmp_path / "out").exists()


def test_a_card_that_cannot_be_read_stops_everything(tmp_path):
    write_deck(tmp_path / "tiere")
    card = tmp_path / "tiere" / "a1.md"
    card.write_text(card.read_text().replace("eifer: 35", "eifer: viel"))
    with pytest.raises(BrokenManuscripts, match="no whole number: “viel”"):
        lay_out(settings(tmp_path), ENGLISH)


def test_a_limit_that_cannot_be_stops_everything(tmp_path):
    write_deck(tmp_path / "tiere")
    wrong = settings(tmp_path, TYPOLOGY_BALANCE={"rho_most": 2}, DEFAULT_LANG="de")
    with pytest.raises(InvalidSetting, match=r"TYPOLOGY_BALANCE.*eine Zahl von 0 bis 1"):
        balance_findings(wrong)


def test_the_report_goes_to_the_terminal_and_into_files(tmp_path, capsys):
    write_deck(tmp_path / "tiere")
    out = tmp_path / "var" / "deck"
    assert run(lay_out(settings(tmp_path), ENGLISH), out, ENGLISH, propose=False) == 0
    shown = capsys.readouterr().out
    written = (out / "report.txt").read_text(encoding="utf-8")
    assert written in shown
    assert "every limit is kept" in written
    assert (out / "balance.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert f"Written: {out / 'report.txt'}, {out / 'balance.svg'}" in shown


def test_a_broken_limit_fails_and_a_proposal_is_written_down(tmp_path, capsys):
    write_deck(tmp_path / "tiere", TIED)
    assert run(lay_out(settings(tmp_path), ENGLISH), tmp_path, ENGLISH, propose=True) == 1
    shown = capsys.readouterr().out
    card = tmp_path / "tiere" / "a1.md"
    line = card.read_text().splitlines().index("eifer: 29") + 1
    proposal = f"  {card}:{line}: A1 A1: “eifer” 28 instead of 29"
    assert "Looking for the smallest changes" in shown
    assert proposal in shown
    assert proposal in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_without_limits_the_report_is_made_and_nothing_fails(tmp_path, capsys):
    write_deck(tmp_path / "tiere", TIED)
    lenient = lay_out(settings(tmp_path, TYPOLOGY_BALANCE=None), ENGLISH)
    assert run(lenient, tmp_path, ENGLISH, propose=False) == 0
    assert "TYPOLOGY_BALANCE is None" in capsys.readouterr().out


def write_conf(root: Path, **changed: object) -> Path:
    conf = root / "conf.py"
    own = {**OWN, "PATH": str(root), "DEFAULT_LANG": "de", "SITEURL": "", **changed}
    conf.write_text("\n".join(f"{name} = {value!r}" for name, value in own.items()))
    return conf


def test_the_command_line_reads_a_configuration(tmp_path, capsys):
    write_deck(tmp_path / "tiere")
    out = tmp_path / "out"
    assert main(["--conf", str(write_conf(tmp_path)), "--out", str(out)]) == 0
    assert "Das Quartett ist ausgewogen" in capsys.readouterr().out
    assert (out / "report.txt").is_file()


def test_the_command_line_says_what_is_wrong_without_a_trace(tmp_path, capsys):
    write_deck(tmp_path / "tiere")
    conf = write_conf(tmp_path, TYPOLOGY_BALANCE=[])
    assert main(["--conf", str(conf)]) == 1
    assert "TYPOLOGY_BALANCE" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["--conf", str(tmp_path / "nowhere.py")])
    assert "nowhere.py" in capsys.readouterr().err


def test_the_module_can_be_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "tiere").mkdir()
    monkeypatch.setattr(sys, "argv", ["balance", "--conf", str(write_conf(tmp_path))])
    monkeypatch.delitem(sys.modules, "plugins.narcissist_typology.balance.__main__")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("plugins.narcissist_typology.balance", run_name="__main__")
    assert "sind keine Karten" in capsys.readouterr().out

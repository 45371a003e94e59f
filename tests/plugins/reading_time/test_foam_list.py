from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.language import catalogue
from plugins.manuscript import Severity
from plugins.reading_time import foam_list
from plugins.reading_time.foam_list import parse_entry, read_entries

LIST = Path("content/schaum.txt")
GERMAN = catalogue("de", Path(foam_list.__file__).parent).gettext


def phrases(text: str) -> list[str]:
    return [entry.phrase for entry in read_entries(LIST, text, str)[0]]


def test_each_line_is_an_entry_and_what_follows_a_hash_a_comment():
    text = "# Schaum\n\n  Mehrwert  \nsynerg*\t# Synergie\nam Ende des Tages\r\n   # Schluss"
    assert phrases(text) == ["Mehrwert", "synerg*", "am Ende des Tages"]


def test_an_empty_list_is_a_list():
    assert read_entries(LIST, "", str) == ((), ())


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("Mehrwert", "mehrwert"),
        ("Mehrwert", "mehrwertes"),
        ("Speaker", "speakerinnen"),
        ("agil", "agilem"),
        ("synerg*", "synergetisch"),
        ("synerg*", "synerg"),
        ("*preneur", "solopreneurin"),
        ("*preneur", "preneur"),
        ("*netz*", "vernetzung"),
        ("Maß", "mass"),
    ],
)
def test_a_word_matches_what_the_format_says(entry, word):
    assert parse_entry(entry).words[0].matches(word)


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("Mehrwert", "wert"),
        ("Mehrwert", "mehrwertig"),
        ("Mehrwert", "steuermehrwert"),
        ("synerg*", "energie"),
        ("*preneur", "entrepreneurship"),
        ("*netz*", "nest"),
    ],
)
def test_a_word_matches_nothing_else(entry, word):
    assert not parse_entry(entry).words[0].matches(word)


@pytest.mark.parametrize(
    "bad",
    [
        "*",
        "**",
        "…",
        "!?",
        "-",
        "am * Tag",
        "Mehr*wert",
        "Mehrwert!",
        "„Mehrwert“",
        "🚀",
        "a_b",
        "**wert",
    ],
)
def test_a_line_that_is_no_entry_is_a_finding_with_its_place(bad):
    entries, (finding,) = read_entries(LIST, f"agil\n\n  {bad}\n", str)
    assert [entry.phrase for entry in entries] == ["agil"]
    assert (finding.path, finding.line, finding.column) == (LIST, 3, 3)
    assert (finding.severity, finding.rule) == (Severity.ERROR, "bad-foam-entry")
    assert bad in finding.what


def test_an_entry_twice_is_a_finding_that_names_the_first():
    _entries, (finding,) = read_entries(LIST, "agil\nWin-win\nAGIL\n", str)
    assert (finding.line, finding.rule) == (3, "duplicate-foam-entry")
    assert "line 1" in finding.what
    _entries, (finding,) = read_entries(LIST, "Win-win\nwin win\n", str)
    assert finding.line == 2


def test_entries_that_only_overlap_are_no_duplicates():
    assert read_entries(LIST, "agil\nagil*\n*agil\nagil sein\n24/7\n24 7\n", str)[1] == ()


def test_findings_speak_german():
    _entries, (bad, twice) = read_entries(LIST, "*\nagil\nagil\n", GERMAN)
    assert str(bad).startswith(
        "content/schaum.txt:1:1: error: „*“ ist kein Eintrag einer Wortliste."
    )
    assert "zuerst in Zeile 2" in twice.what


def test_the_list_of_the_publication_is_sound():
    path = Path(__file__).parents[3] / "content" / "schaum.txt"
    entries, findings = read_entries(path, path.read_text(encoding="utf-8"), str)
    assert findings == ()
    assert len(entries) > 50

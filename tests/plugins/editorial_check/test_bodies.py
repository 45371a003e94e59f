"""What can be wrong in the body of a text, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.editorial_check.bodies import check_body
from plugins.editorial_check.slips import Lengths
from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Severity, parse_manuscript

LENGTHS = Lengths(sentence=12, paragraph=20)
LONG = "Wort " * 12 + "Ende."
SIGNS = "ab1 \n\t`~<!>-[](){}*_#\"'=:/.^|\\é🙂\u200f"


def findings(body: str) -> list[Finding]:
    manuscript = parse_manuscript(Path("essay.md"), f"---\ntitle: A\n---\n{body}")
    return list(check_body(Text.of(manuscript), LENGTHS, str))


@pytest.mark.parametrize(
    ("body", "rule", "line", "column"),
    [
        ("# Titel", "second-title", 4, 1),
        ("#hashtag am Anfang", "second-title", 4, 1),
        ("Titel\n=====", "second-title", 4, 1),
        ("Text\n\n<h1 class='x'>Titel</h1>", "second-title", 6, 1),
        ("### Zu tief", "skipped-heading-level", 4, 1),
        ("## A\n\n> #### B", "skipped-heading-level", 6, 3),
        ("A\n---\n\n#### B", "skipped-heading-level", 7, 1),
        ("## ", "empty-heading", 4, 1),
        ("## {#anker}", "empty-heading", 4, 1),
        ("<h2></h2>", "empty-heading", 4, 1),
        ("Ein Wort[^1].", "unknown-footnote", 4, 9),
        ("Ein[^eins].\n\n[^einz]: Note", "unknown-footnote", 4, 4),
        ("Text.\n\n[^1]: Note", "unused-footnote", 6, 1),
        ("Ein[^1].\n\n[^1]: A\n[^1]: B", "duplicate-footnote", 7, 1),
        ("Ein [](https://a.example).", "empty-link", 4, 5),
        ("Ein [Wort]().", "link-without-address", 4, 12),
        ("Ein [Wort](anderer.md#x).", "link-without-filename", 4, 12),
        ("Ein [Wort](www.a.example).", "link-without-scheme", 4, 12),
        ("Ein [Wort](beispiel.de/a).", "link-without-scheme", 4, 12),
        ("Ein [Wort][ref].", "unknown-reference", 4, 5),
        ("Ein [Wort][].\n\n[Wart]: /a", "unknown-reference", 4, 5),
        ("Zwei  Leerzeichen.", "double-space", 4, 5),
        ("Ja -nein.", "hyphen-for-dash", 4, 4),
        ("Von 1914-1918 an.", "hyphen-for-dash", 4, 5),
        (LONG, "long-sentence", 4, 1),
        (f"Kurz. {LONG}", "long-sentence", 4, 7),
        ("- a\n- " + LONG, "long-sentence", 5, 1),
        ("Wort hier. " * 11, "long-paragraph", 4, 1),
        ("Text\n\n```\ncode", "open-listing", 6, 1),
    ],
)
def test_each_slip_is_told_at_its_place(body: str, rule: str, line: int, column: int) -> None:
    told = findings(body)
    assert (rule, line, column) in [(one.rule, one.line, one.column) for one in told]
    assert all(one.what and one.why and one.remedy for one in told)


@pytest.mark.parametrize(
    "body",
    [
        "## A\n\n### B\n\n## C\n\n### D",
        "\\#hashtag und C# und `# kein Titel`",
        "```\n# Kommentar\n[a]()  b -c\n```",
        "    # Kommentar\n\nText",
        "Wort[^1] und noch[^1].\n\n[^1]: Note,\n    noch ein Absatz.",
        "Ende[^1]: so.\n\n[^1]: Note",
        r"Wörtlich \[^1] und \[a][b]",
        '[Wort](<https://a.example/b c> "Titel") [b](/c) [d](#e) [f]({filename}g.md)',
        "[![Bild](a.png)](https://a.example)",
        "[Wort][Ref  A] [x]\n\n[ref a]: https://a.example",
        "[Post](mailto:a@b.example) [Tel](tel:+49) [a](../b/)",
        "| a  | b  |\n|---|---|\n| c  | d  |",
        "-   Liste\n1.  Liste\n> Zitat\n>\n> -   Liste\n>     1.  Liste\n\nEnde  \nUmbruch",
        "A  *b*  <b>c</b>".replace("  ", " "),
        "Vor- und Nachteile, E-Mail, 2026-09-07, 0800-1234, a - b",
        "Wort " * 12,
        "> " * 40 + "tief",
        "<!--\n# A [^1]\n-->",
        "| " + LONG + " |\n|---|",
        "---",
        "",
    ],
)
def test_what_is_right_is_no_finding(body: str) -> None:
    assert findings(body) == []


def test_severities_are_by_what_a_reader_loses() -> None:
    told = {one.rule: one.severity for one in findings("### A\n\nB[^1] c  d\n\n# E")}
    assert told == {
        "skipped-heading-level": Severity.HINT,
        "unknown-footnote": Severity.ERROR,
        "double-space": Severity.HINT,
        "second-title": Severity.ERROR,
    }


@given(st.text(alphabet=SIGNS, max_size=150))
def test_every_column_points_into_its_line_and_nothing_fails(body: str) -> None:
    lines = f"---\ntitle: A\n---\n{body}".split("\n")
    for one in findings(body):
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1


@given(st.text())
def test_no_text_at_all_makes_the_check_fail(body: str) -> None:
    findings(body)


def test_a_megabyte_is_checked() -> None:
    body = ('Ein "Satz" mit `code`, [Verweis](/a) und Fußnote.\n\n' * 20_000) + "x[^1]"
    assert [one.rule for one in findings(body)] == ["unknown-footnote"]

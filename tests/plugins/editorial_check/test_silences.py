"""A finding can be silenced, with a reason, and nothing else can."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.editorial_check.silences import LASTING, check_silences, heard, silences
from plugins.editorial_check.text import Text
from plugins.manuscript import RULES, Finding, Severity, parse_manuscript

PATH = Path("essay.md")


def text(body: str, front: str = "") -> Text:
    return Text.of(parse_manuscript(PATH, f"---\ntitle: A\n{front}---\n{body}"))


def found(rule: str, line: int) -> Finding:
    return Finding(PATH, line, 1, Severity.HINT, rule, "A.", "B.")


def left(of: Text, *findings: Finding) -> list[tuple[str, int]]:
    own = silences(of)
    still, needed = heard(findings, own)
    about = check_silences(of, own, needed, str)
    return [(one.rule, one.line) for one in (*still, *about)]


MARK = "<!-- check: off double-space: ein Gedicht -->"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"a  b {MARK}", 4),
        (f"{MARK}\na  b", 5),
        (f"{MARK}\n\na\nb  c\n", 7),
        (f"x\n\n  {MARK}\na  b", 7),
        ("<!-- check: off double-space:\nein Gedicht -->\na  b", 6),
    ],
)
def test_a_silence_reaches_its_line_or_the_block_below(body: str, line: int) -> None:
    assert left(text(body), found("double-space", line)) == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"a  b {MARK}\nc  d", 5),
        (f"{MARK}\n\na\n\nb  c", 8),
        (f"{MARK}", 9),
        (f"`{MARK}`\na  b", 5),
    ],
)
def test_and_no_further(body: str, line: int) -> None:
    told = left(text(body), found("double-space", line))
    assert ("double-space", line) in told
    assert ("silence-of-nothing", 4) in told or "`" in body


def test_another_rule_is_not_silenced() -> None:
    assert left(text(f"{MARK}\na"), found("long-sentence", 5)) == [
        ("long-sentence", 5),
        ("silence-of-nothing", 4),
    ]


def test_the_front_matter_silences_a_whole_file() -> None:
    of = text("a\n\nb", "check_off: double-space: Verse; long-sentence: Kleist\n")
    assert left(of, found("double-space", 5), found("long-sentence", 7)) == []


@pytest.mark.parametrize(
    ("order", "rule"),
    [
        ("off double-space", "silence-without-reason"),
        ("off double-space: ", "silence-without-reason"),
        ("off duble-space: darum", "silence-of-unknown-rule"),
        ("off: darum", "silence-of-unknown-rule"),
        ("bitte nicht", "silence-of-unknown-rule"),
        ("off missing-field: darum", "silence-impossible"),
        ("off long-sentence: darum", "silence-of-nothing"),
    ],
)
def test_a_silence_that_says_nothing_or_does_nothing_is_told(order: str, rule: str) -> None:
    told = left(text(f"<!-- check: {order} -->\na  b"), found("double-space", 5))
    assert told == [("double-space", 5), (rule, 4)]


def test_what_lasts_is_a_rule() -> None:
    assert LASTING < RULES


def test_an_ordinary_comment_silences_nothing() -> None:
    assert silences(text("<!-- Notiz: prüfen -->\n<!-- offen\n")) == ()

"""Findings as text, JSON and SARIF say the same."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.editorial_check.report import Report
from plugins.manuscript import Finding, Severity

ROOT = Path("/haus")
ERROR = Finding(
    ROOT / "content" / "größe & ärger.md", 7, 8, Severity.ERROR, "unknown-field", "A.", "B.", "C."
)
HINT = Finding(Path("/anderswo/b.md"), 2, 1, Severity.HINT, "portrait-length", "A.", "B.")
REPORT = Report([ERROR, HINT], ROOT)


def test_the_text_can_be_clicked_and_matched() -> None:
    assert REPORT.as_text({"error": "Fehler", "hint": "Hinweis"}.__getitem__) == (
        "/anderswo/b.md:2:1: Hinweis: A. [portrait-length]\n    → B.\n"
        "content/größe & ärger.md:7:8: Fehler: A. [unknown-field]\n    C.\n    → B."
    )


def test_json_counts_and_holds_everything() -> None:
    told = json.loads(REPORT.as_json())
    assert (told["errors"], told["hints"]) == (1, 1)
    assert told["findings"][1] == {
        "path": "content/größe & ärger.md",
        "line": 7,
        "column": 8,
        "severity": "error",
        "rule": "unknown-field",
        "what": "A.",
        "why": "C.",
        "remedy": "B.",
    }


def test_sarif_names_places_as_addresses() -> None:
    [run] = json.loads(REPORT.as_sarif())["runs"]
    hint, error = run["results"]
    place = error["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/gr%C3%B6%C3%9Fe%20%26%20%C3%A4rger.md"
    assert place["region"] == {"startLine": 7, "startColumn": 8}
    assert (error["level"], hint["level"]) == ("error", "note")
    assert run["tool"]["driver"]["rules"][error["ruleIndex"]]["id"] == "unknown-field"
    assert hint["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "file:///anderswo/b.md"
    )

"""Findings as text, JSON and SARIF say the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

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


def _object(required: str, **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


_TEXT = {"type": "string"}
_POSITIVE = {"type": "integer", "minimum": 1}
# The definitions of OASIS' sarif-schema-2.1.0.json for the objects and properties written here.
# (The whole one, 136 kB, as npm's @microsoft/jest-sarif 1.0.0-beta.0 has it, found nothing either.)
_REGION = _object("", startLine=_POSITIVE, startColumn=_POSITIVE)
_ARTIFACT = _object("", uri={"type": "string", "format": "uri-reference"})
_PLACE = _object(
    "", physicalLocation=_object("artifactLocation", artifactLocation=_ARTIFACT, region=_REGION)
)
_RESULT = _object(
    "message",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level={"enum": ["none", "note", "warning", "error"]},
    message=_object("text", text=_TEXT),
    locations={"type": "array", "items": _PLACE},
)
_RULES = {"type": "array", "uniqueItems": True, "items": _object("id", id=_TEXT)}
_RUN = _object(
    "tool",
    tool=_object("driver", driver=_object("name", name=_TEXT, rules=_RULES)),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
)
_SARIF = _object(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"enum": ["2.1.0"]},
    runs={"type": "array", "items": _RUN},
)


@pytest.mark.parametrize("report", [REPORT, Report([], ROOT)])
def test_sarif_holds_against_its_schema(report: Report) -> None:
    jsonschema.validate(json.loads(report.as_sarif()), _SARIF)


def test_the_schema_would_notice() -> None:
    log = json.loads(REPORT.as_sarif())
    log["runs"][0]["results"][0]["level"] = "hint"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, _SARIF)

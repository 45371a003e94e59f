from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.editorial_check.targets import Archive, check_targets
from plugins.manuscript import Finding, read_manuscript
from tests.support.project import write_essay

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def findings(content: Path) -> list[Finding]:
    manuscripts = [read_manuscript(path) for path in sorted(content.rglob("*.md"))]
    return list(check_targets(Archive(content, manuscripts, NOW, ZoneInfo("UTC")), str))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "essays").mkdir()
    write_essay(tmp_path / "essays" / "draussen.md")
    write_essay(tmp_path / "essays" / "entwurf.md", status="draft", date="")
    write_essay(tmp_path / "essays" / "morgen.md", date="2026-11-23")
    write_essay(tmp_path / "essays" / "nie.md", date="nie")
    (tmp_path / "bild.svg").write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize(
    "body",
    [
        "[a]({filename}draussen.md) [b]({filename}/essays/draussen.md#oben)",
        "[a]({static}../bild.svg)",
        "[a]({filename}nie.md)",
        "![fehlt]({static}fehlt.svg)",  # pictures are another plugin's business
        "`{filename}fehlt.md` ``a ` {filename}fehlt.md``",
        "```\n{filename}fehlt.md\n~~~\n{filename}fehlt.md\n```",
        "[a](https://elsewhere.example/{x}.md)",
        "<!--\n[a]({filename}fehlt.md)\n\n[a]({filename}fehlt.md) -->",
    ],
)
def test_what_leads_somewhere_or_is_no_link_is_no_finding(content: Path, body: str) -> None:
    write_essay(content / "essays" / "hier.md", body)
    assert findings(content) == []


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("Siehe [a]({filename}drausen.md).", "link-to-missing-file", "draussen.md"),
        ("Siehe [a]({attach}fehlt.pdf).", "link-to-missing-file", "folder"),
        ("Siehe [a]({filename}entwurf.md).", "link-to-draft", "Publish"),
        ("Siehe [a]({filename}morgen.md).", "link-to-scheduled", "until then"),
    ],
)
def test_what_leads_nowhere_or_too_far_is_told_with_its_place(
    content: Path, body: str, rule: str, words: str
) -> None:
    write_essay(content / "essays" / "hier.md", f"Erster Absatz.\n\n{body}")
    [finding] = findings(content)
    assert (finding.rule, finding.line, finding.column) == (rule, 10, 11)
    assert words in finding.remedy


def test_a_draft_may_link_to_a_draft_and_tomorrow_to_tomorrow(content: Path) -> None:
    write_essay(content / "essays" / "hier.md", "[a]({filename}entwurf.md)", status="draft")
    write_essay(content / "essays" / "da.md", "[a]({filename}morgen.md)", date="2026-11-24")
    assert findings(content) == []

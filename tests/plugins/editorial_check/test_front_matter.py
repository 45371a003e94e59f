from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.editorial_check.front_matter import check_addresses, check_front_matter
from plugins.editorial_check.schema import ESSAY, PAGE
from plugins.manuscript import Finding, Severity, parse_manuscript

GOOD = {
    "title": "Größe",
    "date": "2026-09-07 07:30",
    "category": "Bestiarium",
    "summary": "Ein Satz.",
}


def findings(text: str) -> list[Finding]:
    manuscript = parse_manuscript(Path("essay.md"), text)
    return list(check_front_matter(manuscript, ESSAY, ZoneInfo("Europe/Berlin"), str))


def essay(**fields: str) -> str:
    lines = [f"{key}: {value}".rstrip() for key, value in {**GOOD, **fields}.items()]
    return "\n".join(["---", *lines, "---", "Text.", ""])


def test_a_sound_essay_has_no_finding() -> None:
    assert findings(essay(tags="a, b", status="hidden", lang="en", comments="closed")) == []


@pytest.mark.parametrize(
    ("fields", "rule", "line", "hint"),
    [
        ({"titel": "A"}, "unknown-field", 6, "“title”"),
        ({"qqqq": "A"}, "unknown-field", 6, "category"),
        ({"title": ""}, "missing-field", 2, "title: …"),
        ({"date": "2026-02-30"}, "impossible-date", 3, "2026-09-07"),
        ({"date": "2027-03-28 02:30"}, "impossible-date", 3, "2026-09-07"),
        ({"modified": "2026-09-01"}, "modified-before-date", 6, "modified"),
        ({"tags": "['a', 'b']"}, "yaml-list", 6, "tags: a, b"),
        ({"tags": "\n  - a\n  - b"}, "yaml-list", 6, "tags: a, b"),
        ({"author": "- Leo"}, "yaml-list", 6, "author: Leo"),
        ({"summary": "|\n  Ein Satz."}, "block-value", 5, "“|”"),
        ({"category": '"Bestiarium"'}, "quoted-value", 4, "quotation"),
        ({"subtitle": "'Ja'"}, "quoted-value", 6, "quotation"),
        ({"status": "entwurf"}, "unknown-status", 6, "draft"),
        ({"comments": "ja"}, "unknown-comments", 6, "closed"),
        ({"slug": "Größe"}, "bad-slug", 6, "groesse"),
        ({"thread": "a b"}, "bad-thread", 6, "a-b"),
        ({"lang": "deutsch!"}, "bad-lang", 6, "de"),
    ],
)
def test_each_fault_is_named_with_its_line_and_a_remedy(
    fields: dict[str, str], rule: str, line: int, hint: str
) -> None:
    [finding] = findings(essay(**fields))
    assert (finding.rule, finding.line) == (rule, line)
    assert hint in finding.remedy


def test_structure_faults_are_named() -> None:
    [stray] = findings("---\nquer\n" + essay().removeprefix("---\n"))
    assert (stray.rule, stray.line) == ("not-a-field", 2)
    [twice] = findings(essay().replace("---\nText", "title: B\n---\nText"))
    assert (twice.rule, twice.line) == ("duplicate-field", 6)
    [bare] = findings("Nur Text.")
    assert bare.rule == "no-front-matter"
    [open_ended] = findings("---\ntitle: A\n")
    assert open_ended.rule == "front-matter-open"


def test_all_faults_of_a_file_are_told_at_once() -> None:
    found = findings("---\ntitel: A\ndate: nie\n---\n")
    rules = {(finding.rule, finding.line) for finding in found}
    missing = {("missing-field", 1)}
    assert rules == {("unknown-field", 2), ("impossible-date", 3)} | missing
    assert len(found) == 5  # title, category and summary are missing besides


def test_a_draft_needs_no_date() -> None:
    assert [finding.rule for finding in findings(essay(date=""))] == ["missing-field"]
    assert findings(essay(date="", status="draft")) == []


def test_a_page_needs_a_title_only() -> None:
    manuscript = parse_manuscript(Path("seite.md"), "---\ntitle: Über\n---\n")
    assert list(check_front_matter(manuscript, PAGE, ZoneInfo("UTC"), str)) == []


def test_two_texts_at_one_address_are_told_and_a_translation_is_none() -> None:
    german = parse_manuscript(Path("a.md"), essay(slug="groesse"))
    twin = parse_manuscript(Path("b.md"), essay())
    english = parse_manuscript(Path("c.md"), essay(slug="groesse", lang="en"))
    [finding] = check_addresses([german, twin, english], "de", str)
    assert finding.path == Path("b.md")
    assert "a.md" in finding.what


def test_quotation_marks_around_a_title_are_only_a_hint_and_within_it_nothing() -> None:
    [finding] = findings(essay(title='"Ja"'))
    assert finding.severity is Severity.HINT
    assert findings(essay(title='"Ja" oder "nein"', category="Rock'n'Roll")) == []


def test_what_is_silenced_is_no_business_of_the_schema() -> None:
    assert findings(essay(check_off="double-space: Verse")) == []


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [("category", "🙂", "🙂"), ("tags", "a, !, b", "!"), ("author", "Чехов", "Чехов")],
)
def test_a_name_that_gives_no_address_is_told_in_its_line(
    field: str, value: str, name: str
) -> None:
    [finding] = findings(essay(**{field: value}))
    assert (finding.rule, finding.line > 1) == ("bad-slug", True)
    assert f"“{name}”" in finding.what


def test_a_title_that_gives_no_address_needs_a_slug() -> None:
    smile = parse_manuscript(Path("a.md"), essay(title="🙂"))
    [finding] = check_addresses([smile], "de", str)
    assert (finding.rule, finding.line) == ("bad-slug", 2)
    assert not list(check_addresses([parse_manuscript(Path("b.md"), essay(title=""))], "de", str))
    slugged = parse_manuscript(Path("a.md"), essay(title="🙂", slug="freude"))
    assert not list(check_addresses([slugged], "de", str))

from pathlib import Path

import pytest

from plugins.manuscript import BrokenManuscripts, Finding, Severity, nearest


def finding(line: int, why: str = "") -> Finding:
    return Finding(
        Path("a.md"), line, 3, Severity.ERROR, "not-a-field", "Etwas fehlt.", "Ergänzen.", why
    )


def test_a_finding_says_where_what_why_and_how_to_mend() -> None:
    assert str(finding(7, "Sonst liest es niemand.")) == (
        "a.md:7:3: error: Etwas fehlt. [not-a-field]\n    Sonst liest es niemand.\n    → Ergänzen."
    )
    assert str(finding(7)) == "a.md:7:3: error: Etwas fehlt. [not-a-field]\n    → Ergänzen."


def test_a_rule_that_nobody_can_look_up_is_refused() -> None:
    with pytest.raises(ValueError, match="enter it"):
        Finding(Path("a.md"), 1, 1, Severity.HINT, "made-up", "A.", "B.")


def test_all_findings_are_told_in_the_order_of_the_file() -> None:
    broken = BrokenManuscripts([finding(9), finding(2)])
    assert [one.line for one in broken.findings] == [2, 9]
    assert str(broken).index("a.md:2") < str(broken).index("a.md:9")


def test_the_nearest_name_is_suggested_regardless_of_case() -> None:
    assert nearest("Titel", ["title", "tags"]) == "title"
    assert nearest("retarius", ["Retiarius", "satiriker"]) == "Retiarius"
    assert nearest("xyz", ["title", "tags"]) is None

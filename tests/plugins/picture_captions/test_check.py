from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.language import catalogue
from plugins.manuscript import Finding, Severity, parse_manuscript
from plugins.picture_captions import check as module
from plugins.picture_captions.check import Check, check_pictures
from tests.plugins.picture_captions.pictures import png

GOOD = '![Netz]({static}/bilder/a.png "Titel"){credit="wer"}'
MARKDOWN = {"extensions": ["markdown.extensions.fenced_code"]}


@pytest.fixture
def content(tmp_path) -> Path:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "essays").mkdir()
    (tmp_path / "bilder" / "a.png").write_bytes(png(8, 9))
    (tmp_path / "bilder" / "leer.png").write_bytes(b"")
    (tmp_path / "bilder" / "b.svg").write_text("<svg/>")
    (tmp_path / "essays" / "c.png").write_bytes(png(8, 9))
    return tmp_path


@pytest.fixture
def check(content):
    def run(body: str, lang: str = "en") -> list[Finding]:
        translate = catalogue(lang, Path(module.__file__).parent).gettext
        manuscript = parse_manuscript(
            content / "essays" / "essay.md", f"---\ntitle: Essay\n---\n\n{body}\n"
        )
        return check_pictures(manuscript, Check(content, MARKDOWN, translate))

    return run


@pytest.mark.parametrize(
    "body",
    [
        "Kein Bild.",
        GOOD,
        f"{GOOD}\n\n{GOOD}",
        '![Netz]({static}/bilder/b.svg){credit="wer"}',
        '![Netz]({static}c.png){.x credit="wer"}',
        '![Netz]({attach}c.png)\n{credit="wer"}',
        '<img src="{static}/bilder/a.png" alt="Netz">',
        "```\n![](nirgends.png)\n```",
        f"```\n{GOOD.replace('a.png', 'fehlt.png')}\n```",
    ],
)
def test_a_sound_picture_is_not_mentioned(check, body):
    assert check(body) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (GOOD.replace("Netz", ""), "picture-without-alt"),
        ('<img src="{static}/bilder/a.png">', "picture-without-alt"),
        (GOOD.replace("wer", " "), "picture-without-credit"),
        ("![Netz]({static}/bilder/a.png)", "picture-without-credit"),
        (GOOD.replace("wer", "*wer*"), "picture-without-credit"),
        (GOOD.replace("a.png", "fehlt.png"), "picture-missing"),
        (GOOD.replace("/bilder", "/../bilder"), "picture-missing"),
        (GOOD.replace("a.png", "leer.png"), "picture-unreadable"),
        (GOOD.replace("{static}", ""), "picture-address"),
        (GOOD.replace("{static}/bilder/", ""), "picture-address"),
        (GOOD.replace("{static}", "https://x.example"), "picture-elsewhere"),
        (GOOD.replace("{static}", "//x.example"), "picture-elsewhere"),
        ('<img alt="x" src="http://x.example/a.png">', "picture-elsewhere"),
    ],
)
def test_each_fault_is_an_error_where_the_picture_stands(check, content, body, rule):
    (finding,) = check(f"Erster Absatz.\n\nUnd {body}")
    assert (finding.path, finding.line, finding.column) == (content / "essays" / "essay.md", 7, 5)
    assert (finding.severity, finding.rule) == (Severity.ERROR, rule)
    assert finding.what
    assert finding.remedy


def test_all_faults_of_all_pictures_are_told_at_once(check):
    findings = check(f"![](a.png)\n\n```\n![](b.png)\n```\n\n{GOOD}\n\n![x](https://x.example)")
    assert [(finding.line, finding.rule) for finding in findings] == [
        (5, "picture-without-alt"),
        (5, "picture-without-credit"),
        (5, "picture-address"),
        (13, "picture-without-credit"),
        (13, "picture-elsewhere"),
    ]


def test_the_nearest_picture_is_suggested_and_otherwise_the_way_out(check):
    (finding,) = check(GOOD.replace("a.png", "aa.png"))
    assert finding.remedy == "Did you mean “{static}/bilder/a.png”?"
    (finding,) = check(GOOD.replace("bilder/a.png", "xyz"))
    assert finding.remedy.startswith("Save the picture below")


def test_findings_speak_german(check):
    (missing,) = check(GOOD.replace("a.png", "aa.png"), "de")
    assert missing.what == "Ein Bild „{static}/bilder/aa.png“ gibt es nicht."
    assert missing.remedy == "Meinten Sie „{static}/bilder/a.png“?"
    (owed,) = check("![Netz]({static}/bilder/a.png)", "de")
    assert "Bildnachweis" in owed.what
    assert '{credit="…"}' in owed.remedy


def test_a_picture_too_heavy_for_the_road_is_a_hint(content):
    manuscript = parse_manuscript(content / "essays" / "a.md", f"---\ntitle: A\n---\n{GOOD}\n")
    weight = (content / "bilder" / "a.png").stat().st_size
    check = Check(content, MARKDOWN, str, heaviest=weight)
    assert check_pictures(manuscript, check) == []
    [heavy] = check_pictures(manuscript, Check(content, MARKDOWN, str, heaviest=weight - 1))
    assert (heavy.rule, heavy.severity, heavy.line) == ("picture-heavy", Severity.HINT, 4)

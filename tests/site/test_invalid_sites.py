"""Known-bad sites: each must fail, and say what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.author_tools.cli import main
from tests.support.project import BUILD_TIME, small_content, write_conf, write_essay

Break = Callable[[Path], object]


def essay(body: str = "Ein Satz.", **fields: str) -> Break:
    def write(content: Path) -> None:
        write_essay(content / "essays" / "kaputt.md", body, slug="kaputt", **fields)

    return write


def card(old: str, new: str) -> Break:
    def change(content: Path) -> None:
        path = content / "typologie" / "retiarius.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def renamed_card(old: str, new: str) -> Break:
    def change(content: Path) -> None:
        folder = content / "typologie"
        for path in folder.iterdir():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(old, new), encoding="utf-8")
        (folder / f"{old}.md").rename(folder / f"{new}.md")

    return change


def raw(name: str, data: bytes) -> Break:
    def write(content: Path) -> None:
        path = content.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return write


BAD = {
    "misspelt field": (essay(titel="A"), ["kaputt.md:7:8", "„titel“", "„title“"]),
    "missing summary": (essay(summary=""), ["kaputt.md:1:1", "summary"]),
    "impossible date": (essay(date="2026-02-30"), ["kaputt.md:3:7", "2026-02-30"]),
    "skipped hour": (essay(date="2027-03-28 02:30"), ["kaputt.md:3:7", "Sommerzeit"]),
    "unknown status": (essay(status="entwurf"), ["kaputt.md:7:9", "draft"]),
    "no front matter": (
        raw("content/essays/kaputt.md", b"Nur Text.\n"),
        ["kaputt.md:1:1", "„---“"],
    ),
    "not UTF-8": (
        raw("content/essays/kaputt.md", "---\ntitle: Größe\n---\n".encode("latin-1")),
        ["kaputt.md:1:1", "UTF-8"],
    ),
    "same address twice": (
        raw(
            "content/essays/kaputt.md",
            b"---\ntitle: Der erste Essay\ndate: 2026-09-08\ncategory: A\nsummary: B\n---\n",
        ),
        ["kaputt.md:1:1", "der-erste-essay", "erster.md"],
    ),
    "page on the archive's address": (
        raw("content/seiten/archiv.md", b"---\ntitle: Archiv\nsummary: A\n---\n"),
        ["archiv.md: ", "/archiv/"],
    ),
    "card on the game's address": (
        renamed_card("badge-fotograf", "spiel"),
        ["/typologie/spiel/"],
    ),
    "unknown type": (
        essay("Erster Absatz.\n\n[[karte:retarius]]\n"),
        ["kaputt.md:11:", "retarius", "retiarius"],
    ),
    "link to a missing essay": (
        essay("Siehe [dort]({filename}fehlt.md)."),
        ["kaputt.md", "fehlt.md"],
    ),
    "missing picture": (
        essay('![Ein Bild]({static}/bilder/fehlt.svg "Titel"){credit="wer"}'),
        ["kaputt.md:9:", "fehlt.svg"],
    ),
    "picture without text alternative": (
        essay('![]({static}/bilder/minuten-am-tag.svg "Titel"){credit="wer"}'),
        ["kaputt.md:9:", "minuten-am-tag.svg"],
    ),
    "card value out of range": (card("substanz: ", "substanz: 9"), ["retiarius.md:", "substanz"]),
    "card without motto": (card("motto: ", "moto: "), ["retiarius.md:", "moto", "motto"]),
    "card with unknown relative": (
        card("relatives: ", "relatives: niemand, "),
        ["retiarius.md:", "niemand"],
    ),
    "card with a code twice": (card("code: E1", "code: E2"), ["retiarius.md:", "E2"]),
    "broken word list": (raw("content/schaum.txt", b"*\n"), ["schaum.txt:1"]),
    "broken exchange file": (
        raw("var/exchange/threads/der-erste-essay.json", b'{"version": 1'),
        ["der-erste-essay.json"],
    ),
    "exchange file from the future": (
        raw("var/exchange/threads/der-erste-essay.json", b'{"version": 99}'),
        ["der-erste-essay.json", "99"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_site_fails_with_place_reason_and_remedy(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, expected = BAD[name]
    content = small_content(tmp_path, deck=True)
    damage(content)
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)

    assert main(["--conf", str(conf), "build"]) == 1

    said = capsys.readouterr().err
    for words in expected:
        assert words in said
    assert "Traceback" not in said
    assert not (tmp_path / "output").exists()


def test_the_same_site_without_damage_is_built(tmp_path: Path) -> None:
    content = small_content(tmp_path, deck=True)
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "build"]) == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SITENAME = ", "conf.py:"),
        ("THEME = NIRGENDS", "NIRGENDS"),
        ("READING_TIME_RATES = 'schnell'", "READING_TIME_RATES"),
        ("COMMENTS_CLOSE_AFTER_DAYS = 'bald'", "COMMENTS_CLOSE_AFTER_DAYS"),
        ("TYPOLOGY_VALUES = 7", "TYPOLOGY_VALUES"),
    ],
)
def test_a_bad_setting_is_named(
    line: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = write_conf(tmp_path, content=small_content(tmp_path), BUILD_TIME=BUILD_TIME)
    conf.write_text(conf.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert main(["--conf", str(conf), "build"]) == 1
    said = capsys.readouterr().err
    assert expected in said
    assert "Traceback" not in said


def test_a_configuration_that_is_not_there_is_named(tmp_path: Path, capsys) -> None:
    assert main(["--conf", str(tmp_path / "fehlt.py"), "build"]) == 1
    assert "fehlt.py" in capsys.readouterr().err

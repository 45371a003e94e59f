"""docs/authoring.md is true and complete, and the site shows it as the real thing sets it."""

from __future__ import annotations

import re
from pathlib import Path

from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.author_tools.build import build_site, load_settings
from plugins.editorial_check.schema import ESSAY, PAGE
from plugins.manuscript import RULES, parse_manuscript
from tests.support.project import BUILD_TIME, ROOT, write_conf

ADDRESS = "/schreibhilfe/"
SOURCE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
BODY = parse_manuscript(Path("authoring.md"), SOURCE).body
SAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<source>.*?)^(?P=fence)\n", re.MULTILINE | re.DOTALL
)


def section(title: str) -> str:
    return re.split(r"^#{2,3} ", BODY.split(f"# {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[
        0
    ]


def rows(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_every_field_is_told_and_none_that_is_gone() -> None:
    told = rows(section("Angaben zum Text"))
    assert sorted(told) == sorted({*ESSAY, *PAGE})


def test_every_rule_is_told_and_none_that_is_gone() -> None:
    assert sorted(rows(section("Alle Befunde"))) == sorted(RULES)


def test_every_extension_of_markdown_is_shown_and_none_that_is_gone(tmp_path: Path) -> None:
    used: set[str] = set()

    def note(generator: ArticlesGenerator) -> None:
        extensions = generator.settings["MARKDOWN"]["extensions"]
        used.update(each if isinstance(each, str) else type(each).__name__ for each in extensions)

    signals.article_generator_finalized.connect(note)
    try:
        conf = write_conf(tmp_path, content=tmp_path / "leer", BUILD_TIME=BUILD_TIME)
        (tmp_path / "leer").mkdir()
        build_site(load_settings(conf))
    finally:
        signals.article_generator_finalized.disconnect(note)
    shown = " ".join(re.findall(r"<!-- zeigt: ([\w. ]+) -->", BODY)).split()
    assert sorted(shown) == sorted(used)


def test_under_every_source_stands_what_becomes_of_it() -> None:
    samples = list(SAMPLE.finditer(BODY))
    assert len(samples) >= 9
    for sample in samples:
        assert BODY[sample.end() :].lstrip("\n").startswith(sample["source"]), sample["source"]


def test_the_site_shows_it_and_leads_nobody_there(site) -> None:
    page = site.page(ADDRESS)
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    prose = page.select_one(".prose")
    assert "CC BY-SA 4.0" in prose.select_one("figure figcaption small").get_text()
    assert prose.select_one("aside.card--margin[data-card=retiarius]")
    assert prose.select_one(".footnote li")
    assert "„Ja, ‚nein‘“, sagt er – geht’s noch?" in prose.get_text()
    assert "stimmt das?" not in str(prose.find_all("p"))
    assert "zeigt:" not in site.text(ADDRESS)
    own = site.path(ADDRESS).relative_to(site.output).as_posix()
    assert site.files_that_say("schreibhilfe") == [own]

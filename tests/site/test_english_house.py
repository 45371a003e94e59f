"""A publication in English: no German word of the interface is left, on any page, in commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from comments_api.app import assemble, create_app
from comments_api.config import Config
from tests.site.conftest import Site, build
from tests.support.project import ROOT, SITE_URL, write_conf, write_essay

ESSAY = """*To be seen* is to be counted.[^1] Nobody counts the others.

[[karte:retiarius]]

## A heading

> Nobody reads the second paragraph.

![A mirror]({static}/bilder/minuten-am-tag.svg "A mirror, empty"){credit="Nobody, CC0"}

[^1]: By whom?
"""
TELLING = ("aria-label", "title", "alt", "placeholder", "content", "value")


@pytest.fixture(scope="module")
def german() -> set[str]:
    """What the interface says in German, of more than one word or with a letter English lacks."""
    said: set[str] = set()
    english: set[str] = set()
    for po in ROOT.glob("*/**/locale/de.po"):
        if ".venv" in po.parts:
            continue
        with po.open("rb") as file:
            for entry in read_po(file):
                originals = entry.id if isinstance(entry.id, tuple) else (entry.id,)
                strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
                said |= {part for text in strings for part in pieces(text)}
                english |= {text.casefold() for text in originals}
    return {text for text in said if len(text) > 3 and not _occurs(text.casefold(), english)}


def _occurs(phrase: str, texts: set[str]) -> bool:
    """Whether both languages have it, like “Essays”."""
    return any(phrase in text for text in texts)


def pieces(text: str) -> list[str]:
    """A message between its placeholders."""
    return [part.strip(" .,:;“„") for part in re.split(r"%\(\w+\)[sd]|%%|\{\w+\}|\n", text)]


def words(soup: BeautifulSoup) -> Iterator[str]:
    """What a reader sees or hears, but for what is marked as German."""
    if soup.select_one("h1[lang|=de]"):  # a title and a summary cannot be marked
        for unmarked in soup.select("title, meta"):
            unmarked.decompose()
    for marked in soup.select("[lang|=de], [aria-hidden=true], script, style"):
        marked.decompose()
    for tag in soup.select("*"):
        yield from (str(tag[name]) for name in TELLING if tag.get(name))
        yield from (str(value) for name, value in tag.attrs.items() if name.startswith("data-"))
    yield from soup.stripped_strings


def slips(html: str, german: set[str]) -> list[str]:
    found = []
    for text in words(BeautifulSoup(html, "html.parser")):
        plain = text.replace("\u00ad", "")
        found += [f"{phrase!r} in {plain[:60]!r}" for phrase in german if says(plain, phrase)]
        found += re.findall(r"\w*[äöüÄÖÜß]\w*", plain)
    return found


def says(text: str, phrase: str) -> bool:
    if phrase not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("english")
    content = folder / "content"
    (content / "essays").mkdir(parents=True)
    (content / "seiten").mkdir()
    for name in ("typologie", "bilder"):
        shutil.copytree(ROOT / "content" / name, content / name)
    shutil.copy(ROOT / "content" / "schaum.txt", content)
    fields = {
        "category": "Fair",
        "tags": "Mirrors, Nets",
        "subtitle": "On nets",
        "summary": "Nets.",
    }
    write_essay(content / "essays" / "one.md", ESSAY, title="To Be Seen", **fields)
    draft = {**fields, "status": "draft", "date": "2026-09-08 07:30"}
    write_essay(content / "essays" / "two.md", title="Not Yet", **draft)
    for title, slug in (("About", ""), ("House Rules", "rules"), ("Privacy", "privacy")):
        page = content / "seiten" / f"{title}.md"
        write_essay(page, title=title, slug=slug, date="", category="", summary="Us.")
    return build(
        folder,
        content=content,
        DEFAULT_LANG="en",
        SITENAME="The Hall of Mirrors",
        SITESUBTITLE="Essays on standing in one’s own way",
        AUTHOR="Leo Amalgam",
        DEFAULT_CATEGORY="Odds and ends",
        COMMENTS_RULES_URL="rules/",
        COMMENTS_PRIVACY_URL="privacy/",
        TYPOLOGY_TITLE="A Typology of Narcissists",
        TYPOLOGY_SUBTITLE="Happy families, drawn from their values",
        TYPOLOGY_LANG="de",
        TYPOLOGY_VALUES=[
            {"key": "selbstliebe", "label": "Self-love"},
            {"key": "buzzword-dichte", "label": "Buzzwords"},
            {"key": "reichweite", "label": "Reach"},
            {"key": "fremdschaemfaktor", "label": "Cringe"},
            {"key": "substanz", "label": "Substance"},
            {"key": "kritikfaehigkeit", "label": "Takes criticism", "lower_wins": True},
        ],
    )


def test_no_german_word_is_left_on_any_page(english: Site, german: set[str]) -> None:
    assert len(german) > 200
    assert len(english.pages) > 60
    found = {
        page.relative_to(english.output).as_posix(): slips(page.read_text("utf-8"), german)
        for page in english.pages
    }
    assert {page: slip for page, slip in found.items() if slip} == {}


def test_the_control_a_german_page_would_be_noticed(site: Site, german: set[str]) -> None:
    html = site.text("/").replace('lang="de"', "")
    assert len(slips(html, german)) > 10


def test_the_service_speaks_english_throughout(
    english: Site, german: set[str], tmp_path: Path
) -> None:
    folder = english.output.parent
    settings = {
        "COMMENTS_LANGUAGE": "en",
        "SPIEGELKABINETT_MODE": "development",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'comments.sqlite3'}",
        "EXCHANGE_DIR": str(folder / "var" / "exchange"),
        "SECRET_FILE": str(tmp_path / "secret"),
    }
    config = Config.from_env(settings)
    service = assemble(config)
    service.accounts.add("Ute", "a-long-password-for-tests")
    visitor = create_app(config, service).test_client()
    html = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    login = {"name": "Ute", "password": "a-long-password-for-tests"}
    thread = "/api/threads/to-be-seen"
    sent = {"author": "Erna", "text": "One sentence."}
    answers = [
        visitor.post(f"{thread}/comments", data=sent, headers=html, follow_redirects=True),
        visitor.post(f"{thread}/comments", data={"website": "x"}, headers=html),
        visitor.get(f"{thread}/reply?to=1", headers=html),
        visitor.get("/api/nowhere", headers=html),
        visitor.get("/kommentare/to-be-seen.html", headers=html),
        visitor.post("/moderation/login", data={"name": "Ute"}, headers=html),
        visitor.post("/moderation/login", data=login, headers=html, follow_redirects=True),
        visitor.get("/moderation/comments/1", headers=html),
        visitor.get("/moderation/held", headers=html),
        visitor.get("/moderation/decided", headers=html),
    ]
    service.close()
    assert {answer.status_code for answer in answers} <= {200, 401, 403, 404, 409, 422}
    for answer in answers:
        assert slips(answer.text, german) == [], answer.request.path
    for form in (answers[1].text, english.text("/essays/to-be-seen/")):
        assert f'href="{SITE_URL}/rules/"' in form
        assert f'href="{SITE_URL}/privacy/"' in form


def test_the_authors_tools_speak_english(tmp_path: Path, english: Site, german: set[str]) -> None:
    conf = write_conf(tmp_path, content=english.output.parent / "content", DEFAULT_LANG="en")
    done = subprocess.run(
        [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "essay", ""],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert said
    assert [phrase for phrase in german if says(said, phrase)] == []

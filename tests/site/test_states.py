"""Draft, scheduled, published: who sees what, and when."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from pelican.utils import set_date_tzinfo

from plugins.author_tools.build import build_site, load_settings
from plugins.author_tools.cli import main
from plugins.manuscript.date import parse_date
from plugins.publication_states.schedule import is_due
from tests.site.conftest import Site
from tests.support.project import (
    BUILD_TIME,
    SITE_URL,
    small_content,
    tree,
    write_conf,
    write_essay,
)

SCHEDULED = "ein-jahr-ohne-profilbild"
DRAFT = "die-entschuldigung-als-produkt"
DAY_AFTER = "2027-04-02T00:00:00+02:00"


def test_a_scheduled_essay_is_nowhere_until_its_time(site) -> None:
    assert not site.path(f"/essays/{SCHEDULED}/").exists()
    assert site.files_that_say(SCHEDULED) == []
    assert site.files_that_say("Ein Jahr ohne Profilbild") == []


def test_a_scheduled_essay_is_everywhere_once_its_time_has_come(built) -> None:
    site = built({"BUILD_TIME": DAY_AFTER})
    assert site.path(f"/essays/{SCHEDULED}/").exists()
    saying = site.files_that_say(SCHEDULED)
    for name in ("index.html", "archiv/index.html", "feeds/alle.atom.xml", "sitemap.xml"):
        assert name in saying


def test_its_minute_is_the_minute_in_berlin(built) -> None:
    assert (
        not built({"BUILD_TIME": "2027-04-01T03:59:59+00:00"})
        .path(f"/essays/{SCHEDULED}/")
        .exists()
    )
    assert built({"BUILD_TIME": "2027-04-01T04:00:00+00:00"}).path(f"/essays/{SCHEDULED}/").exists()


def test_a_draft_stands_under_a_secret_address_and_nothing_leads_there(site) -> None:
    [draft] = site.output.glob("entwuerfe/*/index.html")
    secret = draft.parent.name
    assert re.fullmatch(r"[a-z2-7]{26}", secret)
    own = draft.relative_to(site.output).as_posix()
    assert [name for name in site.files_that_say(secret) if name != own] == []
    assert site.files_that_say(DRAFT) in ([], [own])
    page = site.page(f"/entwuerfe/{secret}/")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    assert not page.find("form", method="post")


def test_no_type_admits_to_be_sighted_in_a_draft(site) -> None:
    [draft] = site.output.glob("entwuerfe/*/index.html")
    cited = re.findall(r"/typologie/([a-z-]+)/", draft.read_text(encoding="utf-8"))
    assert cited  # the control: the draft does sight types
    for slug in set(cited):
        assert "entwuerfe" not in site.text(f"/typologie/{slug}/")


STATES = {
    "offen": {},
    "neu": {"modified": "2026-10-01 09:00"},
    "fort": {"status": "withdrawn"},
    "leise": {"status": "hidden"},
    "bald": {"date": "2026-11-22 12:01"},
    "jetzt": {"date": "2026-11-22 12:00"},
}
LISTS = ("index.html", "archiv/index.html", "feeds/alle.atom.xml", "sitemap.xml")


def one_of_each(folder: Path, **settings: object) -> Path:
    """A publication with an essay in every state; its configuration file."""
    content = small_content(folder)
    for slug, fields in STATES.items():
        write_essay(
            content / "essays" / f"{slug}.md",
            f"Der Text von {slug}.",
            **{"title": f"Titel {slug}", "slug": slug, **fields},
        )
    write_essay(
        content / "essays" / "entwurf.md",
        "Hier steht ⟨etwas⟩.",
        title="Titel entwurf",
        slug="entwurf",
        status="draft",
        date="",
    )
    own = {"site_url": SITE_URL, "BUILD_TIME": BUILD_TIME, **settings}
    return write_conf(folder, content=content, **own)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("states")
    build_site(load_settings(one_of_each(folder)))
    return Site(folder / "output")


@pytest.mark.parametrize(
    ("slug", "page", "listed"),
    [
        ("offen", "index.html", True),  # the control: this is what being out means
        ("neu", "index.html", True),
        ("jetzt", "index.html", True),
        ("leise", "index.html", False),
        ("fort", "410.html", False),
        ("bald", None, False),
    ],
)
def test_each_state_has_its_page_and_its_place_in_the_lists(
    states: Site, slug: str, page: str | None, *, listed: bool
) -> None:
    folder = states.output / "essays" / slug
    found = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    assert found == ([page] if page else [])
    saying = states.files_that_say(f"essays/{slug}/")
    assert [name for name in LISTS if name in saying] == (list(LISTS) if listed else [])
    own = f"essays/{slug}/index.html"
    assert bool([name for name in saying if name != own]) is listed


def test_a_hidden_essay_asks_not_to_be_found(states: Site) -> None:
    robots = {"name": "robots", "content": "noindex"}
    assert states.page("/essays/leise/").find("meta", attrs=robots)
    assert not states.page("/essays/offen/").find("meta", attrs=robots)  # the control


def test_a_withdrawn_essay_leaves_a_page_that_says_so_and_not_a_word_of_itself(
    states: Site,
) -> None:
    page = states.text("/essays/fort/410.html")
    assert "zurückgezogen" in page
    assert "noindex" in page
    assert states.files_that_say("Der Text von fort") == []
    assert states.files_that_say("Titel fort") == []
    assert states.files_that_say("Der Text von offen") != []  # the control


def test_what_was_changed_says_when_on_its_page_and_in_the_feed(states: Site) -> None:
    head = states.page("/essays/neu/").find(class_="essay__byline").get_text(" ")
    assert "1. Oktober 2026" in head
    feed = ET.parse(states.path("/feeds/alle.atom.xml"))  # noqa: S314 our own
    atom = "{http://www.w3.org/2005/Atom}"
    updated = {
        entry.findtext(f"{atom}title"): entry.findtext(f"{atom}updated")
        for entry in feed.iter(f"{atom}entry")
    }
    assert updated["Titel neu"] == "2026-10-01T09:00:00+02:00"
    assert updated["Titel offen"] == "2026-09-07T07:30:00+02:00"  # the control


@pytest.mark.parametrize(
    ("date", "minute_before", "minute"),
    [
        # Summer time begins on 28 March 2027 at two: half past one and half past three are one
        # hour apart.
        ("2027-03-28 01:30", "2027-03-28T00:29:59+00:00", "2027-03-28T00:30:00+00:00"),
        ("2027-03-28 03:30", "2027-03-28T01:29:59+00:00", "2027-03-28T01:30:00+00:00"),
        # It ends on 31 October 2027 at three: half past two comes twice, and the first counts.
        ("2027-10-31 02:30", "2027-10-31T00:29:59+00:00", "2027-10-31T00:30:00+00:00"),
    ],
)
def test_summer_time_neither_hurries_nor_delays_an_essay(
    date: str, minute_before: str, minute: str
) -> None:
    due = parse_date(date, ZoneInfo("Europe/Berlin"))
    assert not is_due(due, datetime.fromisoformat(minute_before))
    assert is_due(due, datetime.fromisoformat(minute))
    # Pelican reads the field without our help; it must mean the same moment.
    assert set_date_tzinfo(datetime.fromisoformat(date), "Europe/Berlin").timestamp() == (
        due.timestamp()
    )


def test_an_hour_that_summer_time_skips_is_told_before_it_can_be_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    write_essay(content / "essays" / "a.md", slug="a", date="2027-03-28 02:30")
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "build"]) == 1
    assert "a.md:3:7" in capsys.readouterr().err
    write_essay(content / "essays" / "a.md", slug="a", date="2027-03-28 03:30")
    assert main(["--conf", str(conf), "build"]) == 0  # the control


def test_a_preview_shows_its_author_everything_and_its_readers_nothing_more(
    states: Site, tmp_path: Path
) -> None:
    key = states.output.parent / "var" / "draft.key"
    conf = one_of_each(tmp_path, PREVIEW_PATH=str(tmp_path / "preview"), DRAFT_KEY_FILE=str(key))
    build_site(load_settings(conf))
    assert tree(tmp_path / "output") == tree(states.output)

    preview = Site(tmp_path / "preview")
    ribbon = preview.page("/redaktion/bald/").find(class_="draft").get_text(" ", strip=True)
    assert "22. November 2026 um 12:01 Uhr" in ribbon
    desk = preview.page("/redaktion/")
    shelves = {
        shelf.h2.text: [" ".join(work.get_text(" ").split()) for work in shelf.find_all("li")]
        for shelf in desk.find_all("section")
    }
    [planned] = shelves["Geplant"]
    assert planned.startswith("Titel bald 22. November 2026, 12:01 · 1 Minute")
    [draft] = shelves["In Arbeit"]
    assert "1 Lücke ist noch offen" in draft
    assert "Noch ohne Datum" in draft
    assert [text.split(" · ")[0] for text in shelves["Versteckt"]] == ["Titel leise 1 Minute"]
    assert len(shelves["Zurückgezogen"]) == 1
    for link in desk.find("main").find_all("a"):
        assert (
            preview.path(link["href"].removeprefix(SITE_URL)).exists()
            or states.path(link["href"].removeprefix(SITE_URL)).exists()
        )


def test_a_secret_address_that_got_about_can_be_withdrawn(tmp_path: Path) -> None:
    conf = one_of_each(tmp_path)
    essay = tmp_path / "content" / "essays" / "entwurf.md"

    def address() -> str:
        build_site(load_settings(conf))
        [page] = (tmp_path / "output" / "entwuerfe").glob("*/index.html")
        return page.parent.name

    first = address()
    text = essay.read_text(encoding="utf-8")
    essay.write_text(text.replace("Hier steht", "Dort steht"), encoding="utf-8")
    assert address() == first  # the control: rewriting it does not change its address
    essay.write_text(text.replace("status: draft", "status: draft\npreview: 2"), encoding="utf-8")
    assert address() != first

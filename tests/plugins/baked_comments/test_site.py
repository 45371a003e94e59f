"""The plugin in whole Pelican builds: a tiny content folder, and a theme of a few lines."""

from __future__ import annotations

import json
import locale
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pelican
import pytest
from blinker import NamedSignal, Signal
from bs4 import BeautifulSoup
from pelican.plugins import signals
from pelican.settings import read_settings

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.passage import Passage
from comments_api.conversation.rendering import render_pages
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments import signals as own_signals
from plugins.manuscript import AuthorError, BrokenManuscripts, InvalidSetting

ARTICLE = """\
<!DOCTYPE html>
<html lang="{{ article.lang }}"><title>{{ article.title }}</title><body>
{{ article.comments.remarked(article.content) if article.comments else article.content|safe }}
{% set talk = article.comments %}
{% if talk %}
<aside data-count="{{ talk.count }}" data-fragment="{{ talk.fragment_url }}">
{{ talk.list_html }}
{{ talk.form_html }}
</aside>
{% endif %}
</body></html>
"""
DISCUSSION = """\
<!DOCTYPE html>
<html lang="{{ article.lang }}"><title>{{ article.title }}, {{ sheet.number }}</title><body>
<aside data-fragment="{{ sheet.fragment_url }}">{{ sheet.list_html }}</aside>
</body></html>
"""
WRITTEN = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
EINS = ThreadId("eins")


class Site:
    """A publication of its own below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.exchange = Exchange(root / "exchange")
        for folder in ("content/essays", "theme/templates", "theme/static"):
            (root / folder).mkdir(parents=True)
        templates = root / "theme" / "templates"
        (templates / "article.html").write_text(ARTICLE)
        (templates / "discussion.html").write_text(DISCUSSION)
        (templates / "page.html").write_text("")

    def essay(self, name: str, text: str = "Ein Satz.", **fields: str) -> Path:
        front = {"title": name.title(), "date": "2026-09-07", "category": "Bestiarium", **fields}
        path = self.root / "content" / "essays" / f"{name}.md"
        lines = [f"{key}: {value}" for key, value in front.items()]
        path.write_text("\n".join(["---", *lines, "---", "", text, ""]), encoding="utf-8")
        return path

    def build(self, **settings: object) -> None:
        own = {
            "PATH": str(self.root / "content"),
            "THEME": str(self.root / "theme"),
            "OUTPUT_PATH": str(self.root / "output"),
            "DELETE_OUTPUT_DIRECTORY": True,
            "ARTICLE_PATHS": ["essays"],
            "ARTICLE_URL": "essays/{slug}/",
            "ARTICLE_SAVE_AS": "essays/{slug}/index.html",
            "ARTICLE_LANG_URL": "{lang}/essays/{slug}/",
            "ARTICLE_LANG_SAVE_AS": "{lang}/essays/{slug}/index.html",
            "DRAFT_SAVE_AS": "drafts/{slug}.html",
            "DIRECT_TEMPLATES": [],
            "CATEGORY_SAVE_AS": "",
            "AUTHOR_SAVE_AS": "",
            "TAG_SAVE_AS": "",
            "FEED_ALL_ATOM": None,
            "CATEGORY_FEED_ATOM": None,
            "TRANSLATION_FEED_ATOM": None,
            "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None,
            "AUTHOR": "Leopold Amalgam",
            "DEFAULT_LANG": "de",
            "TIMEZONE": "Europe/Berlin",
            "SITEURL": "",
            "BUILD_TIME": "2026-11-22T12:00:00+01:00",
            "COMMENTS_EXCHANGE": str(self.root / "exchange"),
            "JINJA_ENVIRONMENT": {"autoescape": True, "trim_blocks": True},
            "PLUGINS": ["plugins.baked_comments"],
            **settings,
        }
        pelican.Pelican(read_settings(override=own)).run()

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.root / "output" / name).read_bytes(), "html5lib")

    def essay_page(self, slug: str) -> BeautifulSoup:
        return self.page(f"essays/{slug}/index.html")

    def publish(self, *comments: PublicComment, thread: ThreadId = EINS, version: int = 1) -> None:
        self.exchange.write_published(PublishedThread(thread, version, comments))

    def listed(self) -> list[str]:
        return sorted(self.exchange.read_threads())


def comment(number: int, parent: int | None = None, source: str = "Ein *Wort*.") -> PublicComment:
    return PublicComment(number, parent, f"Name {number}", None, source, WRITTEN)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Pelican's signals are global; here nobody else is connected, and nobody stays so."""
    for name, value in list(vars(signals).items()):
        if isinstance(value, NamedSignal):
            monkeypatch.setattr(signals, name, NamedSignal(value.name))
    monkeypatch.setattr(own_signals, "findings_wanted", Signal())
    monkeypatch.setattr(pelican.console, "quiet", True)
    spoken = locale.setlocale(locale.LC_ALL)
    yield Site(tmp_path)
    locale.setlocale(locale.LC_ALL, spoken)


def test_a_remark_stands_at_its_passage_moves_with_it_and_outlives_it(site):
    exact = "Aufmerksamkeit ist kein Geld"
    passage = Passage(exact, "Er sagte, ", ", und ging nach Hause.")
    site.publish(replace(comment(1), passage=passage), comment(2))

    def built(text: str) -> BeautifulSoup:
        site.essay("eins", text)
        site.build()
        return site.essay_page("eins")

    for text in (
        f"Er sagte, {exact}, und ging nach Hause.",
        f"Vorweg etwas Neues.\n\nEr sagte, {exact}, und fuhr in die Stadt.",
        "Er sagte, *Aufmerksamkeit* ist ein Geld, und ging nach Hause.",
    ):
        page = built(text)
        marked = "".join(mark.get_text() for mark in page.select("mark"))
        assert marked == ("Aufmerksamkeit ist ein Geld" if "*" in text else exact)
        assert page.select_one("mark ~ .remarks a#passage-1")["href"] == "#kommentar-1"
        assert page.select_one("#kommentar-1 .comment__passage a")["href"] == "#passage-1"
        assert site.exchange.read_threads()[EINS].lost == frozenset()

    page = built("Er ging nach Hause.")
    assert not page.select("mark, .remarks")
    gone = page.select_one("#kommentar-1 .comment__passage")
    assert gone.get_text(" ", strip=True) == f"Die Stelle steht nicht (mehr) im Text: {exact}"
    thread = site.exchange.read_threads()[EINS]
    assert thread.lost == {1}
    published = site.exchange.read_published(EINS)
    (fragment,) = render_pages(thread.as_of(WRITTEN), published.comments, published.version)
    baked = (site.root / "output" / "essays" / "eins" / "index.html").read_text("utf-8")
    assert fragment in baked


def test_approved_comments_stand_in_the_page(site):
    site.essay("eins")
    site.publish(comment(1), comment(2, 1, "Eine **Antwort**."), version=4)
    site.build()
    page = site.essay_page("eins")
    assert page.select_one("#kommentar-1 .comment__text em").get_text() == "Wort"
    nested = page.select_one("li:has(> #kommentar-1) > ol #kommentar-2 .comment__text strong")
    assert nested.get_text() == "Antwort"
    assert page.aside["data-count"] == "2"
    assert page.aside["data-fragment"] == "/kommentare/eins.html"
    assert page.select_one("#kommentare")["data-version"] == "4"
    assert page.form["action"] == "/api/threads/eins/comments"


def articles(page: BeautifulSoup) -> list[str]:
    return [article["id"].removeprefix("kommentar-") for article in page("article")]


def test_the_same_comments_stand_in_the_order_of_time_on_a_page_of_their_own(site):
    site.essay("eins")
    later = replace(comment(3, 1), written_at=WRITTEN + timedelta(hours=1))
    site.publish(comment(1), comment(2), later)
    site.build()
    essay = site.essay_page("eins")
    links = essay.select(".thread__orders a")
    assert [(link["href"], link.get("aria-current")) for link in links] == [
        ("/essays/eins/#kommentare", "true"),
        ("/essays/eins/kommentare/zeit/#kommentare", None),
    ]
    by_time = site.page("essays/eins/kommentare/zeit/index.html")
    assert articles(essay) == ["1", "3", "2"]
    assert articles(by_time) == ["1", "2", "3"]
    assert by_time.select_one("#kommentar-3 .comment__reply-to a")["href"] == "#kommentar-1"
    assert not by_time.aside["data-fragment"]


def test_without_replies_there_is_only_one_order(site):
    site.essay("eins")
    site.publish(comment(1), comment(2))
    site.build()
    assert not site.essay_page("eins").select(".thread__orders")
    assert not (site.root / "output" / "essays" / "eins" / "kommentare").exists()


def test_a_long_discussion_goes_on_overleaf(site):
    site.essay("eins")
    many = [comment(number) for number in range(1, 301)]
    site.publish(*many, comment(301, 1), version=7)
    site.build(SITEURL="https://example.org")
    folder = site.root / "output" / "essays" / "eins" / "kommentare"
    overleaf = sorted(int(page.name) for page in folder.iterdir() if page.name.isdigit())
    pages = [site.essay_page("eins")]
    pages += [site.page(f"essays/eins/kommentare/{number}/index.html") for number in overleaf]
    expected = ["1", "301", *(str(number) for number in range(2, 301))]
    assert [number for page in pages for number in articles(page)] == expected
    home = "https://example.org/essays/eins/"
    following = [page.select_one("[rel=next]") for page in pages]
    assert [link and link["href"].partition("#")[0] for link in following] == [
        *(f"{home}kommentare/{number}/" for number in overleaf),
        None,
    ]
    assert pages[1].select_one("[rel=prev]")["href"] == f"{home}#kommentare"
    assert pages[1].aside["data-fragment"] == "https://example.org/kommentare/eins.2.html"
    assert [page.select_one("#kommentare")["data-version"] for page in pages] == ["7"] * len(pages)


def test_an_essay_nobody_commented_on_has_an_empty_thread_and_a_form(site):
    site.essay("eins")
    site.build()
    page = site.essay_page("eins")
    assert page.aside["data-count"] == "0"
    assert not page("article")
    assert page.form


def test_the_service_is_told_of_every_published_thread(site):
    site.essay("eins", title="Größe & „Ärger“", author="Ada Glas")
    site.essay("eins-en", slug="eins", lang="en", title="One")
    site.essay("zwei", status="hidden")
    site.essay("drei", comments="closed")
    site.essay("vier", thread="alter-name")
    site.build(SLUGIFY_SOURCE="basename")
    listed = json.loads(site.exchange.threads_file.read_text())["threads"]
    assert [(t["id"], t["url"], t["lang"], t["open"]) for t in listed] == [
        ("alter-name", "/essays/vier/", "de", True),
        ("drei", "/essays/drei/", "de", False),
        ("eins", "/essays/eins/", "de", True),
        ("eins-en", "/en/essays/eins/", "en", True),
        ("zwei", "/essays/zwei/", "de", True),
    ]
    assert (listed[2]["title"], listed[2]["author"]) == ("Größe & „Ärger“", "Ada Glas")
    assert listed[0]["author"] == "Leopold Amalgam"
    assert site.page("en/essays/eins/index.html").form["action"] == (
        "/api/threads/eins-en/comments"
    )


def test_drafts_and_essays_without_comments_have_no_thread(site):
    site.essay("eins")
    site.essay("entwurf", status="draft")
    site.essay("stumm", comments="off")
    site.publish(comment(1), thread=ThreadId("stumm"))
    site.build()
    assert site.listed() == ["eins"]
    assert not site.page("drafts/entwurf.html")("aside")
    assert not site.essay_page("stumm")("aside")
    assert site.essay_page("eins")("aside")


def test_a_closed_discussion_is_still_read(site):
    site.essay("eins", comments="closed")
    site.publish(comment(1))
    site.build()
    page = site.essay_page("eins")
    assert page.select("#kommentar-1")
    assert not page("form")
    assert "geschlossen" in page.select_one("#kommentar-schreiben").get_text()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-10-07T00:00:00+02:00", False), ("2026-10-06T23:59:59+02:00", True)],
)
def test_a_discussion_closes_after_its_days(site, moment, is_open):
    site.essay("eins")
    site.build(COMMENTS_CLOSE_AFTER_DAYS=30, BUILD_TIME=moment)
    assert bool(site.essay_page("eins")("form")) is is_open
    (thread,) = site.exchange.read_threads().values()
    assert thread.open
    assert thread.closes_at == datetime(2026, 10, 6, 22, 0, tzinfo=UTC)


def test_two_builds_of_the_same_are_the_same_and_the_list_is_not_touched(site):
    site.essay("eins")
    site.essay("zwei")
    site.publish(comment(1), comment(2, 1))
    site.build()
    page = (site.root / "output/essays/eins/index.html").read_bytes()
    before = site.exchange.threads_file.stat()
    site.build(BUILD_TIME="2031-01-01T00:00:00Z")
    assert (site.root / "output/essays/eins/index.html").read_bytes() == page
    assert site.exchange.threads_file.stat().st_ino == before.st_ino
    site.essay("drei")
    site.build()
    assert site.listed() == ["drei", "eins", "zwei"]
    assert site.exchange.threads_file.stat().st_ino != before.st_ino


def test_a_published_site_tells_its_own_address(site):
    site.essay("eins")
    site.build(SITEURL="https://example.org")
    (thread,) = site.exchange.read_threads().values()
    assert thread.url == "https://example.org/essays/eins/"
    assert site.essay_page("eins").aside["data-fragment"] == (
        "https://example.org/kommentare/eins.html"
    )


def test_with_comments_switched_off_nothing_is_baked_and_nobody_told(site):
    site.essay("eins")
    site.publish(comment(1))
    site.build(COMMENTS_ENABLED=False)
    assert not site.essay_page("eins")("aside")
    assert not site.exchange.threads_file.exists()
    site.build()
    assert site.essay_page("eins")("aside")
    assert site.exchange.threads_file.exists()


def test_a_broken_exchange_file_stops_the_build_and_the_old_list_stays(site):
    site.essay("eins")
    site.build()
    before = site.exchange.threads_file.read_bytes()
    site.essay("zwei")
    path = site.exchange.thread_file(EINS)
    path.parent.mkdir()
    path.write_text('{"version": 1, "thread_id": "eins", "thread_version": 1, "comments": [{}]}')
    with pytest.raises(AuthorError) as caught:
        site.build()
    assert f"{path}: „comments[0].author“ fehlt." in str(caught.value)
    assert "→ Veröffentlichen Sie sie neu" in str(caught.value)
    assert site.exchange.threads_file.read_bytes() == before


def test_a_template_that_fails_leaves_the_old_list(site):
    site.essay("eins")
    site.build()
    before = site.exchange.threads_file.read_bytes()
    site.essay("zwei")
    (site.root / "theme/templates/article.html").write_text("{{ 1 // 0 }}")
    with pytest.raises(ZeroDivisionError):
        site.build()
    assert site.exchange.threads_file.read_bytes() == before


def test_an_essay_that_cannot_be_read_does_not_close_its_discussion(site):
    site.essay("eins")
    broken = site.essay("zwei")
    site.build()
    assert site.listed() == ["eins", "zwei"]
    broken.write_bytes(b"---\ntitle: Gr\xf6\xdfe\n---\n")
    site.build()
    assert site.listed() == ["eins", "zwei"]
    broken.unlink()
    site.build()
    assert site.listed() == ["eins"]


def test_one_thread_for_two_essays_stops_the_build_with_both_paths(site):
    first, second = site.essay("eins"), site.essay("zwei", thread="eins")
    with pytest.raises(BrokenManuscripts) as caught:
        site.build()
    message = str(caught.value)
    assert f"{first}:1:1: error: Die Diskussion „eins“ gehört auch zu {second}." in message
    assert f"{second}:1:1: error: Die Diskussion „eins“ gehört auch zu {first}." in message
    assert not site.exchange.threads_file.exists()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"thread": "Groß und klein"}, "bad-thread"),
        ({"comments": "vielleicht"}, "unknown-comments"),
    ],
)
def test_front_matter_that_makes_no_sense_stops_the_build(site, fields, rule):
    path = site.essay("eins", **fields)
    with pytest.raises(BrokenManuscripts) as caught:
        site.build()
    (finding,) = caught.value.findings
    assert (finding.path, finding.rule) == (path, rule)


@pytest.mark.parametrize(
    "setting",
    [{"COMMENTS_CLOSE_AFTER_DAYS": "bald"}, {"COMMENTS_ENABLED": "ja"}, {"BUILD_TIME": "heute"}],
)
def test_an_impossible_setting_stops_the_build_and_is_named_in_german(site, setting):
    site.essay("eins")
    with pytest.raises(InvalidSetting) as caught:
        site.build(**setting)
    (name,) = setting
    assert str(caught.value).startswith(f"Die Einstellung {name} muss ")


@pytest.fixture
def findings(site: Site) -> Callable[[], list[tuple[str, int, str]]]:
    """What the editorial check would hear from this plugin."""
    from plugins.baked_comments import register  # noqa: PLC0415 after the signals are replaced
    from plugins.baked_comments import signals as own  # noqa: PLC0415 the same

    def ask() -> list[tuple[str, int, str]]:
        register()
        settings = {
            "DEFAULT_LANG": "de",
            "PATH": str(site.root / "content"),
            "ARTICLE_PATHS": ["essays"],
            "TIMEZONE": "Europe/Berlin",
            "SITEURL": "",
            "COMMENTS_EXCHANGE": str(site.root / "exchange"),
        }
        ((_, answer),) = own.findings_wanted.send(SimpleNamespace(settings=settings))
        return [(finding.path.name, finding.line, finding.rule) for finding in answer]

    return ask


def test_faults_are_found_in_the_files_before_a_build(site, findings):
    site.essay("eins")
    site.essay("zwei", thread="eins")
    site.essay("drei", date="2099-01-01", thread="eins")
    site.essay("vier", thread="Vier!")
    site.essay("entwurf", status="draft", thread="eins")
    assert findings() == [
        ("vier.md", 5, "bad-thread"),
        ("drei.md", 5, "duplicate-thread"),
        ("eins.md", 1, "duplicate-thread"),
        ("zwei.md", 5, "duplicate-thread"),
    ]


def test_sound_files_have_no_findings(site, findings):
    site.essay("eins")
    site.essay("zwei")
    (site.root / "content/essays/latin.md").write_bytes(b"---\ntitle: Gr\xf6\xdfe\n---\n")
    assert findings() == []

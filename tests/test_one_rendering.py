"""Rendering is one thing: page, fragment, feed and desk say the same of every comment.

All of it over the real doors: rows in SQLite, files of the exchange folder, HTTP. Only the essay's
page around the discussion is left out, for which tests/site builds the whole publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from comments_api.app import Service, assemble, create_app
from comments_api.config import Config
from comments_api.conversation import paging
from comments_api.conversation.comment import EarlierText, Thread
from comments_api.conversation.exchange import Exchange, fragment_name
from comments_api.conversation.passage import Passage, clean_quotation, passage_of
from comments_api.conversation.text import clean_line, clean_text
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from comments_api.passwords import Argon2Passwords
from plugins.baked_comments.baking import BakedThread, bake
from plugins.baked_comments.settings import Settings
from tests.comments_api.conversation.strategies import moments, threads
from tests.comments_api.support import BROWSER, NOON, PASSWORD, TurnedClock

ORIGIN = "https://spiegelkabinett.example"
ESSAY = "<p>Der Spiegel hängt schief, und niemand im Saal sieht hin.</p>"
ATOM = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
MARKDOWN = ["*so*", "**nie**", "> sagt er", "- eins\n- zwei", "`code`", "[da](https://a.example/)"]
LITTLE = 4_000
"""Bytes on a page here, so that threads of a few comments go on overleaf."""


@dataclass(frozen=True, slots=True)
class House:
    """A service, its exchange folder, and a moderator who is logged in."""

    service: Service
    desk: FlaskClient
    numbers: Iterator[int] = field(default_factory=lambda: count(1))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    Exchange(folder / "exchange").write_threads([])
    environ = {
        "DATABASE_URL": f"sqlite:///{folder / 'comments.sqlite3'}",
        "EXCHANGE_DIR": str(folder / "exchange"),
        "SECRET_FILE": str(folder / "secret"),
        "ERASURE_LEDGER": str(folder / "erasures.jsonl"),
        "PUBLIC_ORIGIN": ORIGIN,
    }
    cheap = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    service = assemble(Config.from_env(environ), TurnedClock(), cheap)
    service.accounts.add("Ute", PASSWORD)
    desk = create_app(service.config, service).test_client()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "MOST_BYTES", LITTLE)
        yield House(service, desk)
    service.close()


@dataclass(frozen=True, slots=True)
class Written:
    """A comment as it comes in. `parent` is an earlier one's place in the list."""

    comment: NewComment
    parent: int | None
    earlier: tuple[EarlierText, ...]


lines = st.text(max_size=30).map(clean_line)
texts = st.lists(lines | st.sampled_from(MARKDOWN), max_size=4).map("\n\n".join).map(clean_text)
passages = st.builds(
    Passage, st.sampled_from(["Spiegel", "niemand im Saal"]), lines, lines
) | lines.map(clean_quotation).map(lambda exact: passage_of(exact, "", ""))


@st.composite
def discussions(draw: st.DrawFn) -> list[Written]:
    """As wild as the doors let in; an answer may be to something that is not public."""
    return [
        Written(
            NewComment(
                thread_id=ThreadId("spaeter"),
                author=draw(lines.filter(bool)),
                website=draw(st.none() | st.just("https://example.org/a?b=c&d")),
                source=draw(texts.filter(bool)),
                written_at=draw(moments),
                by_author=draw(st.booleans()),
                status=draw(st.sampled_from([*[Status.APPROVED] * 4, Status.REJECTED])),
                passage=draw(st.none() | passages),
            ),
            draw(st.none() | st.integers(0, place - 1)) if place else None,
            tuple(draw(st.lists(st.builds(EarlierText, texts.filter(bool), moments), max_size=2))),
        )
        for place in range(draw(st.integers(1, 8)))
    ]


def take_in(house: House, thread: Thread, written: list[Written]) -> dict[int, Written]:
    """Store what was written; by the numbers the database gave."""
    ids: list[int] = []
    decided = datetime(2030, 1, 1, tzinfo=UTC)  # later than what came before
    with house.service.store.writing() as writing:
        writing.claim_thread(thread.id)
        for one in written:
            decided_at = decided + timedelta(minutes=next(house.numbers))
            parent = None if one.parent is None else ids[one.parent]
            comment = replace(
                one.comment, thread_id=thread.id, parent_id=parent, decided_at=decided_at
            )
            ids.append(writing.insert(comment))
            for text in one.earlier:
                writing.keep_earlier(ids[-1], text)
        writing.raise_version(thread.id)
    return dict(zip(ids, written, strict=True))


def build(house: House, thread: Thread) -> BakedThread:
    """What a build does: read what is published, bake it, tell the service of the thread."""
    exchange = house.service.exchange
    plain = Settings(
        enabled=True,
        exchange=exchange.root,
        close_after=None,
        now=NOON,
        default_lang="de",
        zone=thread.zone,
        site_url="",
        mail=False,
        rules_url="mitreden/",
        privacy_url="datenschutz/",
        imprint_url="impressum/",
    )
    baked = bake(thread, exchange.read_published(thread.id), ESSAY, plain)
    exchange.write_threads([replace(thread, lost=baked.thread.lost)])
    return baked


def seen(article: Tag) -> dict[str, Any]:
    """What a reader is told of a comment, whoever shows it."""
    (byline,) = article.select(".comment__byline")
    (moment,) = article.select(".comment__permalink time")
    (text,) = article.select(":scope > .comment__text")
    return {
        "byline": str(byline).replace(str(byline.get("id")), ""),
        "by_author": "comment--author" in article["class"],
        "written_at": str(moment),
        "text": str(text),
        "passage": [str(quote) for quote in article.select(".comment__passage blockquote")],
        "lost": bool(article.select(".comment__passage"))
        and not article.select("a[href*=passage]"),
        "earlier": [str(part) for part in article.select(".comment__history")],
        "avatar": [str(drawing) for drawing in article.select("svg")],
    }


def number_of(article: Tag) -> int:
    return int(str(article["id"]).removeprefix("kommentar-"))


def answered(article: Tag) -> int | None:
    """Whom the page says a comment answers: by a link, or by the list it stands in."""
    link = article.select_one(".comment__reply-to a")
    if link is not None:
        return int(str(link["href"]).rpartition("-")[2])
    assert article.parent is not None
    item = article.parent.find_parent("li")
    above = item.find("article", recursive=False) if item else None
    return number_of(above) if isinstance(above, Tag) else None


def on_the_desk(house: House) -> dict[int, tuple[dict[str, Any], str]]:
    """By number: the comment, and what is said of it around it."""
    if house.desk.get("/moderation/decided").status_code != 200:
        form = {"name": "Ute", "password": PASSWORD}
        house.desk.post("/moderation/login", data=form, headers=BROWSER)
    page = BeautifulSoup(house.desk.get("/moderation/decided").text, "html.parser")
    found = {}
    for entry in page.select("article.entry"):
        article = entry.select_one("article.comment")
        if article is not None:  # else its thread is another example's
            context = " ".join(part.get_text(" ") for part in entry.select(".context"))
            found[number_of(article)] = (seen(article), " ".join(context.split()))
    return found


def check_entry(entry: ET.Element, article: Tag, one: Written, parent: int | None) -> None:
    """The feed says what the page says, as far as feeds go."""
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == one.comment.author
    (moment,) = article.select(".comment__permalink time")
    published = datetime.fromisoformat(entry.findtext("a:published", "", ATOM))
    assert published == datetime.fromisoformat(str(moment["datetime"]))
    content = BeautifulSoup(entry.findtext("a:content", "", ATOM), "html.parser")
    on_page = article.select(".comment__passage blockquote")
    for quotation in on_page:
        first = content.blockquote
        assert first is not None
        assert first.extract().get_text() == quotation.get_text()
    (text,) = article.select(":scope > .comment__text")
    assert content.decode().strip() == text.decode_contents().strip()
    replying = entry.find("thr:in-reply-to", ATOM)
    named = None if replying is None else int(replying.attrib["ref"].rpartition("-")[2])
    assert named == parent


@settings(max_examples=30)
@given(threads, discussions())
def test_page_fragment_feed_and_desk_agree(house, thread, written):
    thread = replace(thread, id=ThreadId(f"faden-{next(house.numbers)}"), closes_at=None)
    stored = take_in(house, thread, written)
    public = {number for number, one in stored.items() if one.comment.status is Status.APPROVED}
    house.service.exchange.write_threads([thread])
    house.service.publication.publish(thread.id)
    baked = build(house, thread)  # which may find that passages are lost
    house.service.publication.publish(thread.id)

    pages = [str(baked.list_html)]
    pages += [str(page.list_html) for page in baked.pages if page.fragment_url]
    fragments = [
        house.desk.get(f"/kommentare/{fragment_name(thread.id, number)}")
        for number in range(1, len(pages) + 2)
    ]
    assert [fragment.text for fragment in fragments[:-1]] == pages
    assert fragments[-1].status_code == 404

    articles = {
        number_of(article): article
        for page in pages
        for article in BeautifulSoup(page, "html.parser")("article")
    }
    feed = ET.fromstring(house.desk.get(f"/kommentare/{thread.id}.atom").text)  # noqa: S314 our own
    entries = {
        int(entry.findtext("a:id", "", ATOM).rpartition("-")[2]): entry
        for entry in feed.iterfind("a:entry", ATOM)
    }
    assert set(articles) == set(entries) == public

    desk = on_the_desk(house)
    for number, article in articles.items():
        one = stored[number]
        parent = None if one.parent is None else list(stored)[one.parent]
        assert answered(article) == (parent if parent in public else None)
        assert bool(article.select(".comment__orphaned")) == (parent not in public | {None})
        shown, context = desk[number]
        assert shown == seen(article)
        assert ("antwortet auf" in context) == (parent is not None)
        assert parent is None or stored[parent].comment.author in context
        check_entry(entries[number], article, one, parent)

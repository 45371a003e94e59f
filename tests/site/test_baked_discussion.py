"""Approved threads stand in the pages' own HTML: one of two comments, one of ten thousand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from comments_api.conversation.avatar import avatar
from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import parse_thread_id
from tests.site.conftest import Site, build

ESSAY = "resterampe-der-aufmerksamkeit"
LONGEST = "sichtbar-sein-oder-nicht-sein"
AT = datetime(2026, 9, 8, 10, 0, tzinfo=UTC)
MOST_BYTES = 150_000


def comment(
    number: int, parent: int | None, text: str, *, by_author: bool = False
) -> PublicComment:
    return PublicComment(
        id=number,
        parent_id=parent,
        author="Erna Muster",
        website=None,
        source=text,
        written_at=AT + timedelta(minutes=number),
        by_author=by_author,
        avatar=77 + number,
    )


@pytest.fixture(scope="module")
def discussed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("discussed")
    exchange = Exchange(folder / "var" / "exchange")
    short = (
        comment(1, None, "Ich war **auch** auf der Raststätte."),
        comment(2, 1, "Dann war das Ihr Kaffee.", by_author=True),
    )
    long = tuple(
        comment(number, 3 if number % 3 == 0 and number > 3 else None, f"Satz {number}. " * 9)
        for number in range(1, 10_001)
    )
    exchange.write_published(PublishedThread(parse_thread_id(ESSAY), 3, short))
    exchange.write_published(PublishedThread(parse_thread_id(LONGEST), 1, long))
    return build(folder)


def test_the_thread_is_in_the_page_nested_and_marked(discussed: Site) -> None:
    page = discussed.page(f"/essays/{ESSAY}/")
    first, answer = page.find(id="kommentar-1"), page.find(id="kommentar-2")
    assert first.find("strong").get_text() == "auch"
    assert answer.find_parent("li").find_parent("li").find(id="kommentar-1")
    assert "comment--author" in answer["class"]
    assert "comment--author" not in first["class"]


def test_each_name_has_its_drawing(discussed: Site) -> None:
    page = discussed.text(f"/essays/{ESSAY}/")
    assert page.count('<svg class="blot') == 2
    assert avatar(78) in page
    assert avatar(79) in page


def test_no_page_of_ten_thousand_comments_is_heavy(discussed: Site) -> None:
    """The essay's own page least of all: it is the one that everybody loads."""
    essay = discussed.path(f"/essays/{LONGEST}/")
    pages = [page.read_text() for page in (essay, *essay.parent.rglob("kommentare/**/index.html"))]
    assert len(pages) > 100
    assert max(len(page.encode()) for page in pages) < MOST_BYTES
    shown = sum(page.count('<article class="comment') for page in pages)
    assert shown == 2 * 10_000  # by conversation, and by time


def test_the_service_learns_which_threads_there_are(discussed: Site) -> None:
    threads = Exchange(discussed.output.parent / "var" / "exchange").read_threads()
    assert threads[parse_thread_id(ESSAY)].open
    assert parse_thread_id("sichtbar-sein-oder-nicht-sein-en") in threads
    assert not [name for name in threads if "profilbild" in name or "entschuldigung" in name]

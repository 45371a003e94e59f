"""An approved thread stands in the page's own HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import parse_thread_id
from tests.site.conftest import build

ESSAY = "resterampe-der-aufmerksamkeit"
AT = datetime(2026, 9, 8, 10, 0, tzinfo=UTC)


def comment(
    number: int, parent: int | None, text: str, *, by_author: bool = False
) -> PublicComment:
    return PublicComment(
        id=number,
        parent_id=parent,
        author="Erna Muster",
        website=None,
        source=text,
        written_at=AT,
        by_author=by_author,
    )


def test_the_thread_is_in_the_page_nested_and_marked(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path / "var" / "exchange")
    exchange.write_published(
        PublishedThread(
            parse_thread_id(ESSAY),
            version=3,
            comments=(
                comment(1, None, "Ich war **auch** auf der Raststätte."),
                comment(2, 1, "Dann war das Ihr Kaffee.", by_author=True),
            ),
        )
    )
    page = build(tmp_path).page(f"/essays/{ESSAY}/")
    first, answer = page.find(id="kommentar-1"), page.find(id="kommentar-2")
    assert first.find("strong").get_text() == "auch"
    assert answer.find_parent("li").find_parent("li").find(id="kommentar-1")
    assert "comment--author" in answer["class"]
    assert "comment--author" not in first["class"]


def test_the_service_learns_which_threads_there_are(tmp_path: Path) -> None:
    build(tmp_path)
    threads = Exchange(tmp_path / "var" / "exchange").read_threads()
    assert threads[parse_thread_id(ESSAY)].open
    assert parse_thread_id("sichtbar-sein-oder-nicht-sein-en") in threads
    assert not [name for name in threads if "profilbild" in name or "entschuldigung" in name]

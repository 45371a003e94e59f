"""An essay that is renamed keeps its discussion, or is told that it loses it."""

from __future__ import annotations

from pathlib import Path

from comments_api.conversation.exchange import Exchange
from comments_api.conversation.exchange_format import PublishedThread
from comments_api.conversation.thread_id import parse_thread_id
from plugins.baked_comments.exchange_folder import commented
from plugins.baked_comments.naming import Claim, Published, check_renamed

OLD, NEW, OTHER = map(parse_thread_id, ("das-marshmallow", "das-marshmellow", "ganz-anders"))


def claim(slug: str, *, thread: str = "", title: str = "") -> Claim:
    return Claim(Path(f"{slug}.md"), 3, thread, slug, "de", title=title)


def renamed(claims: list[Claim], comments: dict, titles: dict | None = None) -> list:
    found = check_renamed(claims, Published(titles or {}, comments), "de", str)
    return [(str(one.path), one.line, one.rule) for one in found]


def test_a_new_slug_or_the_old_title_tells_whose_discussion_it_was() -> None:
    told = [("das-marshmellow.md", 3, "renamed-thread")]
    assert renamed([claim("das-marshmellow")], {OLD: 3}) == told
    assert renamed([claim("ganz-neu", title="Das M.")], {OLD: 3}, {OLD: "Das M."}) == [
        ("ganz-neu.md", 3, "renamed-thread")
    ]


def test_nothing_is_lost_where_the_thread_is_named_or_empty_or_its_essay_gone() -> None:
    assert renamed([claim("das-marshmellow", thread=OLD)], {OLD: 3}) == []
    assert renamed([claim("das-marshmellow")], {OLD: 0}) == []
    assert renamed([claim("ganz-anders"), claim("Nicht zu nennen")], {OLD: 3}) == []
    assert renamed([claim("das-marshmellow")], {OLD: 3, NEW: 1}) == []


def test_what_the_exchange_folder_knows(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path)
    assert commented(exchange) == Published({}, {})
    exchange.write_published(PublishedThread(OLD, 1, ()))
    (tmp_path / "threads" / "kaputt.json").write_text("{")
    (tmp_path / "threads" / "Kein Name.json").write_text("{}")
    (tmp_path / "threads.json").write_text("{")
    assert commented(exchange) == Published({}, {OLD: 0})


def test_a_discussion_that_vanishes_while_the_folder_is_read_is_none(tmp_path: Path) -> None:
    threads = tmp_path / "threads"
    threads.mkdir()
    (threads / "weg.json").symlink_to(tmp_path / "nirgends.json")
    assert commented(Exchange(tmp_path)).comments == {}

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments_api.conversation.comment import Thread
from comments_api.conversation.foreign_file import opened
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId
from comments_api.exporting.wxr import lines
from comments_api.importing.matching import Matching
from comments_api.importing.taking_over import take_over
from comments_api.importing.wordpress import read
from comments_api.model import NewComment, Status
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import NOON, OPEN, OTHER, THREADS, TurnedClock

PASSAGE = Passage("Mann & Maus", "mit", "unter")
KNOWN: dict[ThreadId, Thread] = {thread.id: thread for thread in THREADS}


def add(store: MemoryStore, thread_id: ThreadId = OPEN, **changes: Any) -> int:
    values = {"author": "Erna", "source": "Ein *Satz* & <mehr>.", "written_at": NOON, **changes}
    with store.writing() as writing:
        writing.claim_thread(thread_id)
        return writing.insert(NewComment(thread_id=thread_id, **values))


def exported(store: MemoryStore) -> str:
    return "".join(lines(store, KNOWN, "Spiegel & Kabinett", "https://alt.example"))


def imported(path: Path, content: str) -> MemoryStore:
    file = path / "export.xml"
    file.write_text(content, "utf-8")
    store = MemoryStore()
    with opened(file) as export:
        old = read(export, ZoneInfo("UTC"))
        report = take_over(store, TurnedClock(), Matching(KNOWN, {}, {}), old, "Anonym")
    assert report.homeless == []
    return store


def test_out_and_in_and_out_again_is_the_same(tmp_path: Path) -> None:
    store = MemoryStore()
    first = add(
        store, status=Status.APPROVED, email="erna@example.org", website="https://e.example"
    )
    add(store, parent_id=first, status=Status.APPROVED, by_author=True, source="```\na\n\nb\n```")
    add(store, OTHER, parent_id=4711, status=Status.APPROVED, passage=PASSAGE)
    add(store, OTHER, status=Status.REJECTED, source="Weg.")
    add(store, OTHER, status=Status.HELD, written_at=NOON + timedelta(microseconds=5))
    add(store, ThreadId("verschwunden"), status=Status.REJECTED)
    once = exported(store)
    assert "Weg." not in once
    assert "verschwunden" not in once
    assert "&lt;blockquote&gt;Mann &amp;amp; Maus&lt;/blockquote&gt;" in once
    again = exported(imported(tmp_path, once))
    assert again == once


@pytest.mark.parametrize(
    "kept", ["", "[]", "{", '{"exact": 7, "prefix": "", "suffix": ""}', "[" * 9999]
)
def test_what_is_no_passage_becomes_none(tmp_path: Path, kept: str) -> None:
    store = MemoryStore()
    add(store, status=Status.APPROVED, passage=PASSAGE)
    ours = escape(json.dumps(asdict(PASSAGE)))
    once = exported(store)
    assert ours in once
    with imported(tmp_path, once.replace(ours, kept)).reading() as reading:
        assert [comment.passage for comment in reading.every_comment()] == [None]


def test_a_discussion_whose_essay_is_gone_goes_by_its_own_name() -> None:
    store = MemoryStore()
    add(store, ThreadId("verschwunden"), status=Status.APPROVED)
    content = exported(store)
    assert "<link>https://alt.example/verschwunden/</link>" in content
    assert "<wp:comment_status>closed</wp:comment_status>" in content


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(1, 12),
            st.sampled_from([Status.APPROVED, Status.PENDING, Status.HELD]),
            st.sampled_from([OPEN, OTHER]),
        ),
        max_size=10,
    )
)
def test_any_tree_comes_back_the_same(
    tmp_path_factory: Any, tree: list[tuple[int | None, Status, ThreadId]]
) -> None:
    store = MemoryStore()
    for number, (parent, status, thread_id) in enumerate(tree, start=1):
        parent_id = parent if parent is None or parent < number else 100 + parent
        add(store, thread_id, parent_id=parent_id, status=status, source=f"Satz {number}.")
    once = exported(store)
    folder = tmp_path_factory.getbasetemp()
    assert exported(imported(folder, once)) == once

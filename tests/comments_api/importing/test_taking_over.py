from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.tree import build_tree, walk
from comments_api.importing.matching import Matching
from comments_api.importing.old_discussion import LeftOut, OldComment, OldThread
from comments_api.importing.taking_over import Report, take_over
from comments_api.model import EventKind, Status, StoredComment
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import NOON, OPEN, THREADS, TurnedClock

MATCHING = Matching({thread.id: thread for thread in THREADS}, {"x:1": ThreadId("entwurf")}, {})


def old(origin: str, parent: str | None = None, minutes: int = 0, **changes: object) -> OldComment:
    values: dict[str, object] = {
        "origin": origin,
        "parent": parent,
        "author": "Erna",
        "source": f"Satz {origin}.",
        "written_at": NOON + timedelta(minutes=minutes),
        **changes,
    }
    return OldComment(**values)  # type: ignore[arg-type]  # the tests name the fields they mean


def thread(*comments: OldComment, name: str = OPEN) -> OldThread:
    return OldThread((name,), "Titel", comments=list(comments))


def take(store: MemoryStore, *threads: OldThread) -> Report:
    return take_over(store, TurnedClock(), MATCHING, threads, "Anonym")


def stored(store: MemoryStore) -> dict[str, StoredComment]:
    with store.reading() as reading:
        return {comment.origin or "": comment for comment in reading.every_comment()}


def test_discussions_come_whole_public_ones_public_and_waiting_ones_waiting() -> None:
    store = MemoryStore()
    report = take(
        store,
        thread(
            old("a"),
            old("b", "a", 1, waits=True, author="", email="b@example.org"),
            old("c", "a", 2, by_author=True),
        ),
    )
    assert (report.added, report.waiting, report.orphans, report.unchanged) == (3, 1, 0, 0)
    assert report.threads == {OPEN}
    found = stored(store)
    assert found["b"].status is Status.PENDING
    assert (found["b"].author, found["b"].email) == ("Anonym", "b@example.org")
    assert found["c"].parent_id == found["a"].id
    assert (found["c"].by_author, found["c"].decided_at) == (True, found["c"].written_at)
    with store.reading() as reading:
        (event,) = reading.events(found["a"].id)
        assert (event.kind, event.who, event.at) == (EventKind.LOADED, "a", NOON)
        state = reading.thread(OPEN)
    assert state is not None
    assert state.version == 1


def test_a_second_run_changes_nothing_not_even_what_was_decided_or_erased_since() -> None:
    store = MemoryStore()
    discussion = thread(old("a"), old("b", "a", 1), old("c", "b", 2))
    take(store, discussion)
    with store.writing() as writing:
        writing.erase(stored(store)["b"].id)
        writing.decide(stored(store)["a"].id, Status.REJECTED, NOON)
    before = stored(store)
    report = take(store, thread(*discussion.comments))
    assert (report.added, report.unchanged, report.left_out) == (0, 2, {LeftOut.ERASED: 1})
    assert stored(store) == before


def test_a_later_export_adds_what_is_new_below_what_is_there() -> None:
    store = MemoryStore()
    take(store, thread(old("a")))
    report = take(store, thread(old("a"), old("b", "a", 1)))
    assert (report.added, report.unchanged) == (1, 1)
    take(store, thread(old("c", "a", 2)))  # its parent is not even in this file
    assert {one.parent_id for one in stored(store).values()} == {None, stored(store)["a"].id}


def test_orphans_are_kept_and_never_adopted_by_a_later_comment() -> None:
    store = MemoryStore()
    report = take(store, thread(old("b", "gone", 1), old("c", "gone", 2), old("d", "x", 3)))
    assert report.orphans == 3
    found = stored(store)
    assert found["b"].parent_id == found["c"].parent_id != found["d"].parent_id
    take(store, thread(*(old(f"n{number}") for number in range(9))))
    ids = {comment.id for comment in stored(store).values()}
    assert {found["b"].parent_id, found["d"].parent_id}.isdisjoint(ids)
    with store.reading() as reading:
        tree = build_tree(comment.public() for comment in reading.approved(OPEN))
    assert sum(node.orphaned for node in tree) == 3


def test_what_comes_twice_in_a_file_is_taken_once() -> None:
    report = take(store := MemoryStore(), thread(old("a"), old("a", None, 1, source="anders")))
    assert (report.added, report.left_out) == (1, {LeftOut.TWICE: 1})
    assert stored(store)["a"].source == "Satz a."


def test_a_discussion_without_a_home_is_told_and_the_others_come() -> None:
    store = MemoryStore()
    empty = thread(name="fremd")
    report = take(store, thread(old("a"), name="/fremd/"), empty, thread(old("b"), name="x:1"))
    assert [(one.names, one.title, one.comments) for one in report.homeless] == [
        (("/fremd/",), "Titel", 1)
    ]
    assert report.hidden == {"entwurf"}
    assert set(stored(store)) == {"b"}


def test_what_was_closed_undated_or_left_out_is_told() -> None:
    discussion = thread(old("a", waits=True))
    discussion.closed, discussion.undated = True, 1
    discussion.left_out[LeftOut.SPAM] = 2
    report = take(store := MemoryStore(), discussion)
    assert (report.closed, report.undated) == ([(OPEN, "Titel")], 1)
    assert report.left_out == {LeftOut.SPAM: 2}
    with store.reading() as reading:
        state = reading.thread(OPEN)
    assert state is not None
    assert state.version == 0, "nothing public came"


def test_nothing_stays_of_an_export_that_ends_in_ruin() -> None:
    store = MemoryStore()

    def broken() -> Iterator[OldThread]:
        yield thread(old("a"))
        raise ValueError("mitten im Satz")

    with pytest.raises(ValueError, match="mitten"):
        take_over(store, TurnedClock(), MATCHING, broken(), "Anonym")
    assert stored(store) == {}


LINKS = st.lists(st.none() | st.integers(0, 14), max_size=12)


@settings(max_examples=80)
@given(LINKS)
def test_any_tree_comes_whole(parents: list[int | None]) -> None:
    comments = [
        old(str(number), None if parent is None else str(parent), number % 3)
        for number, parent in enumerate(parents)
    ]
    store = MemoryStore()
    report = take(store, thread(*comments))
    assert report.added == len(comments)
    found = stored(store)
    origins = {comment.id: origin for origin, comment in found.items()}
    orphans = 0
    for comment in comments:
        parent_id = found[comment.origin].parent_id
        if comment.parent is None:
            assert parent_id is None
        elif parent_id in origins:
            assert origins[parent_id] == comment.parent
        else:
            orphans += 1
    assert report.orphans == orphans
    shown = walk(build_tree(comment.public() for comment in found.values()))
    assert len(list(shown)) == len(comments)
    missing = sum(one.parent is not None and one.parent not in found for one in comments)
    assert orphans >= missing
    assert orphans == missing or _has_circle(parents)


def _has_circle(parents: Iterable[int | None]) -> bool:
    above = list(parents)
    for start in range(len(above)):
        seen: set[int] = set()
        current: int | None = start
        while current is not None and current < len(above):
            if current in seen:
                return True
            seen.add(current)
            current = above[current]
    return False

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from comments_api.conversation.exchange import PublishedThread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import EventKind, NewComment, Status
from comments_api.moderation import SIBLINGS_SHOWN, AlreadySo, Moderation, UnknownComment
from comments_api.outbox import Outbox
from comments_api.ports import FilesUnavailable
from comments_api.publication import Publication
from comments_api.spam.learning import SpamFilter
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import AVATARS, FEEDS, NOON, OPEN, SECRET, KnownThreads, TurnedClock


class Files:
    """Remembers what is published; can be full."""

    def __init__(self) -> None:
        self.public: dict[ThreadId, list[int]] = {}
        self.full = False

    @contextmanager
    def held(self, thread_id: ThreadId) -> Iterator[None]:
        yield

    @contextmanager
    def site_held(self) -> Iterator[None]:
        yield

    def write_site_feed(self, feed: str) -> None:
        self.site_feed = feed

    def write(self, published: PublishedThread, fragment: str | None, feed: str | None) -> None:
        if self.full:
            raise FilesUnavailable("/exchange", "No space left on device")
        self.public[published.thread_id] = [comment.id for comment in published.comments]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def moderation(store: MemoryStore, files: Files, clock: TurnedClock) -> Moderation:
    threads = KnownThreads()
    publication = Publication(store, threads, files, clock, feeds=FEEDS, avatars=AVATARS)
    return Moderation(
        store, threads, clock, publication, SpamFilter(SECRET), outbox=Outbox(open=False)
    )


def add(
    store: MemoryStore,
    status: Status = Status.PENDING,
    parent_id: int | None = None,
    thread_id: ThreadId = OPEN,
) -> int:
    with store.writing() as writing:
        writing.claim_thread(thread_id)
        return writing.insert(
            NewComment(
                thread_id=thread_id,
                parent_id=parent_id,
                author="Erna",
                source="Ein Satz.",
                written_at=NOON,
                status=status,
                decided_at=None if status.waits else NOON,
            )
        )


def version(store: MemoryStore) -> int:
    with store.reading() as reading:
        state = reading.thread(OPEN)
    assert state is not None
    return state.version


def test_an_approved_comment_is_published_with_who_and_when(
    moderation: Moderation, store: MemoryStore, files: Files, clock: TurnedClock
) -> None:
    comment_id = add(store)
    clock.advance(minutes=5)
    done = moderation.decide(comment_id, Status.APPROVED, "Ute")
    assert done.trouble is None
    assert (done.comment.status, done.comment.decided_at) == (Status.APPROVED, clock())
    assert files.public == {OPEN: [comment_id]}
    with store.reading() as reading:
        [event] = reading.events(comment_id)
    assert (event.kind, event.who, event.at) == (EventKind.APPROVED, "Ute", clock())


def test_a_rejected_comment_publishes_nothing_and_keeps_the_reason(
    moderation: Moderation, store: MemoryStore, files: Files
) -> None:
    comment_id = add(store)
    moderation.decide(comment_id, Status.REJECTED, "Ute", "Werbung")
    assert files.public == {}
    assert version(store) == 0
    with store.reading() as reading:
        [event] = reading.events(comment_id)
    assert (event.kind, event.why) == (EventKind.REJECTED, "Werbung")


@pytest.mark.parametrize("status", [Status.REJECTED, Status.PENDING])
def test_taking_an_approval_back_takes_it_off_the_page(
    moderation: Moderation, store: MemoryStore, files: Files, status: Status
) -> None:
    comment_id = add(store)
    moderation.decide(comment_id, Status.APPROVED, "Ute")
    moderation.decide(comment_id, status, "Uwe")
    assert files.public == {OPEN: []}
    assert version(store) == 2


def test_a_rejection_can_be_taken_back(moderation: Moderation, store: MemoryStore) -> None:
    comment_id = add(store)
    moderation.decide(comment_id, Status.REJECTED, "Ute")
    done = moderation.decide(comment_id, Status.PENDING, "Ute")
    assert (done.comment.status, done.comment.decided_at) == (Status.PENDING, None)
    assert moderation.waiting(Status.PENDING, 10).pending == 1


def test_a_held_comment_can_be_approved(
    moderation: Moderation, store: MemoryStore, files: Files
) -> None:
    comment_id = add(store, Status.HELD)
    assert moderation.waiting(Status.HELD, 10).held == 1
    moderation.decide(comment_id, Status.APPROVED, "Ute")
    assert files.public == {OPEN: [comment_id]}


def test_deciding_the_same_again_is_refused_and_writes_nothing(
    moderation: Moderation, store: MemoryStore
) -> None:
    comment_id = add(store)
    moderation.decide(comment_id, Status.APPROVED, "Ute")
    with pytest.raises(AlreadySo) as caught:
        moderation.decide(comment_id, Status.APPROVED, "Uwe")
    assert (caught.value.comment_id, caught.value.status) == (comment_id, Status.APPROVED)
    with store.reading() as reading:
        assert len(reading.events(comment_id)) == 1
    assert version(store) == 1


def test_an_unknown_comment_is_refused(moderation: Moderation) -> None:
    with pytest.raises(UnknownComment):
        moderation.decide(4711, Status.APPROVED, "Ute")
    with pytest.raises(UnknownComment):
        moderation.answer(4711, "Nein.", "Leopold", "Ute")
    with pytest.raises(UnknownComment):
        moderation.look_at(4711)


def test_a_full_disk_leaves_the_decision_and_says_so(
    moderation: Moderation, store: MemoryStore, files: Files
) -> None:
    comment_id = add(store)
    files.full = True
    done = moderation.decide(comment_id, Status.APPROVED, "Ute")
    assert done.trouble is not None
    assert done.trouble.thread_id == OPEN
    assert done.comment.status is Status.APPROVED
    with store.reading() as reading:
        kept = reading.comment(comment_id)
    assert kept is not None
    assert kept.status is Status.APPROVED


def test_an_answer_is_public_at_once_below_its_comment(
    moderation: Moderation, store: MemoryStore, files: Files
) -> None:
    parent = add(store, Status.APPROVED)
    done = moderation.answer(parent, "Elfmal.", "Leopold", "Ute")
    answer = done.comment
    assert answer.by_author
    assert (answer.parent_id, answer.author, answer.source) == (parent, "Leopold", "Elfmal.")
    assert files.public == {OPEN: [parent, answer.id]}
    with store.reading() as reading:
        assert [event.kind for event in reading.events(answer.id)] == [EventKind.ANSWERED]
        assert reading.events(parent) == []


@pytest.mark.parametrize("status", [Status.PENDING, Status.HELD, Status.REJECTED])
def test_answering_what_is_not_public_makes_it_public(
    moderation: Moderation, store: MemoryStore, files: Files, status: Status
) -> None:
    parent = add(store, status)
    done = moderation.answer(parent, "Elfmal.", "Leopold", "Ute")
    assert files.public == {OPEN: [parent, done.comment.id]}
    with store.reading() as reading:
        assert [event.kind for event in reading.events(parent)] == [EventKind.APPROVED]


def test_a_comment_is_shown_with_its_parent_and_what_stands_beside_it(
    moderation: Moderation, store: MemoryStore
) -> None:
    parent = add(store, Status.APPROVED)
    beside = add(store, Status.APPROVED, parent)
    add(store, Status.PENDING, parent)
    comment_id = add(store, parent_id=parent)
    entry = moderation.look_at(comment_id)
    assert entry.parent is not None
    assert entry.parent.id == parent
    assert [sibling.id for sibling in entry.siblings] == [beside]
    assert entry.thread is not None
    assert entry.thread.id == OPEN


def test_only_the_newest_neighbours_are_shown(moderation: Moderation, store: MemoryStore) -> None:
    ids = [add(store, Status.APPROVED) for _ in range(SIBLINGS_SHOWN + 5)]
    entry = moderation.look_at(add(store))
    assert [sibling.id for sibling in entry.siblings] == ids[-SIBLINGS_SHOWN:]


def test_the_desk_counts_more_than_it_shows(moderation: Moderation, store: MemoryStore) -> None:
    ids = [add(store) for _ in range(5)]
    add(store, Status.HELD)
    desk = moderation.waiting(Status.PENDING, 3)
    assert [entry.comment.id for entry in desk.entries] == ids[:3]
    assert (desk.pending, desk.held) == (5, 1)


def test_the_latest_decision_comes_first(
    moderation: Moderation, store: MemoryStore, clock: TurnedClock
) -> None:
    first, second = add(store), add(store)
    moderation.decide(second, Status.REJECTED, "Ute")
    clock.advance(seconds=1)
    moderation.decide(first, Status.APPROVED, "Ute")
    assert [entry.comment.id for entry in moderation.decided(10).entries] == [first, second]


def test_a_comment_of_a_thread_that_is_gone_can_still_be_judged(
    moderation: Moderation, store: MemoryStore, files: Files
) -> None:
    comment_id = add(store, thread_id=ThreadId("verschwunden"))
    assert moderation.look_at(comment_id).thread is None
    assert moderation.decide(comment_id, Status.APPROVED, "Ute").trouble is None

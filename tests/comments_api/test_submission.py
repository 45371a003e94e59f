from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from comments_api.model import EventKind, NewComment, Status
from comments_api.rate_limit import RateLimit, TooMany
from comments_api.storage.memory import MemoryStore
from comments_api.submission import (
    AlreadyDecided,
    KeyReused,
    Submissions,
    ThreadClosed,
    UnknownParent,
    UnknownThread,
)
from tests.comments_api.support import (
    CLOSED,
    OPEN,
    OTHER,
    SECRET,
    KnownThreads,
    TurnedClock,
    screening,
    submission,
)

KEY = UUID("0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01")
ADDRESS = "192.0.2.1"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def submissions(store: MemoryStore, clock: TurnedClock) -> Submissions:
    limit = RateLimit(store, 3, 100, timedelta(minutes=10))
    return Submissions(store, KnownThreads(), clock, limit, SECRET, screening=screening())


def send(submissions: Submissions, **changes: object) -> tuple[int, str]:
    sent = submission(**changes)
    accepted = submissions.submit(submissions.thread(sent.thread_id), sent, ADDRESS)
    return accepted.comment_id, accepted.token


def add_approved(store: MemoryStore, clock: TurnedClock, thread: object = OPEN) -> int:
    with store.writing() as writing:
        writing.claim_thread(thread)  # type: ignore[arg-type]  # a ThreadId
        return writing.insert(
            NewComment(
                thread_id=thread,  # type: ignore[arg-type]  # a ThreadId
                author="Otto",
                source="Zuerst.",
                written_at=clock(),
                status=Status.APPROVED,
            )
        )


def how_many(store: MemoryStore) -> int:
    with store.reading() as reading:
        return len(list(reading.every_comment()))


def decide(store: MemoryStore, comment_id: int, status: Status, clock: TurnedClock) -> None:
    with store.writing() as writing:
        writing.decide(comment_id, status, clock())


def test_a_comment_waits_and_its_coming_is_written_down(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    comment_id, _token = send(submissions)
    with store.reading() as reading:
        comment = reading.comment(comment_id)
        events = reading.events(comment_id)
    assert comment is not None
    assert (comment.status, comment.written_at) == (Status.PENDING, clock())
    assert not comment.by_author
    assert comment.email == "erna@example.org"
    assert [event.kind for event in events] == [EventKind.SUBMITTED]


def test_nothing_is_kept_of_where_a_comment_came_from(
    submissions: Submissions, store: MemoryStore
) -> None:
    send(submissions)
    assert ADDRESS not in str(vars(store._tables))


@pytest.mark.parametrize("name", ["gibt-es-nicht", "../secret", "", "Ä", "a" * 101])
def test_an_unknown_thread_is_refused(submissions: Submissions, name: str) -> None:
    with pytest.raises(UnknownThread):
        submissions.thread(name)


def test_a_closed_thread_is_refused(submissions: Submissions, store: MemoryStore) -> None:
    with pytest.raises(ThreadClosed):
        send(submissions, thread_id=CLOSED)
    assert how_many(store) == 0


def test_the_same_key_and_body_is_one_comment_and_one_answer(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    first = send(submissions, key=KEY)
    clock.advance(days=3)
    assert send(submissions, key=KEY) == first
    assert how_many(store) == 1


def test_the_same_key_is_answered_alike_after_a_decision(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    first = send(submissions, key=KEY)
    decide(store, first[0], Status.APPROVED, clock)
    assert send(submissions, key=KEY) == first


@pytest.mark.parametrize(
    "changes",
    [{"text": "Etwas anderes."}, {"author": "Otto"}, {"email": None}, {"thread_id": OTHER}],
)
def test_the_same_key_with_another_body_is_refused(
    submissions: Submissions, store: MemoryStore, changes: dict[str, object]
) -> None:
    send(submissions, key=KEY)
    with pytest.raises(KeyReused):
        send(submissions, key=KEY, **changes)
    assert how_many(store) == 1


def test_without_a_key_the_same_words_within_ten_minutes_are_one_comment(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    first = send(submissions)
    clock.advance(minutes=9)
    assert send(submissions) == first
    assert how_many(store) == 1
    clock.advance(minutes=2)
    assert send(submissions) != first
    assert how_many(store) == 2


def test_the_same_words_elsewhere_or_from_another_are_another_comment(
    submissions: Submissions, store: MemoryStore
) -> None:
    send(submissions)
    send(submissions, thread_id=OTHER)
    send(submissions, author="Otto")
    assert how_many(store) == 3


def test_whoever_copies_an_approved_comment_gets_no_receipt_for_it(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    comment_id, _ = send(submissions)
    decide(store, comment_id, Status.APPROVED, clock)
    with pytest.raises(AlreadyDecided):
        send(submissions)


def test_sending_twice_counts_once(submissions: Submissions) -> None:
    for _ in range(10):
        send(submissions)
    send(submissions, text="Zwei.")
    send(submissions, text="Drei.")
    with pytest.raises(TooMany):
        send(submissions, text="Vier.")


def test_what_is_over_the_rate_is_not_stored(submissions: Submissions, store: MemoryStore) -> None:
    for number in range(3):
        send(submissions, text=f"Satz {number}.")
    with pytest.raises(TooMany):
        send(submissions, text="Noch einer.")
    assert how_many(store) == 3


def test_a_repetition_is_answered_even_over_the_rate_or_after_closing(
    submissions: Submissions, clock: TurnedClock
) -> None:
    first = send(submissions, key=KEY)
    send(submissions, text="Zwei.")
    send(submissions, text="Drei.")
    assert send(submissions, key=KEY) == first


def test_an_answer_stands_below_a_public_comment_of_its_thread(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    parent = add_approved(store, clock)
    comment_id, _token = send(submissions, parent_id=parent)
    with store.reading() as reading:
        found = reading.comment(comment_id)
    assert found is not None
    assert found.parent_id == parent


def test_a_parent_that_is_not_public_in_this_thread_is_refused(
    submissions: Submissions, store: MemoryStore, clock: TurnedClock
) -> None:
    waiting, _ = send(submissions)
    elsewhere = add_approved(store, clock, OTHER)
    for parent in (waiting, elsewhere, 4711):
        with pytest.raises(UnknownParent):
            send(submissions, text="Eine Antwort.", parent_id=parent)
    assert how_many(store) == 2


def test_a_sprung_trap_holds_the_comment_and_loses_nothing(
    submissions: Submissions, store: MemoryStore
) -> None:
    comment_id, token = send(submissions, trapped=True)
    with store.reading() as reading:
        comment = reading.comment(comment_id)
        events = reading.events(comment_id)
    assert comment is not None
    assert comment.status is Status.HELD
    assert comment.source == submission().text
    assert [(event.kind, event.who) for event in events] == [
        (EventKind.SUBMITTED, "visitor"),
        (EventKind.HELD, "honeypot"),
    ]
    assert send(submissions, trapped=True) == (comment_id, token)

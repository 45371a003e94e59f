"""What is remembered is what the database says, whichever process changed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from comments_api.model import BlockKind, Lesson, NewBlock, Tally, Verdict
from comments_api.ports import Store, Writing
from comments_api.spam import recollection
from comments_api.spam.recollection import Recollection
from comments_api.storage.memory import MemoryStore

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)
FEATURES = (1, 2, 3, 4)


def learn(writing: Writing) -> None:
    writing.learn(Lesson(2, Verdict.UNWANTED, frozenset({2, 3})))


def learn_otherwise(writing: Writing) -> None:
    """As many lessons as before, so that only what they hold is another."""
    writing.learn(Lesson(1, Verdict.WANTED, frozenset({2, 4})))


def unlearn(writing: Writing) -> None:
    writing.unlearn(1)


def block(writing: Writing) -> None:
    writing.add_block(NewBlock(kind=BlockKind.WORD, pattern="kredit", who="Ute", at=NOON))


def unblock(writing: Writing) -> None:
    writing.remove_block(1)


@pytest.fixture
def store() -> Store:
    store = MemoryStore()
    with store.writing() as writing:
        writing.learn(Lesson(1, Verdict.WANTED, frozenset({1, 2})))
        writing.add_block(NewBlock(kind=BlockKind.WORD, pattern="casino", who="Ute", at=NOON))
    return store


def known(store: Store, remembered: Recollection) -> tuple[object, ...]:
    with store.reading() as reading:
        recalled = remembered.of(reading)
        found = (recalled.lessons_learned(), recalled.tallies(FEATURES), recalled.blocks())
        assert found == (reading.lessons_learned(), reading.tallies(FEATURES), reading.blocks())
    return found


@pytest.mark.parametrize("change", [learn, learn_otherwise, unlearn, block, unblock])
def test_every_change_is_known_at_once(store: Store, change: Callable[[Writing], None]) -> None:
    remembered = Recollection()
    before = known(store, remembered)
    with store.writing() as writing:
        change(writing)
    assert known(store, remembered) != before


def test_a_change_that_was_undone_is_not_remembered(store: Store) -> None:
    remembered = Recollection()
    before = known(store, remembered)

    def undone(writing: Writing) -> None:
        learn(writing)
        assert remembered.of(writing).tallies(FEATURES)[3] == Tally(0, 1)
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(undone)
    assert known(store, remembered) == before


class Counting:
    """A reading that notes what it was asked for."""

    def __init__(self, store: Store) -> None:
        self.asked: list[object] = []
        self._store = store

    def __getattr__(self, name: str) -> Callable[..., object]:
        def ask(*arguments: object) -> object:
            self.asked.append((name, *arguments))
            with self._store.reading() as reading:
                return getattr(reading, name)(*arguments)

        return ask


def test_what_is_known_is_not_asked_again(store: Store) -> None:
    remembered, reading = Recollection(), Counting(store)
    assert remembered.of(reading).tallies([1, 2]) == {1: Tally(1, 0), 2: Tally(1, 0)}  # type: ignore[arg-type]
    reading.asked.clear()
    recalled = remembered.of(reading)  # type: ignore[arg-type]
    assert recalled.tallies([1, 2, 3]) == {1: Tally(1, 0), 2: Tally(1, 0)}
    assert recalled.tallies([3]) == {}
    assert reading.asked == [("spam_token",), ("tallies", [3])]


def test_memory_has_an_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recollection, "MOST_FEATURES", 3)
    remembered, reading = Recollection(), Counting(store)
    recalled = remembered.of(reading)  # type: ignore[arg-type]
    recalled.tallies([1, 2])
    assert recalled.tallies([2, 3, 4]) == {2: Tally(1, 0)}
    reading.asked.clear()
    recalled.tallies([1])
    assert reading.asked == [("tallies", [1])]

"""What is remembered is what the database says, whichever process changed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from comments_api.model import BlockKind, Lesson, NewBlock, Verdict
from comments_api.ports import SpamReader, Store, Writing
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


def gather(reading: SpamReader) -> tuple[object, ...]:
    return (reading.lessons_learned(), reading.tallies(FEATURES), reading.blocks())


def known(store: Store, remembered: Recollection[tuple[object, ...]]) -> tuple[object, ...]:
    with store.reading() as reading:
        found = remembered.of(reading)
        assert found == gather(reading)
    return found


@pytest.mark.parametrize("change", [learn, learn_otherwise, unlearn, block, unblock])
def test_every_change_is_known_at_once(store: Store, change: Callable[[Writing], None]) -> None:
    remembered = Recollection(gather)
    before = known(store, remembered)
    assert known(store, remembered) is before
    with store.writing() as writing:
        change(writing)
    assert known(store, remembered) != before


def test_a_change_that_was_undone_is_not_remembered(store: Store) -> None:
    remembered = Recollection(gather)
    before = known(store, remembered)

    def undone(writing: Writing) -> None:
        learn(writing)
        assert remembered.of(writing) == gather(writing) != before
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(undone)
    assert known(store, remembered) == before

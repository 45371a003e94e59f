"""Writers who come while another writes share the next transaction, and each gets its own answer.

The transaction is played, so that the test decides when the disk is slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from comments_api.storage.group_commit import GroupCommit

PATIENCE = 20


class DiskFull(Exception):
    pass


class Disk:
    """Transactions over a list of words. The first begins when it may; it can be made to fail."""

    def __init__(self) -> None:
        self.stored: list[list[str]] = []
        self.begun = Event()
        self.may_go_on = Event()
        self.fails: Exception | None = None
        self.never_begins = False

    @contextmanager
    def transaction(self) -> Iterator[list[str]]:
        first = not self.begun.is_set()
        self.begun.set()
        if first:
            assert self.may_go_on.wait(PATIENCE)
        if self.never_begins:
            raise DiskFull
        words: list[str] = []
        yield words
        if self.fails:
            raise self.fails
        self.stored.append(words)

    @contextmanager
    def apart(self, words: list[str]) -> Iterator[None]:
        before = len(words)
        try:
            yield
        except Exception:
            del words[before:]
            raise


@pytest.fixture
def disk() -> Disk:
    return Disk()


def writes(word: str, error: Exception | None = None) -> Callable[[list[str]], str]:
    def work(words: list[str]) -> str:
        words.append(word)
        if error is not None:
            raise error
        return word.upper()

    return work


def together(disk: Disk, works: dict[str, Exception | None]) -> dict[str, Future[str]]:
    """Let the first begin, the others come while it waits, and everything go on."""
    group = GroupCommit(disk.transaction, disk.apart, fatal=(DiskFull,))
    with ThreadPoolExecutor(len(works)) as pool:
        done = {}
        for word, error in works.items():
            done[word] = pool.submit(group.run, writes(word, error))
            assert disk.begun.wait(PATIENCE)
        while len(group._waiting) < len(works):
            assert not any(future.done() for future in done.values())
        disk.may_go_on.set()
    return done


def test_one_alone_is_stored_and_answered(disk: Disk) -> None:
    done = together(disk, {"a": None})
    assert done["a"].result() == "A"
    assert disk.stored == [["a"]]


def test_who_comes_while_another_waits_for_the_disk_shares_its_transaction(disk: Disk) -> None:
    done = together(disk, dict.fromkeys("abcdef"))
    assert {word: future.result() for word, future in done.items()} == {
        word: word.upper() for word in "abcdef"
    }
    (words,) = disk.stored
    assert sorted(words) == list("abcdef")


def test_what_one_refuses_is_undone_and_told_to_that_one_alone(disk: Disk) -> None:
    done = together(disk, {"a": None, "b": ValueError("b"), "c": None})
    assert [done[word].result() for word in "ac"] == ["A", "C"]
    with pytest.raises(ValueError, match="b"):
        done["b"].result()
    assert sorted(disk.stored[0]) == ["a", "c"]


def test_nobody_is_told_that_it_is_stored_when_the_commit_fails(disk: Disk) -> None:
    disk.fails = DiskFull()
    done = together(disk, {"a": None, "b": ValueError("b"), "c": None})
    for word, error in (("a", DiskFull), ("b", ValueError), ("c", DiskFull)):
        with pytest.raises(error):
            done[word].result()
    assert disk.stored == []


def test_after_a_fatal_error_nothing_of_the_transaction_is_trusted(disk: Disk) -> None:
    done = together(disk, {"a": None, "b": DiskFull(), "c": None})
    failed = [word for word, future in done.items() if future.exception() is not None]
    stored = [word for words in disk.stored for word in words]
    assert {"a", "b"} <= set(failed)  # c may have come after it, with a transaction of its own
    assert sorted(failed + stored) == ["a", "b", "c"]
    assert all(isinstance(done[word].exception(), DiskFull) for word in failed)


def test_a_transaction_that_cannot_begin_is_told_to_all_who_wait_for_it(disk: Disk) -> None:
    disk.never_begins = True
    done = together(disk, dict.fromkeys("abc"))
    assert all(isinstance(future.exception(), DiskFull) for future in done.values())


def test_after_a_failure_the_next_is_stored(disk: Disk) -> None:
    group = GroupCommit(disk.transaction, disk.apart, fatal=(DiskFull,))
    disk.may_go_on.set()
    disk.fails = DiskFull()
    with pytest.raises(DiskFull):
        group.run(writes("a"))
    disk.fails = None
    assert group.run(writes("b")) == "B"
    assert disk.stored == [["b"]]

from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange, ExchangeError
from comments_api.conversation.thread_id import ThreadId
from comments_api.storage.thread_list import ThreadList
from tests.comments_api.support import CLOSED, OPEN, THREADS


class CountedExchange(Exchange):
    """Counts how often the file is read."""

    reads = 0

    def read_threads(self) -> dict[ThreadId, Thread]:
        self.reads += 1
        return super().read_threads()


def test_the_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    exchange = CountedExchange(tmp_path)
    exchange.write_threads(THREADS)
    threads = ThreadList(exchange)
    for _ in range(3):
        assert threads.get(OPEN) == THREADS[0]
    assert exchange.reads == 1
    exchange.write_threads([thread for thread in THREADS if thread.id != OPEN])
    assert threads.get(OPEN) is None
    assert threads.get(CLOSED) is not None
    assert exchange.reads == 2


def test_before_the_first_build_there_are_none_and_then_there_are(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path)
    threads = ThreadList(exchange)
    assert threads.all() == {}
    exchange.write_threads(THREADS)
    assert set(threads.all()) == {thread.id for thread in THREADS}


def test_a_broken_file_is_told_each_time_and_heals(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path)
    exchange.write_threads(THREADS)
    threads = ThreadList(exchange)
    threads.all()
    exchange.threads_file.write_text("{")
    for _ in range(2):
        with pytest.raises(ExchangeError):
            threads.get(OPEN)
    exchange.write_threads(THREADS)
    assert threads.get(OPEN) is not None

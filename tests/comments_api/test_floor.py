"""One has the floor; who waits lends it; nobody keeps it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from comments_api.floor import Floor
from comments_api.ports import Writing
from comments_api.storage.database import open_database, prepare
from comments_api.storage.sql import SqlStore

PATIENCE = 20


def speak(floor: Floor, heard: Event) -> None:
    with floor.taken():
        heard.set()


def test_one_speaks_at_a_time() -> None:
    floor, heard = Floor(), Event()
    with ThreadPoolExecutor(1) as other:
        with floor.taken():
            speaking = other.submit(speak, floor, heard)
            assert not heard.wait(0.05)
        speaking.result(PATIENCE)
    assert heard.is_set()


def test_who_waits_lends_it_and_has_it_again() -> None:
    floor, heard, again = Floor(), Event(), Event()
    with ThreadPoolExecutor(1) as other, floor.taken():
        with floor.lent():
            other.submit(speak, floor, heard).result(PATIENCE)
        speaking = other.submit(speak, floor, again)
        assert not again.wait(0.05)
        with floor.lent():
            speaking.result(PATIENCE)


def test_nobody_can_lend_what_another_has() -> None:
    floor, heard = Floor(), Event()
    with ThreadPoolExecutor(1) as other, floor.taken():
        with ThreadPoolExecutor(1) as third:

            def lend() -> None:
                with floor.lent():
                    pass

            third.submit(lend).result(PATIENCE)
        speaking = other.submit(speak, floor, heard)
        assert not heard.wait(0.05)
        with floor.lent():
            speaking.result(PATIENCE)


def test_an_error_gives_it_back() -> None:
    floor = Floor()
    with pytest.raises(LookupError), floor.taken():
        raise LookupError
    with pytest.raises(LookupError), floor.taken(), floor.lent():
        raise LookupError
    with ThreadPoolExecutor(1) as other:
        other.submit(speak, floor, Event()).result(PATIENCE)


def test_a_store_lends_it_while_it_writes(tmp_path: Path) -> None:
    floor, heard = Floor(), Event()
    engine = open_database(f"sqlite:///{tmp_path / 'comments.sqlite3'}", 5)
    prepare(engine)

    def slow(_: Writing) -> bool:
        return heard.wait(PATIENCE)

    try:
        with ThreadPoolExecutor(1) as other:
            with floor.taken():
                speaking = other.submit(speak, floor, heard)
                assert SqlStore(engine, floor=floor).transact(slow)
            speaking.result(PATIENCE)
    finally:
        engine.dispose()

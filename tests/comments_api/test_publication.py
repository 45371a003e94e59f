from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from comments_api.app import Service, assemble
from comments_api.config import Config
from comments_api.conversation.exchange import ExchangeError, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from comments_api.ports import FilesUnavailable, StoreUnavailable, Writing
from comments_api.publication import NotPublished, Publication
from comments_api.storage.memory import MemoryStore
from comments_api.storage.published_files import ExchangeFiles
from tests.comments_api.support import (
    AVATARS,
    CLOSED,
    FEEDS,
    NOON,
    OPEN,
    OTHER,
    THREADS,
    KnownThreads,
    TurnedClock,
)


class Files:
    """Published files in memory, which can fail."""

    def __init__(self) -> None:
        self.written: list[tuple[PublishedThread, Sequence[str]]] = []
        self.full = False

    @contextmanager
    def held(self, thread_id: ThreadId) -> Iterator[None]:
        yield

    @contextmanager
    def site_held(self) -> Iterator[None]:
        yield

    def write_site_feed(self, feed: str) -> None:
        self.site_feed = feed

    def write(self, published: PublishedThread, fragments: Sequence[str], feed: str | None) -> None:
        if self.full:
            raise FilesUnavailable("/exchange", "No space left on device")
        self.written.append((published, fragments))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def publication(store: MemoryStore, files: Files, clock: TurnedClock) -> Publication:
    return Publication(store, KnownThreads(), files, clock, feeds=FEEDS, avatars=AVATARS)


def approve_new(writing: Writing, thread_id: ThreadId = OPEN, text: str = "Ein Satz.") -> int:
    writing.claim_thread(thread_id)
    comment_id = writing.insert(
        NewComment(
            thread_id=thread_id,
            author="Erna",
            email="erna@example.org",
            source=text,
            written_at=NOON,
            status=Status.APPROVED,
        )
    )
    writing.raise_version(thread_id)
    return comment_id


def published_version(store: MemoryStore, thread_id: ThreadId = OPEN) -> int:
    with store.reading() as reading:
        state = reading.thread(thread_id)
    assert state is not None
    return state.published_version


def test_the_approved_comments_are_published_and_that_is_remembered(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    with store.writing() as writing:
        comment_id = approve_new(writing)
        writing.insert(NewComment(thread_id=OPEN, author="Otto", source="Wartet.", written_at=NOON))
    publication.publish(OPEN)
    [(published, [fragment])] = files.written
    assert [comment.id for comment in published.comments] == [comment_id]
    assert published.version == published_version(store) == 1
    assert "Ein Satz." in fragment
    assert "Wartet." not in fragment


def test_no_email_leaves_the_store(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    with store.writing() as writing:
        comment_id = approve_new(writing)
    publication.publish(OPEN)
    with store.reading() as reading:
        comment = reading.comment(comment_id)
    assert comment is not None
    assert comment.email == "erna@example.org"  # the control: it is there to be leaked
    assert "erna@example.org" not in repr(files.written)


def test_a_full_disk_is_told_and_the_rest_is_still_to_be_published(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    with store.writing() as writing:
        approve_new(writing)
    files.full = True
    with pytest.raises(NotPublished, match="No space left"):
        publication.publish(OPEN)
    assert published_version(store) == 0
    files.full = False
    assert publication.publish_outstanding().published == (OPEN,)
    assert published_version(store) == 1


def test_only_what_is_behind_is_published(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    with store.writing() as writing:
        approve_new(writing)
        approve_new(writing, OTHER)
        writing.claim_thread(CLOSED)
    publication.publish(OPEN)
    assert publication.publish_outstanding().published == (OTHER,)
    assert publication.publish_outstanding().published == ()
    assert publication.publish_everything().published == (OPEN, OTHER)


def test_one_thread_that_fails_does_not_stop_the_others(
    store: MemoryStore, files: Files, clock: TurnedClock
) -> None:
    class HalfBroken(Files):
        def write(
            self, published: PublishedThread, fragments: Sequence[str], feed: str | None
        ) -> None:
            if published.thread_id == OPEN:
                raise FilesUnavailable("/exchange", "Permission denied")
            super().write(published, fragments, feed)

    publication = Publication(
        store, KnownThreads(), HalfBroken(), clock, feeds=FEEDS, avatars=AVATARS
    )
    with store.writing() as writing:
        approve_new(writing)
        approve_new(writing, OTHER)
    report = publication.publish_outstanding()
    assert report.published == (OTHER,)
    assert [failure.thread_id for failure in report.failed] == [OPEN]


def test_a_thread_the_site_has_no_more_keeps_its_comments_but_loses_its_page(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    gone = ThreadId("verschwunden")
    with store.writing() as writing:
        approve_new(writing, gone)
    publication.publish(gone)
    [(published, fragments)] = files.written
    assert len(published.comments) == 1
    assert fragments == ()


def test_a_busy_database_after_writing_counts_as_not_published(
    store: MemoryStore, files: Files, clock: TurnedClock
) -> None:
    def locked() -> AbstractContextManager[Writing]:
        raise StoreUnavailable("database is locked")

    with store.writing() as writing:
        approve_new(writing)
    store.writing = locked  # type: ignore[method-assign,assignment]  # a method that fails
    with pytest.raises(NotPublished, match="locked"):
        Publication(store, KnownThreads(), files, clock, feeds=FEEDS, avatars=AVATARS).publish(OPEN)


def test_an_unusable_list_of_threads_counts_as_not_published(
    store: MemoryStore, files: Files, clock: TurnedClock, tmp_path: Path
) -> None:
    class Broken:
        def get(self, thread_id: ThreadId) -> None:
            raise ExchangeError(tmp_path, "It is not valid JSON.", "Build the site again.")

    with store.writing() as writing:
        approve_new(writing)
    with pytest.raises(NotPublished, match="not valid JSON"):
        Publication(store, Broken(), files, clock, feeds=FEEDS, avatars=AVATARS).publish(OPEN)


def test_a_fragment_can_be_made_without_publishing(
    store: MemoryStore, files: Files, publication: Publication
) -> None:
    assert len(publication.fragments(OPEN)) == 1
    assert publication.fragments(ThreadId("verschwunden")) == ()
    with store.writing() as writing:
        approve_new(writing)
    (fragment,) = publication.fragments(OPEN)
    assert "Ein Satz." in fragment
    assert files.written == []


# With real files


def test_the_files_are_what_the_site_reads(service: Service) -> None:
    with service.store.writing() as writing:
        approve_new(writing)
    service.publication.publish(OPEN)
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert [comment.source for comment in published.comments] == ["Ein Satz."]
    assert "Ein Satz." in service.exchange.fragment_file(OPEN).read_text()


def test_what_a_crash_left_behind_is_published_by_housekeeping(service: Service) -> None:
    with service.store.writing() as writing:
        approve_new(writing)  # and here the process died
    assert service.exchange.read_published(OPEN) is None
    assert service.housekeeping.tidy().published == (OPEN,)
    assert service.exchange.read_published(OPEN) is not None


def test_a_folder_that_is_not_writable_is_told_with_its_place(
    service: Service, tmp_path: Path
) -> None:
    with service.store.writing() as writing:
        approve_new(writing)
    (tmp_path / "exchange" / "threads").write_text("a file where the folder should be")
    with pytest.raises(NotPublished, match="threads"):
        service.publication.publish(OPEN)
    (tmp_path / "exchange" / "threads").unlink()
    service.publication.publish(OPEN)


def test_a_lock_that_cannot_be_made_is_told(service: Service, tmp_path: Path) -> None:
    with service.store.writing() as writing:
        approve_new(writing)
    (tmp_path / "exchange" / "locks").write_text("a file where the folder should be")
    with pytest.raises(NotPublished, match="locks"):
        service.publication.publish(OPEN)


def test_a_fragment_without_a_thread_is_taken_away(service: Service) -> None:
    with service.store.writing() as writing:
        approve_new(writing)
    service.publication.publish(OPEN)
    assert service.exchange.fragment_file(OPEN).exists()
    service.exchange.write_threads([thread for thread in THREADS if thread.id != OPEN])
    service.publication.publish(OPEN)
    assert not service.exchange.fragment_file(OPEN).exists()
    assert service.exchange.read_published(OPEN) is not None


def _publish_in_another_process(environ: dict[str, str]) -> None:
    service = assemble(Config.from_env(environ))
    with service.store.writing() as writing:
        approve_new(writing, text=f"Aus Prozess {os.getpid()}.")
    service.publication.publish(OPEN)
    service.close()


def test_processes_that_publish_at_once_end_with_the_newest(
    service: Service, environ: dict[str, str]
) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_publish_in_another_process, args=(environ,)) for _ in range(3)
    ]
    for process in processes:
        process.start()

    def publish(number: int) -> None:
        with service.store.writing() as writing:
            approve_new(writing, text=f"Aus Thread {number}.")
        service.publication.publish(OPEN)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(publish, range(12)))
    for process in processes:
        process.join()
        assert process.exitcode == 0
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert published.version == 15
    assert len(published.comments) == 15


def test_a_thread_is_held_by_one_at_a_time(service: Service) -> None:
    files = ExchangeFiles(service.exchange)
    order: list[str] = []

    def second() -> None:
        with files.held(OPEN):
            order.append("second")

    with ThreadPoolExecutor(1) as pool:
        with files.held(OPEN):
            waiting = pool.submit(second)
            with files.held(OTHER):  # another thread is nobody's business
                order.append("first")
        waiting.result()
    assert order == ["first", "second"]

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_api.conversation import atomic
from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.exchange import Exchange, ExchangeError, PublishedThread
from comments_api.conversation.thread_id import ThreadId

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
EINS = ThreadId("eins")
THREAD = Thread(EINS, "Eins", "/essays/eins/", "de", "Leo", open=True)
COMMENT = PublicComment(7, None, "Ada", None, "Text", NOON)
PUBLISHED = PublishedThread(EINS, 3, (COMMENT,))


@pytest.fixture
def exchange(tmp_path: Path) -> Exchange:
    return Exchange(tmp_path / "exchange")


def test_every_file_has_its_place(exchange):
    root = exchange.root
    assert exchange.threads_file == root / "threads.json"
    assert exchange.thread_file(EINS) == root / "threads" / "eins.json"
    assert exchange.fragment_file(EINS) == root / "fragments" / "eins.html"


def test_before_anything_was_written_there_is_nothing_to_read(exchange):
    assert exchange.read_threads() == {}
    assert exchange.read_published(EINS) is None


def test_threads_come_back(exchange):
    assert exchange.write_threads([THREAD])
    assert exchange.read_threads() == {EINS: THREAD}


def test_published_comments_come_back(exchange):
    assert exchange.write_published(PUBLISHED)
    assert exchange.read_published(EINS) == PUBLISHED


def test_a_fragment_is_written_as_it_is(exchange):
    exchange.write_fragments(EINS, ["<p>Größe</p>\n"])
    assert exchange.fragment_file(EINS).read_bytes() == "<p>Größe</p>\n".encode()


def test_pages_that_a_thread_no_longer_has_are_taken_away(exchange):
    exchange.write_fragments(ThreadId("eins-zwei"), ["<p>", "<p>"])
    exchange.write_fragments(EINS, ["<p>1", "<p>2", "<p>3"])
    exchange.write_fragments(EINS, ["<p>1", "<p>2"])
    folder = exchange.root / "fragments"
    left = ["eins-zwei.2.html", "eins-zwei.html", "eins.2.html", "eins.html"]
    assert sorted(file.name for file in folder.iterdir()) == left
    exchange.write_fragments(EINS, [])
    assert sorted(file.name for file in folder.iterdir()) == left[:2]


def test_what_did_not_change_is_not_written_again(exchange):
    def everything():
        return [
            exchange.write_threads([THREAD]),
            exchange.write_published(PUBLISHED),
        ]

    assert everything() == [True, True]
    exchange.write_fragments(EINS, ["<p>"])
    files = [p for p in exchange.root.rglob("*") if p.is_file()]
    before = [file.stat().st_ino for file in files]
    assert everything() == [False, False]
    exchange.write_fragments(EINS, ["<p>"])
    assert [file.stat().st_ino for file in files] == before
    assert exchange.write_threads([replace(THREAD, open=False)])
    assert exchange.threads_file.stat().st_ino not in before


@pytest.mark.parametrize(
    ("read", "name", "remedy"),
    [
        (lambda e: e.read_threads(), "threads.json", "make build"),
        (lambda e: e.read_published(EINS), "threads/eins.json", "comments_api publish --all"),
    ],
)
def test_a_malformed_file_is_an_error_with_path_reason_and_remedy(exchange, read, name, remedy):
    path = exchange.root / name
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 1}')
    with pytest.raises(ExchangeError) as caught:
        read(exchange)
    error = caught.value
    assert error.path == path
    assert "fehlt" in error.reason
    assert remedy in error.remedy
    assert str(error) == f"{path}: {error.reason}\n    → {error.remedy}"
    assert path.read_text() == '{"version": 1}'


def test_errors_speak_english_by_setting(tmp_path):
    exchange = Exchange(tmp_path, lang="en")
    exchange.threads_file.write_text('{"version": 1, "threads": 7}')
    with pytest.raises(ExchangeError, match="“threads” must be a list"):
        exchange.read_threads()


def test_what_was_expected_is_told_in_german_too(exchange):
    exchange.root.mkdir()
    exchange.threads_file.write_text('{"version": 1, "threads": 7}')
    with pytest.raises(ExchangeError) as caught:
        exchange.read_threads()
    assert caught.value.reason == "„threads“ muss eine Liste sein."


def test_a_file_of_a_later_version_asks_for_the_same_software(exchange):
    exchange.root.mkdir()
    exchange.threads_file.write_text('{"version": 9}')
    with pytest.raises(ExchangeError) as caught:
        exchange.read_threads()
    assert "Formatversion 9" in caught.value.reason
    assert "derselben Version der Software" in caught.value.remedy


def test_a_file_under_the_name_of_another_thread_is_refused(exchange):
    exchange.write_published(PUBLISHED)
    zwei = ThreadId("zwei")
    exchange.thread_file(EINS).rename(exchange.thread_file(zwei))
    with pytest.raises(ExchangeError, match="„eins“"):
        exchange.read_published(zwei)


def test_a_file_that_cannot_be_read_is_told(exchange):
    exchange.threads_file.mkdir(parents=True)
    with pytest.raises(ExchangeError) as caught:
        exchange.read_threads()
    assert "Is a directory" in caught.value.reason
    assert "Datenträger" in caught.value.remedy


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (lambda e: e.write_threads([THREAD, THREAD]), "threads.json"),
        (lambda e: e.write_threads([replace(THREAD, url="essays/")]), "threads.json"),
        (lambda e: e.write_threads([replace(THREAD, title="\ud800")]), "threads.json"),
        (lambda e: e.write_published(replace(PUBLISHED, version=-1)), "threads/eins.json"),
        (
            lambda e: e.write_published(replace(PUBLISHED, comments=(COMMENT, COMMENT))),
            "threads/eins.json",
        ),
    ],
)
def test_what_could_not_be_read_again_is_not_written(exchange, write, name):
    exchange.write_threads([THREAD])
    exchange.write_published(PUBLISHED)
    before = (exchange.root / name).read_bytes()
    with pytest.raises(ExchangeError) as caught:
        write(exchange)
    assert caught.value.path == exchange.root / name
    assert "blieb, wie sie ist" in caught.value.remedy
    assert (exchange.root / name).read_bytes() == before


def test_a_write_that_fails_leaves_the_old_threads(exchange, monkeypatch):
    exchange.write_threads([THREAD])

    def full(descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            exchange.write_threads([replace(THREAD, title="Zwei")])
    assert exchange.read_threads() == {EINS: THREAD}
    assert exchange.write_threads([replace(THREAD, title="Zwei")])
    assert exchange.read_threads()[EINS].title == "Zwei"


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_raises_anything_but_an_exchange_error(exchange, content):
    for path in (exchange.threads_file, exchange.thread_file(EINS)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with pytest.raises(ExchangeError):
        exchange.read_threads()
    with pytest.raises(ExchangeError):
        exchange.read_published(EINS)


def test_former_names_go_from_site_to_service(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path)
    assert exchange.read_former_names() == {}
    names = {"/b/?p=1": ThreadId("eins"), "/a/": ThreadId("zwei")}
    assert exchange.write_former_names(names)
    assert not exchange.write_former_names(dict(reversed(names.items())))
    assert exchange.read_former_names() == names
    exchange.former_names_file.write_text('{"version": 1, "names": [{"name": "a"}]}')
    with pytest.raises(ExchangeError, match="thread_id"):
        exchange.read_former_names()

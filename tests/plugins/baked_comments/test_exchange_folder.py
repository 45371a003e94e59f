from datetime import UTC, datetime

import pytest

from comments_api.conversation import atomic
from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments.exchange_folder import published, tell_former_names, tell_the_service
from plugins.manuscript import AuthorError, parse_manuscript

EINS = ThreadId("eins")
THREAD = Thread(EINS, "Eins", "/essays/eins/", "de", "Leo", open=True)
COMMENT = PublicComment(7, None, "Ada", None, "Text", datetime(2026, 9, 8, tzinfo=UTC))


@pytest.fixture
def exchange(tmp_path):
    return Exchange(tmp_path, "de")


def test_what_the_service_published_is_read(exchange):
    assert published(exchange, EINS) is None
    thread = PublishedThread(EINS, 1, (COMMENT,))
    exchange.write_published(thread)
    assert published(exchange, EINS) == thread


def test_a_broken_file_stops_the_build_with_path_reason_and_remedy(exchange):
    path = exchange.thread_file(EINS)
    path.parent.mkdir()
    path.write_text("{")
    with pytest.raises(AuthorError) as caught:
        published(exchange, EINS)
    assert str(caught.value) == (
        f"{path}: Die Datei enthält kein gültiges JSON.\n"
        "    → Veröffentlichen Sie sie neu aus der Datenbank: python -m comments_api publish --all"
    )


def test_the_list_of_threads_is_handed_over(exchange):
    tell_the_service(exchange, [THREAD], str)
    assert exchange.read_threads() == {EINS: THREAD}


def test_a_list_that_makes_no_sense_stops_the_build(exchange):
    with pytest.raises(AuthorError, match="dieselbe Kennung zweimal"):
        tell_the_service(exchange, [THREAD, THREAD], str)
    assert not exchange.threads_file.exists()


def test_a_full_disk_stops_the_build_and_leaves_the_old_list(exchange, monkeypatch):
    tell_the_service(exchange, [THREAD], str)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(AuthorError) as caught:
        tell_the_service(exchange, [], str)
    assert str(exchange.threads_file) in str(caught.value)
    assert "No space left on device" in str(caught.value)
    assert "COMMENTS_EXCHANGE" in str(caught.value)
    assert exchange.read_threads() == {EINS: THREAD}


def test_former_names_are_handed_over(exchange, tmp_path):
    essay = parse_manuscript(tmp_path / "a.md", "---\nslug: eins\naliases: /alt/\n---\n")
    tell_former_names(exchange, [essay], "de", str)
    assert exchange.read_former_names() == {"/alt/": "eins"}

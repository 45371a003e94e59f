from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from comments_api.web.fragments import Fragments
from tests.comments_api.support import NOON, OPEN

URL = f"/kommentare/{OPEN}.html"


def publish(service: Service, text: str) -> None:
    with service.store.writing() as writing:
        writing.claim_thread(OPEN)
        writing.insert(
            NewComment(
                thread_id=OPEN,
                author="Erna",
                source=text,
                written_at=NOON,
                status=Status.APPROVED,
            )
        )
        writing.raise_version(OPEN)
    service.publication.publish(OPEN)


def test_a_published_thread_is_its_file(client: FlaskClient, service: Service) -> None:
    publish(service, "Ein Satz.")
    answer = client.get(URL)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.get_data() == service.exchange.fragment_file(OPEN).read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"


def test_an_unchanged_thread_is_304_and_a_changed_one_is_not(
    client: FlaskClient, service: Service
) -> None:
    publish(service, "Ein Satz.")
    etag = client.get(URL).headers["ETag"]
    again = client.get(URL, headers={"If-None-Match": etag})
    assert (again.status_code, again.get_data()) == (304, b"")
    publish(service, "Noch einer.")
    changed = client.get(URL, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Noch einer." in changed.text
    assert changed.headers["ETag"] != etag


def test_a_thread_nobody_wrote_in_is_its_empty_list(client: FlaskClient) -> None:
    answer = client.get(URL)
    assert answer.status_code == 200
    assert 'data-version="0"' in answer.text
    assert answer.headers["ETag"]


@pytest.mark.parametrize("name", ["gibt-es-nicht", "..%2fsecret", "A", "a" * 101])
def test_a_thread_the_site_does_not_have_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/kommentare/{name}.html").status_code == 404


def test_only_so_many_fragments_are_kept(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments_api.web.fragments._KEPT", 2)
    fragments = Fragments(service.exchange)
    for number in range(4):
        thread_id = ThreadId(f"thread-{number}")
        service.exchange.write_fragment(thread_id, f"<p>{number}</p>")
        found = fragments.get(thread_id)
        assert found is not None
        assert found.content == f"<p>{number}</p>".encode()
    assert len(fragments._kept) == 2

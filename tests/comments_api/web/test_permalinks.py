"""An address of a comment that lasts, though its thread breaks into other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.model import NewComment, Status
from tests.comments_api.support import NOON, OPEN, THREADS

Fill = Callable[..., list[int]]


@pytest.fixture
def fill(service: Service) -> Fill:
    def add(number: int, thread_id: str = OPEN, status: Status = Status.APPROVED) -> list[int]:
        with service.store.writing() as writing:
            writing.claim_thread(thread_id)
            ids = [
                writing.insert(
                    NewComment(
                        thread_id=thread_id,
                        author="Erna",
                        source="Ein Satz.",
                        written_at=NOON + timedelta(minutes=minute),
                        status=status,
                    )
                )
                for minute in range(number)
            ]
            writing.raise_version(thread_id)
        return ids

    return add


def test_a_comment_is_found_on_the_page_it_stands_on(client: FlaskClient, fill: Fill) -> None:
    ids = fill(250)
    essay = next(thread.url for thread in THREADS if thread.id == OPEN)
    first, last = (client.get(f"/api/comments/{number}") for number in (ids[0], ids[-1]))
    assert (first.status_code, first.location) == (302, f"{essay}#kommentar-{ids[0]}")
    page, _, anchor = last.location.partition("#")
    assert page.startswith(f"{essay}kommentare/")
    assert anchor == f"kommentar-{ids[-1]}"


def test_the_fragments_are_paged_alike(client: FlaskClient, service: Service, fill: Fill) -> None:
    ids = fill(250)
    service.publication.publish(OPEN)
    number = client.get(f"/api/comments/{ids[-1]}").location.split("/")[-2]
    answer = client.get(f"/kommentare/{OPEN}.{number}.html")
    assert answer.status_code == 200
    assert f'id="kommentar-{ids[-1]}"' in answer.text
    assert f'id="kommentar-{ids[-1]}"' not in client.get(f"/kommentare/{OPEN}.html").text
    assert client.get(f"/kommentare/{OPEN}.{int(number) + 1}.html").status_code == 404


@pytest.mark.parametrize("number", ["0", "77", "x", "-1", "1.5", "²", "9" * 19, "9" * 400])
def test_what_is_no_public_comment_is_404(client: FlaskClient, fill: Fill, number: str) -> None:
    (waiting,) = fill(1, status=Status.PENDING)
    (homeless,) = fill(1, thread_id="verschwunden")
    for unseen in (number, waiting, homeless):
        assert client.get(f"/api/comments/{unseen}").status_code == 404

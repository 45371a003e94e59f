"""The whole service on each real database: what the store's parts promise holds together."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from comments_api.app import Service, assemble, create_app
from comments_api.config import Config
from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Status, Submission
from comments_api.storage.sql import SqlWriting

THREAD = ThreadId("die-resterampe")
URL = f"/api/threads/{THREAD}/comments"
KEY = UUID("0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01")
SENT = Submission(
    thread_id=THREAD,
    parent_id=None,
    author="Erna",
    email=None,
    website=None,
    text="Ein Satz.",
    key=None,
)
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    engine: Engine = request.getfixturevalue(
        "sqlite_engine" if request.param == "sqlite" else "empty_postgresql"
    )
    exchange = tmp_path / "exchange"
    Exchange(exchange).write_threads(
        [Thread(THREAD, "Resterampe", "/essays/x/", "de", "Leopold", open=True)]
    )
    made = assemble(
        Config.from_env(
            {
                "DATABASE_URL": engine.url.render_as_string(hide_password=False),
                "EXCHANGE_DIR": str(exchange),
                "SECRET_FILE": str(tmp_path / "secret"),
                "RATE_PER_NETWORK": "20",
            }
        )
    )
    yield made
    made.close()


def send_at_once(service: Service, times: int, key: UUID | None) -> list[object]:
    """What everybody is answered who sends the very same at the same time."""
    thread = service.submissions.thread(THREAD)
    sent = replace(SENT, key=key)

    def send(_: int) -> object:
        return service.submissions.submit(thread, sent, "192.0.2.1")

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(send, range(times)))


@pytest.mark.parametrize("key", [KEY, None], ids=["with a key", "without a key"])
def test_the_same_comment_sent_by_an_impatient_hand_is_one(
    service: Service, key: UUID | None
) -> None:
    answers = send_at_once(service, 24, key)
    assert len(set(map(str, answers))) == 1
    with service.store.reading() as reading:
        assert len(list(reading.every_comment())) == 1


def test_a_reply_takes_what_it_answers_before_its_thread_as_a_decision_does(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Crosswise, PostgreSQL would end one of the two with a deadlock, and the answer be 503."""
    thread = service.submissions.thread(THREAD)
    parent = service.submissions.submit(thread, SENT, None).comment_id
    service.moderation.decide(parent, Status.APPROVED, "Ute")
    taken = []
    for name in ("comment", "claim_thread", "raise_version"):
        real = getattr(SqlWriting, name)

        def watched(self: SqlWriting, key: object, name: str = name, real: Any = real) -> object:
            taken.append("comment" if name == "comment" else "thread")
            return real(self, key)

        monkeypatch.setattr(SqlWriting, name, watched)
    service.submissions.submit(thread, replace(SENT, parent_id=parent, text="Antwort."), None)
    assert taken == ["comment", "thread"]
    taken.clear()
    service.moderation.decide(parent, Status.REJECTED, "Ute")
    assert taken[0] == "comment"
    assert "thread" in taken


def test_no_more_pass_the_rate_limit_than_may(service: Service) -> None:
    client = create_app(service.config, service)

    def send(number: int) -> int:
        form = {"author": "Erna", "text": f"Satz {number}."}
        return client.test_client().post(URL, data=form, headers=FROM_HERE).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(send, range(40)))
    assert (codes.count(303), codes.count(429)) == (20, 20)


def test_a_comment_travels_from_the_form_to_the_file(service: Service) -> None:
    client = create_app(service.config, service).test_client()
    form = {"author": "Erna", "email": "erna@example.org", "text": "Ein *guter* Satz."}
    receipt = client.post(URL, data=form, headers=FROM_HERE).headers["Location"]
    assert "wartet auf Freischaltung" in client.get(receipt, headers=FROM_HERE).text
    with service.store.reading() as reading:
        [waiting] = reading.standing(Status.PENDING, 10)
    assert service.moderation.decide(waiting.id, Status.APPROVED, "Ute").trouble is None
    fragment = service.exchange.fragment_file(THREAD).read_text()
    assert "<em>guter</em>" in fragment
    assert "erna@example.org" not in fragment
    assert client.get("/readyz").status_code == 200

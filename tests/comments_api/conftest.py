"""A service over a real SQLite file, with a turned clock and cheap passwords."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from comments_api.app import Service, assemble, create_app
from comments_api.config import Config
from comments_api.conversation.exchange import Exchange
from comments_api.passwords import Argon2Passwords
from tests.comments_api.support import BROWSER, PASSWORD, THREADS, TurnedClock

MakeService = Callable[..., Service]
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The settings of a service that lives in `tmp_path`; the site has written its threads."""
    exchange = tmp_path / "exchange"
    Exchange(exchange).write_threads(THREADS)
    return {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'comments.sqlite3'}",
        "EXCHANGE_DIR": str(exchange),
        "SECRET_FILE": str(tmp_path / "secret"),
        "ERASURE_LEDGER": str(tmp_path / "erasures.jsonl"),
    }


@pytest.fixture
def make_service(
    environ: dict[str, str], clock: TurnedClock, empty_database: Path, tmp_path: Path
) -> Iterator[MakeService]:
    """Makes a service with some settings changed."""
    shutil.copy(empty_database, tmp_path / "comments.sqlite3")
    made: list[Service] = []

    def make(**settings: str) -> Service:
        config = Config.from_env({**environ, **settings})
        made.append(assemble(config, clock, Argon2Passwords(CHEAP)))
        return made[-1]

    yield make
    for service in made:
        service.close()


@pytest.fixture
def service(make_service: MakeService) -> Service:
    return make_service()


@pytest.fixture
def app(service: Service) -> Flask:
    return create_app(service.config, service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def moderator(client: FlaskClient, service: Service) -> FlaskClient:
    """A client that has logged in as Ute."""
    service.accounts.add("Ute", PASSWORD)
    answer = client.post(
        "/moderation/login", data={"name": "Ute", "password": PASSWORD}, headers=BROWSER
    )
    assert answer.status_code == 303
    return client

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import text

from comments_api.app import Service, create_app


def test_a_living_service_says_so(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready"}


def test_without_a_usable_database_it_lives_but_is_not_ready(
    client: FlaskClient, service: Service
) -> None:
    with service.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_a_database_that_somebody_else_holds_is_not_ready(
    environ: dict[str, str], make_service: Callable[..., Service]
) -> None:
    service = make_service(DATABASE_BUSY_SECONDS="1")
    client = create_app(service.config, service).test_client()
    path = environ["DATABASE_URL"].removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert client.get("/readyz").status_code == 503
    finally:
        holder.close()
    assert client.get("/readyz").status_code == 200

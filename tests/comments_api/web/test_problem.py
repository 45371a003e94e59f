from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.ports import BrokenStore, StoreUnavailable
from comments_api.web.problem import known
from tests.comments_api.support import OPEN

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


def test_an_unknown_page_is_a_german_page(client: FlaskClient) -> None:
    answer = client.get("/nirgends")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Hier ist nichts zu sehen" in answer.text
    assert '<link rel="stylesheet" href="/theme/css/site.css">' in answer.text


@pytest.mark.parametrize(
    ("path", "headers", "mimetype"),
    [
        ("/nirgends", {}, "text/html"),
        ("/nirgends", JSON, "application/problem+json"),
        ("/api/nirgends", {}, "application/problem+json"),
        ("/api/nirgends", {"Accept": "*/*"}, "application/problem+json"),
        ("/api/nirgends", HTML, "text/html"),
        ("/api/nirgends", {"Accept": "application/problem+json"}, "application/problem+json"),
        (
            "/api/nirgends",
            {"Accept": "text/html;q=0.5,application/json"},
            "application/problem+json",
        ),
        ("/api/nirgends", {"Accept": "nonsense"}, "application/problem+json"),
    ],
)
def test_people_get_a_page_and_programs_get_a_problem(
    client: FlaskClient, path: str, headers: dict[str, str], mimetype: str
) -> None:
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.mimetype) == (404, mimetype)


def test_the_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.get(f"/api/threads/{OPEN}/comments")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.mimetype == "application/problem+json"


@pytest.fixture
def failing(app: Flask) -> FlaskClient:
    @app.get("/api/kaputt/<secret>")
    def broken(secret: str) -> str:
        raise ZeroDivisionError(secret)

    @app.get("/voll")
    def unavailable() -> str:
        raise StoreUnavailable("disk I/O error", retry_after=9)

    @app.get("/beschaedigt")
    def damaged() -> str:
        raise BrokenStore("comments.sqlite3", "damaged", "Restore the backup.")

    return app.test_client()


def test_an_error_of_ours_is_told_with_a_number_and_logged_once(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing.get("/api/kaputt/mein-token?frage=geheim", headers=HTML)
    assert answer.status_code == 500
    number = answer.headers["X-Request-ID"]
    assert number in answer.text
    assert "Das liegt an uns" in answer.text
    assert "ZeroDivisionError" not in answer.text
    [record] = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.exc_info is not None
    assert vars(record)["request_id"] == number
    assert vars(record)["route"] == "/api/kaputt/<secret>"
    assert "mein-token" not in record.getMessage() + str(vars(record)["route"])
    assert "geheim" not in str(vars(record))


def test_the_same_for_programs(failing: FlaskClient) -> None:
    content = json.loads(failing.get("/api/kaputt/x").get_data())
    assert (content["status"], content["type"]) == (500, "urn:spiegelkabinett:problem:internal")
    assert content["request_id"]


def test_an_unavailable_store_is_503_with_when_to_come_back(failing: FlaskClient) -> None:
    answer = failing.get("/voll")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "9")


def test_a_broken_store_is_503_and_calls_for_a_person(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing.get("/beschaedigt")
    assert answer.status_code == 503
    assert "comments.sqlite3" not in answer.text
    assert any("comments.sqlite3" in str(vars(one).get("reason")) for one in caplog.records)


def test_an_unusable_list_of_threads_is_503(client: FlaskClient, service: Service) -> None:
    service.exchange.threads_file.write_text("{")
    answer = client.get(f"/api/threads/{OPEN}/reply?to=1")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_a_status_without_words_of_its_own_has_some(app: Flask) -> None:
    with app.test_request_context():
        assert known(418).detail
        assert known(418).code == "bad-request"

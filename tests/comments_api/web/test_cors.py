from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from comments_api.app import create_app
from tests.comments_api.conftest import MakeService
from tests.comments_api.support import OPEN

GUEST, OTHER_GUEST = "https://blog.example", "http://127.0.0.1:4000"
URL = f"/api/threads/{OPEN}/comments"
FORM = {"author": "Erna", "text": "Ein Satz."}
FOREIGN = {"Sec-Fetch-Site": "cross-site"}
ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture
def shared(make_service: MakeService) -> FlaskClient:
    service = make_service(CORS_ORIGINS=f"{GUEST}, {OTHER_GUEST}")
    return create_app(service.config, service).test_client()


@pytest.mark.parametrize("origin", [GUEST, OTHER_GUEST])
def test_a_site_on_the_list_reads_and_sends(shared: FlaskClient, origin: str) -> None:
    headers = {**FOREIGN, "Origin": origin, "Accept": "application/json"}
    for answer, status in [
        (shared.get(f"/kommentare/{OPEN}.html", headers=headers), 200),
        (shared.post(URL, json=FORM, headers=headers), 201),
        (shared.post(URL, json={}, headers=headers), 422),
    ]:
        assert answer.status_code == status
        assert answer.headers[ALLOWED] == origin
        assert answer.vary.find("Origin") >= 0
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://blog.example.evil.example",
        "https://evil.example",
        "http://blog.example",
        "https://blog.example:444",
        "https://BLOG.example",
        "https://blog.example/",
        "null",
        "*",
        "",
        f"{GUEST}, {OTHER_GUEST}",
    ],
)
def test_no_other_site_does(shared: FlaskClient, origin: str) -> None:
    headers = {**FOREIGN, "Origin": origin}
    reading = shared.get(f"/kommentare/{OPEN}.html", headers=headers)
    assert ALLOWED not in reading.headers
    assert reading.vary.find("Origin") >= 0  # no cache may give this answer to a guest
    assert shared.post(URL, json=FORM, headers=headers).status_code == 403


def test_a_browser_that_asks_first_is_told_what_it_may(shared: FlaskClient) -> None:
    asks = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = shared.options(URL, headers={**FOREIGN, "Origin": GUEST, **asks})
    assert answer.status_code == 200
    assert answer.headers[ALLOWED] == GUEST
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"
    refused = shared.options(URL, headers={**FOREIGN, "Origin": "https://evil.example", **asks})
    assert not [name for name, _value in refused.headers if name.startswith("Access-Control")]


def test_the_desk_is_shared_with_nobody(shared: FlaskClient) -> None:
    headers = {**FOREIGN, "Origin": GUEST}
    assert ALLOWED not in shared.get("/moderation/login", headers=headers).headers
    login = shared.post("/moderation/login", data={"name": "U", "password": "x"}, headers=headers)
    assert login.status_code == 403


def test_without_the_setting_nobody_is_a_guest(client: FlaskClient) -> None:
    headers = {**FOREIGN, "Origin": GUEST}
    assert ALLOWED not in client.get(f"/kommentare/{OPEN}.html", headers=headers).headers
    assert client.post(URL, json=FORM, headers=headers).status_code == 403

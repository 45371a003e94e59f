from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.web.safeguards import CONTENT_SECURITY_POLICY
from tests.comments_api.support import OPEN

URL = f"/api/threads/{OPEN}/comments"
FORM = {"author": "Erna", "text": "Ein Satz."}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({}, 303),  # no browser, so nobody's cookie
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_a_comment_comes_from_a_page_of_this_site(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post(URL, data=FORM, headers={**headers, "Accept": "text/html"})
    assert answer.status_code == status


@pytest.mark.parametrize("content_type", [None, "application/json", "text/plain", "x/y"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_check_asks_for_no_content_type_and_no_method(
    client: FlaskClient, content_type: str | None, method: str
) -> None:
    headers = {"Origin": "https://evil.example"}
    if content_type:
        headers["Content-Type"] = content_type
    for path in (URL, "/api/receipts/x", "/moderation/login", "/nirgends"):
        answer = client.open(path, method=method, headers=headers, data=b"{}")
        assert answer.status_code == 403, path


def test_moderation_refuses_when_nothing_says_where_a_form_came_from(client: FlaskClient) -> None:
    answer = client.post("/moderation/login", data={"name": "Ute", "password": "x"})
    assert answer.status_code == 403


def test_the_public_origin_is_the_only_one_when_it_is_set(
    make_service: Callable[..., Service],
) -> None:
    service = make_service(PUBLIC_ORIGIN="https://spiegelkabinett.example")
    client = create_app(service.config, service).test_client()
    for origin, status in (
        ("https://spiegelkabinett.example", 303),
        ("http://localhost", 403),
    ):
        headers = {"Origin": origin, "Accept": "text/html"}
        assert client.post(URL, data=FORM, headers=headers).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/readyz",
        "/nirgends",
        "/api/nirgends",
        "/api/receipts/x",
        f"/api/threads/{OPEN}/reply?to=1",
        f"/kommentare/{OPEN}.html",
        "/moderation/",
        "/moderation/login",
        "/moderation/static/moderation.css",
    ],
)
def test_every_answer_is_dressed_for_safety(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "X-Request-ID" in headers


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_no_page_of_ours_needs_what_the_policy_forbids(app: Flask) -> None:
    loader = app.jinja_env.loader
    assert loader is not None
    templates = [name for name in loader.list_templates() if name.endswith(".html")]
    assert len(templates) > 5
    for name in templates:
        source = loader.get_source(app.jinja_env, name)[0]
        assert "style=" not in source
        assert "<style" not in source
        assert "onclick" not in source
        assert "|safe" not in source.replace(" ", "")

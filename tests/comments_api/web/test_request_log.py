from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from tests.comments_api.support import BROWSER, OPEN


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger="comments_api")
    return caplog


def test_a_request_is_one_line_without_anything_personal(
    client: FlaskClient, everything: pytest.LogCaptureFixture
) -> None:
    sent = client.post(
        f"/api/threads/{OPEN}/comments?quelle=geheim",
        data={"author": "Erna Muster", "email": "erna@example.org", "text": "Ein Satz."},
        headers={**BROWSER, "User-Agent": "Mosaic"},
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
    )
    receipt = sent.headers["Location"]
    client.get(receipt, headers=BROWSER)
    records = [record for record in everything.records if record.name.endswith("request_log")]
    assert [
        (vars(record)["method"], vars(record)["route"], vars(record)["status"])
        for record in records
    ] == [
        ("POST", "/api/threads/<thread_id>/comments", 303),
        ("GET", "/api/receipts/<token>", 200),
    ]
    assert vars(records[0])["request_id"] == sent.headers["X-Request-ID"]
    told = str([vars(record) for record in everything.records])
    for secret in (
        receipt.rpartition("/")[2], "Erna", "erna@", "Satz", "203.0.113", "geheim", "Mosaic",
    ):  # fmt: skip
        assert secret not in told


def test_plain_reading_is_logged_only_on_request(
    client: FlaskClient, everything: pytest.LogCaptureFixture
) -> None:
    client.get("/healthz")
    client.get("/nirgends/geheim")
    levels = {vars(record)["route"]: record.levelno for record in everything.records}
    assert levels == {"/healthz": logging.DEBUG, "-": logging.INFO}

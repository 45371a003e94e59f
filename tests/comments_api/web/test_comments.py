from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from comments_api.app import Service, create_app
from comments_api.conversation.rendering import HONEYPOT
from comments_api.model import Status, StoredComment
from comments_api.ports import StoreUnavailable
from tests.comments_api.support import (
    BROWSER,
    CLOSED,
    ENGLISH,
    FROM_HERE,
    OPEN,
    OTHER,
    TurnedClock,
)

URL = f"/api/threads/{OPEN}/comments"
FORM = {"author": "Erna Muster", "email": "erna@example.org", "text": "Ein *guter* Satz."}
KEY = "0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01"
FORM_TYPE = "application/x-www-form-urlencoded"


def stored(service: Service) -> list[StoredComment]:
    with service.store.reading() as reading:
        return list(reading.every_comment())


def send(client: FlaskClient, **changes: str) -> TestResponse:
    return client.post(URL, data={**FORM, **changes}, headers=BROWSER)


def send_json(client: FlaskClient, **changes: object) -> TestResponse:
    return client.post(URL, json={**FORM, **changes}, headers=FROM_HERE)


def problem(answer: TestResponse) -> dict[str, object]:
    """The one error shape (RFC 9457)."""
    assert answer.mimetype == "application/problem+json"
    content = json.loads(answer.get_data())
    assert content["status"] == answer.status_code
    assert content["type"].startswith("urn:spiegelkabinett:problem:")
    assert content["title"]
    assert content["detail"]
    assert content["request_id"] == answer.headers["X-Request-ID"]
    assert isinstance(content, dict)
    return content


def approve(service: Service, comment_id: int) -> None:
    service.moderation.decide(comment_id, Status.APPROVED, "Ute")


# By form


def test_a_form_is_answered_with_303_to_a_page_that_says_waiting(
    client: FlaskClient, service: Service
) -> None:
    answer = send(client)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/api/receipts/")
    page = client.get(answer.headers["Location"], headers=BROWSER)
    assert page.status_code == 200
    assert "wartet auf Freischaltung" in page.text
    assert "<em>guter</em>" in page.text
    assert '<html lang="de">' in page.text
    [comment] = stored(service)
    assert comment.status is Status.PENDING


def test_the_receipt_is_for_its_owner_alone(client: FlaskClient) -> None:
    page = client.get(send(client).headers["Location"], headers=BROWSER)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "Set-Cookie" not in page.headers
    assert client.get("/api/receipts/" + "x" * 32, headers=BROWSER).status_code == 404


def test_the_receipt_tells_of_the_approval_with_a_link(
    client: FlaskClient, service: Service
) -> None:
    receipt = send(client).headers["Location"]
    approve(service, 1)
    page = client.get(receipt, headers=BROWSER)
    assert "freigeschaltet" in page.text
    assert 'href="/api/comments/1"' in page.text


@pytest.mark.parametrize("reason", ["Das ist <b>Werbung</b>.", None])
def test_the_receipt_tells_of_the_rejection_and_its_reason(
    client: FlaskClient, service: Service, reason: str | None
) -> None:
    receipt = send(client).headers["Location"]
    service.moderation.decide(1, Status.REJECTED, "Ute", reason)
    page = client.get(receipt, headers=BROWSER)
    assert "nicht freigeschaltet" in page.text
    assert "Ute" not in page.text
    expected = "Das ist &lt;b&gt;Werbung&lt;/b&gt;." if reason else "Eine Begründung wurde nicht"
    assert expected in page.text


def test_a_mistake_gives_the_form_back_with_everything_typed(client: FlaskClient) -> None:
    answer = send(client, author="", website="javascript:alert(1)", text='<b>"Ä"</b>\n\nZwei')
    assert answer.status_code == 422
    assert "Bitte geben Sie einen Namen an" in answer.text
    assert "Das ist keine Webadresse" in answer.text
    assert "&lt;b&gt;&#34;Ä&#34;&lt;/b&gt;" in answer.text
    assert 'value="javascript:alert(1)"' in answer.text
    assert 'value="erna@example.org"' in answer.text
    assert 'aria-describedby="kommentar-author-fehler' in answer.text
    assert 'href="#kommentar-author"' in answer.text  # the summary leads to the field
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_given_back_carries_a_key_so_that_sending_twice_is_once(
    client: FlaskClient, service: Service
) -> None:
    answer = send(client, author="")
    key = re.search(r'name="submission_key" value="([0-9a-f-]{36})"', answer.text)
    assert key is not None
    first = send(client, submission_key=key[1])
    assert send(client, submission_key=key[1]).headers["Location"] == first.headers["Location"]
    assert len(stored(service)) == 1


def test_too_long_is_told_beside_the_field(client: FlaskClient) -> None:
    answer = send(client, text="x" * 8001)
    assert answer.status_code == 422
    assert "8001 Zeichen; erlaubt sind 8000" in answer.text


def test_too_large_is_told(client: FlaskClient) -> None:
    answer = send(client, text="x" * 140_000)
    assert answer.status_code == 413
    assert "Das war zu viel auf einmal" in answer.text


def test_an_unknown_thread_gives_the_words_back(client: FlaskClient) -> None:
    answer = client.post("/api/threads/gibt-es-nicht/comments", data=FORM, headers=BROWSER)
    assert answer.status_code == 404
    assert "Diese Diskussion gibt es nicht" in answer.text
    assert "Ein *guter* Satz." in answer.text


def test_a_closed_thread_gives_the_words_back(client: FlaskClient, service: Service) -> None:
    answer = client.post(f"/api/threads/{CLOSED}/comments", data=FORM, headers=BROWSER)
    assert answer.status_code == 409
    assert "keine Kommentare mehr" in answer.text
    assert "Ein *guter* Satz." in answer.text
    assert stored(service) == []


def test_over_the_rate_is_told_with_when_and_the_form(
    make_service: Callable[..., Service],
) -> None:
    service = make_service(RATE_PER_NETWORK="1")
    client = create_app(service.config, service).test_client()
    assert send(client).status_code == 303
    answer = send(client, text="Noch einer.")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "in 10 Minuten noch einmal" in answer.text
    assert "Noch einer." in answer.text
    assert len(stored(service)) == 1


def test_a_busy_database_is_told_with_the_form_and_stores_nothing(
    client: FlaskClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> object:
        raise StoreUnavailable("database is locked", retry_after=7)

    with monkeypatch.context() as patch:
        patch.setattr(type(service.store), "writing", lambda _: busy())
        answer = send(client)
        as_json = send_json(client)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "7"
    assert "Es wurde nichts gespeichert" in answer.text
    assert "Ein *guter* Satz." in answer.text
    assert problem(as_json)["status"] == 503
    assert stored(service) == []
    assert send(client).status_code == 303


def test_a_thread_speaks_its_own_language(client: FlaskClient) -> None:
    answer = client.post(f"/api/threads/{ENGLISH}/comments", data={"text": ""}, headers=BROWSER)
    assert "Please enter a name" in answer.text
    assert '<html lang="en">' in answer.text
    assert "Bitte" not in answer.text


def test_a_honeypot_looks_accepted_and_holds_the_comment(
    client: FlaskClient, service: Service
) -> None:
    answer = send(client, **{HONEYPOT: "https://spam.example"})
    assert answer.status_code == 303
    assert (
        "wartet auf Freischaltung" in client.get(answer.headers["Location"], headers=BROWSER).text
    )
    [comment] = stored(service)
    assert comment.status is Status.HELD


def test_a_visitor_sets_no_field_of_ours(client: FlaskClient, service: Service) -> None:
    send(client, status="approved", by_author="1", id="77", origin="demo:x", written_at="2020")
    [comment] = stored(service)
    assert (comment.id, comment.status, comment.by_author) == (1, Status.PENDING, False)
    assert comment.origin is None


# By JSON


def test_json_is_answered_with_201_and_the_receipt(client: FlaskClient) -> None:
    answer = send_json(client)
    assert answer.status_code == 201
    assert answer.json == {
        "id": 1,
        "status": "pending",
        "receipt": answer.headers["Location"],
        "folder": None,
        "html": answer.json["html"],
    }
    assert "<em>guter</em>" in answer.json["html"]
    assert "wartet auf Freischaltung" in answer.json["html"]
    seen = client.get(answer.headers["Location"], headers={"Accept": "application/json"})
    assert seen.json is not None
    assert (seen.json["id"], seen.json["status"], seen.json["url"]) == (1, "pending", None)
    assert "email" not in seen.json


def test_the_receipt_as_json_follows_the_decision(client: FlaskClient, service: Service) -> None:
    receipt = send_json(client, **{HONEYPOT: "x"}).headers["Location"]
    as_json = {"Accept": "application/json"}
    seen = client.get(receipt, headers=as_json).json
    assert seen is not None
    assert seen["status"] == "pending"  # that a machine doubts is not the writer's business
    approve(service, 1)
    seen = client.get(receipt, headers=as_json).json
    assert seen is not None
    assert seen["url"] == "/api/comments/1"


def test_faults_in_json_are_named_by_field(client: FlaskClient) -> None:
    content = problem(send_json(client, author=None, text=5, parent_id=[1], email="x"))
    assert content["status"] == 422
    errors = content["errors"]
    assert isinstance(errors, list)
    assert {error["field"] for error in errors} == {"author", "text", "parent_id", "email"}


MALFORMED = [
    (b"", "application/json", 400),
    (b"{", "application/json", 400),
    (b"[]", "application/json", 400),
    (b'[{"author": "Erna"}]', "application/json", 400),
    (b"5", "application/json", 400),
    (b"null", "application/json", 400),
    (b'"text"', "application/json", 400),
    (b"NaN", "application/json", 400),
    (b'{"author": NaN}', "application/json", 400),
    (b'{"author": Infinity}', "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b'{"a":' * 20_000, "application/json", 400),
    (b'{"author": "\xff"}', "application/json", 400),
    (b'\xef\xbb\xbf{"author": "Erna"}', "application/json", 400),
    ('{"author": "Erna"}'.encode("utf-16"), "application/json; charset=utf-16", 415),
    (b'{"author": "Erna"}', "application/json; charset=latin-1", 415),
    (b'{"parent_id": ' + b"9" * 5000 + b"}", "application/json", 400),
    (b'{"author": "Erna", "text": "\\ud800"}', "application/json", 422),
    (b'{"author": "\\u0000", "text": "x"}', "application/json", 422),
    (b'{"author": {"a": 1}, "text": ["x"]}', "application/json", 422),
    (b"author=%FF&text=x", FORM_TYPE, 400),
    (b"author=\xff&text=x", FORM_TYPE, 400),
    (b"author=Erna&text=x", f"{FORM_TYPE}; charset=iso-8859-1", 415),
    (b"&".join(b"f%d=x" % number for number in range(60)), FORM_TYPE, 400),
    (b"", FORM_TYPE, 422),
    (b"author=%00&text=x", FORM_TYPE, 422),
    (b"author=Erna&text=x", "text/plain", 415),
    (b"author=Erna&text=x", "multipart/form-data; boundary=x", 415),
    (b"<a/>", "application/xml", 415),
    (b"author=Erna&text=x", None, 415),
    (b"author=Erna&text=x", "nonsense", 415),
]


@pytest.mark.parametrize(("body", "content_type", "status"), MALFORMED)
def test_a_malformed_body_is_a_4xx_in_the_one_shape(
    client: FlaskClient, service: Service, body: bytes, content_type: str | None, status: int
) -> None:
    headers = {**FROM_HERE, "Accept": "application/json"}
    if content_type:
        headers["Content-Type"] = content_type
    answer = client.post(URL, data=body, headers=headers)
    assert problem(answer)["status"] == status
    assert stored(service) == []


@pytest.mark.parametrize(("body", "content_type", "status"), MALFORMED)
def test_a_malformed_body_from_a_browser_is_a_page(
    client: FlaskClient, body: bytes, content_type: str | None, status: int
) -> None:
    headers = {**BROWSER, "Content-Type": content_type} if content_type else BROWSER
    answer = client.post(URL, data=body, headers=headers)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_a_body_too_large_for_json_is_a_problem(client: FlaskClient) -> None:
    assert problem(send_json(client, text="x" * 200_000))["status"] == 413


def test_nul_and_direction_characters_do_not_reach_the_store(
    client: FlaskClient, service: Service
) -> None:
    assert send_json(client, text="Ein\x00 Satz\u202e.").status_code == 201
    assert stored(service)[0].source == "Ein Satz."


# Idempotence


def test_the_same_key_and_body_get_the_same_answer(client: FlaskClient, service: Service) -> None:
    first = send_json(client, submission_key=KEY)
    second = send_json(client, submission_key=KEY)
    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert len(stored(service)) == 1


def test_the_same_key_with_another_body_is_422(client: FlaskClient, service: Service) -> None:
    send_json(client, submission_key=KEY)
    content = problem(send_json(client, submission_key=KEY, text="Etwas anderes."))
    assert content["status"] == 422
    again = send(client, submission_key=KEY, text="Etwas anderes.")
    assert again.status_code == 422
    assert KEY not in again.text  # the form comes back with a fresh key
    assert len(stored(service)) == 1


def test_without_a_key_the_same_words_are_one_comment(
    client: FlaskClient, service: Service
) -> None:
    assert send(client).headers["Location"] == send(client).headers["Location"]
    assert len(stored(service)) == 1


def test_copying_a_comment_just_approved_gives_no_receipt(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    approve(service, 1)
    answer = send(client)
    assert answer.status_code == 409
    assert "/api/receipts/" not in answer.text
    assert "schon angekommen" in answer.text


# Answers


def test_a_reply_page_shows_the_comment_and_the_form(client: FlaskClient, service: Service) -> None:
    send(client)
    approve(service, 1)
    page = client.get(f"/api/threads/{OPEN}/reply?to=1", headers=BROWSER)
    assert page.status_code == 200
    assert "<em>guter</em>" in page.text
    assert 'name="parent_id" value="1"' in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert page.headers["Cache-Control"] == "no-store"
    answer = send(client, text="Eine Antwort.", parent_id="1")
    assert answer.status_code == 303
    assert stored(service)[1].parent_id == 1


@pytest.mark.parametrize(
    ("to", "status"),
    [("x", 422), ("4711", 409), ("-1", 422), ("9" * 40, 422), ("²", 422), ("1", 409)],
)
def test_a_reply_to_what_is_not_public_is_refused(
    client: FlaskClient, service: Service, to: str, status: int
) -> None:
    send(client)  # number 1 waits
    assert client.get(f"/api/threads/{OPEN}/reply?to={to}", headers=BROWSER).status_code == 409
    assert send(client, text="Eine Antwort.", parent_id=to).status_code == status
    assert len(stored(service)) == 1


def test_a_reply_to_nothing_is_refused(client: FlaskClient) -> None:
    assert client.get(f"/api/threads/{OPEN}/reply?to=", headers=BROWSER).status_code == 409


def test_a_reply_to_a_comment_of_another_thread_is_refused(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    approve(service, 1)
    assert client.get(f"/api/threads/{OTHER}/reply?to=1").status_code == 409
    answer = client.post(
        f"/api/threads/{OTHER}/comments", data={**FORM, "parent_id": "1"}, headers=BROWSER
    )
    assert answer.status_code == 409


def test_a_mistake_in_an_answer_keeps_whom_it_answers(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    approve(service, 1)
    answer = send(client, text="", parent_id="1")
    assert answer.status_code == 422
    assert 'name="parent_id" value="1"' in answer.text
    assert "<em>guter</em>" in answer.text


def test_answering_in_a_closed_thread_is_told(client: FlaskClient) -> None:
    answer = client.get(f"/api/threads/{CLOSED}/reply?to=1", headers=BROWSER)
    assert answer.status_code == 409
    assert "steht hier nicht" in answer.text


# Where it came from


def test_no_address_is_kept_with_a_comment(
    client: FlaskClient, service: Service, tmp_path: Path
) -> None:
    client.post(URL, data=FORM, headers=BROWSER, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    assert len(stored(service)) == 1
    service.close()
    files = b"".join(file.read_bytes() for file in tmp_path.glob("comments.sqlite3*"))
    assert b"Ein *guter* Satz." in files  # the control: this is where it is kept
    assert b"203.0.113.77" not in files


def test_a_forged_forwarding_header_changes_nothing(
    make_service: Callable[..., Service],
) -> None:
    service = make_service(RATE_PER_NETWORK="1")
    client = create_app(service.config, service).test_client()
    codes = [
        client.post(
            URL,
            data={**FORM, "text": f"Satz {number}."},
            headers={**BROWSER, "X-Forwarded-For": f"203.0.113.{number}"},
        ).status_code
        for number in range(3)
    ]
    assert codes == [303, 429, 429]


def test_behind_one_proxy_the_last_address_counts_and_a_forged_one_before_it_does_not(
    make_service: Callable[..., Service],
) -> None:
    service = make_service(RATE_PER_NETWORK="1", TRUSTED_PROXIES="1")
    client = create_app(service.config, service).test_client()

    def code(number: int, forwarded: str) -> int:
        return client.post(
            URL,
            data={**FORM, "text": f"Satz {number}."},
            headers={**BROWSER, "X-Forwarded-For": forwarded},
        ).status_code

    assert code(1, "203.0.113.1") == 303
    assert code(2, "203.0.113.2") == 303
    assert code(3, "198.51.100.9, 203.0.113.1") == 429


def test_the_email_is_in_nothing_the_public_can_get(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    receipt = send(client).headers["Location"]
    assert stored(service)[0].email == "erna@example.org"  # the control
    approve(service, 1)
    published = [
        client.get(receipt, headers=BROWSER).text,
        client.get(receipt).text,
        client.get(f"/kommentare/{OPEN}.html").text,
        client.get(f"/api/threads/{OPEN}/reply?to=1", headers=BROWSER).text,
        service.exchange.thread_file(OPEN).read_text(),
        service.exchange.fragment_file(OPEN).read_text(),
    ]
    assert all("guter" in text for text in published)
    assert not any("erna@example.org" in text for text in published)

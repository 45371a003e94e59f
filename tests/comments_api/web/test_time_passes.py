"""However long a program pauses between two requests, the document describes the answer.

`test_openapi.py` sends anything at one moment; this sends what was right once, later and later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from werkzeug.test import TestResponse

from comments_api.app import Service, create_app
from comments_api.model import Ground, Status
from comments_api.receipts import Purpose, receipt_for
from tests.comments_api.conftest import MakeService
from tests.comments_api.support import NOON, OPEN, THREADS, TurnedClock

LATER = {
    "too fast for a form": timedelta(seconds=1),
    "same words no longer one comment": timedelta(minutes=11),
    "the discussion is closed, an edit is a correction, work is too old": timedelta(hours=3),
    "another day's salt, form too old": timedelta(hours=25),
    "link to confirm and report are over": timedelta(days=200),
}
WORDS = {"author": "Erna", "email": "erna@example.org", "text": "Ein Satz von vorhin."}
PROGRAM = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


class Described:
    """Asks the service and holds every answer against the document."""

    def __init__(self, service: Service) -> None:
        app = create_app(service.config, service)
        self.client = app.test_client()
        self.document = self.client.get("/api/openapi.json").json or {}
        self.schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
        self.answered: defaultdict[str, set[int]] = defaultdict(set)

    def ask(self, method: str, path: str, body: Any = None, **given: object) -> TestResponse:
        """The answer to a program, after that to a browser."""
        for headers in (BROWSER, PROGRAM):
            sent = {"query_string": body}
            if method == "POST":
                sent = {"json": body} if headers is PROGRAM else {"data": body}
            answer = self.client.open(
                path.format(**given), method=method, headers=headers, **(sent if body else {})
            )
            described = self.document["paths"][path][method.lower()]["responses"]
            assert str(answer.status_code) in described, (method, path, answer.status, answer.text)
            self.schema[path][method].validate_response(answer)
            self.answered[f"{method} {path}"].add(answer.status_code)
        return answer


@pytest.fixture
def service(make_service: MakeService) -> Service:
    service = make_service(
        SMTP_HOST="127.0.0.1",  # where nobody answers: the mails stay
        SMTP_SECURITY="none",
        MAIL_FROM="kommentare@spiegelkabinett.example",
        PUBLIC_ORIGIN="https://spiegelkabinett.example",
        PROOF_OF_WORK="4",
        RATE_PER_NETWORK="3",
    )
    service.exchange.write_threads(
        replace(thread, closes_at=NOON + timedelta(hours=2)) for thread in THREADS
    )
    return service


def test_whatever_was_right_once_is_answered_as_described_later(
    service: Service, clock: TurnedClock
) -> None:
    api = Described(service)
    comments, text = "/api/threads/{thread_id}/comments", "/api/receipts/{token}/text"
    given = api.client.get(f"/api/threads/{OPEN}/pass").json or {}
    old = {**WORDS, "form_time": given["form_time"], "altcha": "e30=", "replies": "1"}
    first = api.client.post(comments.format(thread_id=OPEN), json=old, headers=PROGRAM).json or {}
    token = first["receipt"].rpartition("/")[2]
    service.moderation.decide(first["id"], Status.APPROVED, "Ute")
    folder = f"/api/receipts/{token}/folder"
    key = (api.client.post(folder, json={"folder": ""}, headers=PROGRAM).json or {})["folder"]
    comment_url = f"/api/comments/{first['id']}"
    report = {"ground": "law", "explanation": "Übel.", "good_faith": "yes"}
    reported = api.client.post(f"{comment_url}/report", data=report, headers=BROWSER)
    report_token = reported.headers["Location"].rpartition("/")[2]
    service.reports.decide(1, remove=False, ground=Ground.RULES, reasons="Nein.", who="Ute")
    with service.store.writing() as writing:
        wish = writing.subscription(first["id"])
        assert wish is not None
        writing.ask_until(first["id"], clock() + timedelta(days=7))
    confirm, leave = (
        receipt_for(service.submissions._secret, wish.nonce, purpose).token
        for purpose in (Purpose.CONFIRM, Purpose.LEAVE)
    )
    for number, (name, later) in enumerate(LATER.items()):
        clock.now = NOON + later
        if later >= timedelta(days=1):
            service.housekeeping.tidy()
        for again in range(2):
            api.ask("POST", comments, old, thread_id=OPEN)
            api.ask("POST", comments, {**WORDS, "text": f"Neu: {name}, {again}."}, thread_id=OPEN)
            api.ask("POST", text, {"text": f"Fassung {number}{again}."}, token=token)
        api.ask("POST", "/api/threads/{thread_id}/preview", WORDS, thread_id=OPEN)
        api.ask("POST", "/api/comments/{comment_id}/report", report, comment_id=first["id"])
        api.ask("GET", "/api/threads/{thread_id}/reply", {"to": first["id"]}, thread_id=OPEN)
        api.ask("GET", "/api/threads/{thread_id}/pass", thread_id=OPEN)
        api.ask("GET", "/api/receipts/{token}", token=token)
        api.ask("GET", "/api/receipts/{token}/export", token=token)
        api.ask("GET", "/api/folders/{key}", key=key)
        api.ask("GET", "/api/folders/{key}/export", key=key)
        api.ask("GET", "/api/comments/{comment_id}", comment_id=first["id"])
        api.ask("GET", "/api/comments/{comment_id}/report", comment_id=first["id"])
        api.ask("GET", "/api/reports/{token}", token=report_token)
        api.ask("GET", "/api/mail/confirm/{token}", token=confirm)
        api.ask("GET", "/api/mail/leave/{token}", token=leave)
    api.ask("POST", "/api/mail/confirm/{token}", token=confirm)
    api.ask("POST", "/api/mail/leave/{token}", token=leave)
    api.ask("POST", "/api/receipts/{token}/replies/end", {"x": "1"}, token=token)
    api.ask("POST", "/api/folders/{key}/erase", key=key)
    api.ask("POST", "/api/receipts/{token}/erase", token=token)
    # The control: time did make answers of another kind.
    assert api.answered[f"POST {comments}"] == {201, 303, 409, 429}
    assert api.answered[f"POST {text}"] == {200, 303, 429}
    assert api.answered["GET /api/threads/{thread_id}/reply"] == {200, 409}
    assert api.answered["GET /api/mail/confirm/{token}"] == {200, 404}
    assert api.answered["GET /api/reports/{token}"] == {200, 404}

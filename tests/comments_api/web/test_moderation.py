from __future__ import annotations

import re
from collections.abc import Callable

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from comments_api.app import Service, create_app
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Edit, EventKind, NewComment, Status
from comments_api.ports import FilesUnavailable
from tests.comments_api.support import BROWSER, NOON, OPEN, PASSWORD, TurnedClock

LOGIN = {"name": "Ute", "password": PASSWORD}
TEXT = "Meine Leasingrate nimmt auch keine Daumen."


def add(service: Service, status: Status = Status.PENDING, **changes: object) -> int:
    values: dict[str, object] = {
        "thread_id": OPEN,
        "author": "Erna",
        "email": "erna@example.org",
        "source": TEXT,
        "written_at": NOON,
        "status": status,
        "decided_at": None if status.waits else NOON,
        **changes,
    }
    with service.store.writing() as writing:
        comment = NewComment(**values)  # type: ignore[arg-type]  # the tests name the fields
        writing.claim_thread(comment.thread_id)
        return writing.insert(comment)


def status_of(service: Service, comment_id: int) -> Status | None:
    with service.store.reading() as reading:
        comment = reading.comment(comment_id)
    return None if comment is None else comment.status


def act(client: FlaskClient, comment_id: int, what: str, **fields: str) -> TestResponse:
    """Press a button of the desk: with the token of the page it stands on."""
    page = client.get("/moderation/")
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert token is not None
    return client.post(
        f"/moderation/comments/{comment_id}/{what}",
        data={"form_token": token[1], **fields},
        headers=BROWSER,
    )


# Logging in


def test_without_a_login_every_page_leads_to_it(client: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    for path in ("", "edits", "held", "decided", f"comments/{comment_id}"):
        answer = client.get(f"/moderation/{path}")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/moderation/login")
        assert TEXT not in answer.text
    for what in ("approve", "reject", "reopen", "answer", "edit/approve", "edit/reject"):
        answer = client.post(
            f"/moderation/comments/{comment_id}/{what}", data={"text": "x"}, headers=BROWSER
        )
        assert answer.status_code == 403
    assert status_of(service, comment_id) is Status.PENDING


def test_when_nobody_may_moderate_the_page_says_how_to_begin(
    client: FlaskClient, service: Service
) -> None:
    page = client.get("/moderation/login").text
    assert "python -m comments_api moderator add" in page
    service.accounts.add("Ute", PASSWORD)
    assert "moderator add" not in client.get("/moderation/login").text


def test_a_login_gives_a_cookie_that_no_script_and_no_other_site_gets(
    client: FlaskClient, service: Service
) -> None:
    service.accounts.add("Ute", PASSWORD)
    answer = client.post("/moderation/login", data=LOGIN, headers=BROWSER)
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("moderation=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/moderation/" in cookie
    assert "Expires" not in cookie
    assert "Secure" not in cookie  # plain HTTP, and nothing leaves the machine


def test_over_https_the_cookie_is_bound_to_this_host(client: FlaskClient, service: Service) -> None:
    service.accounts.add("Ute", PASSWORD)
    url = "https://spiegelkabinett.example"
    answer = client.post("/moderation/login", data=LOGIN, headers=BROWSER, base_url=url)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-moderation=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie or cookie.endswith("Path=/")
    assert "Domain" not in cookie
    assert client.get("/moderation/", base_url=url).status_code == 200
    assert client.get("/moderation/", base_url="https://other.example").status_code == 303


@pytest.mark.parametrize("host", ["spiegelkabinett.example", "192.0.2.1:8000", "[2001:db8::1]"])
def test_over_plain_http_from_elsewhere_nobody_logs_in(
    client: FlaskClient, service: Service, host: str
) -> None:
    service.accounts.add("Ute", PASSWORD)
    page = client.get("/moderation/login", base_url=f"http://{host}")
    assert "nur über HTTPS" in page.text
    assert "<form" not in page.text
    answer = client.post(
        "/moderation/login", data=LOGIN, headers=BROWSER, base_url=f"http://{host}"
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000"])
def test_the_machine_itself_may_use_plain_http(
    client: FlaskClient, service: Service, host: str
) -> None:
    service.accounts.add("Ute", PASSWORD)
    answer = client.post(
        "/moderation/login", data=LOGIN, headers=BROWSER, base_url=f"http://{host}"
    )
    assert answer.status_code == 303


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(
    client: FlaskClient, service: Service
) -> None:
    service.accounts.add("Ute", PASSWORD)
    texts = set()
    for name in ("Ute", "Niemand"):
        answer = client.post(
            "/moderation/login", data={"name": name, "password": "falsch"}, headers=BROWSER
        )
        assert answer.status_code == 403
        assert "passen nicht zusammen" in answer.text
        assert f'value="{name}"' in answer.text
        texts.add(answer.text.replace(name, ""))
    assert len(texts) == 1


def test_after_failures_the_login_has_to_wait(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    service.accounts.add("Ute", PASSWORD)
    for _ in range(3):
        client.post("/moderation/login", data={"name": "Ute", "password": "x"}, headers=BROWSER)
    answer = client.post("/moderation/login", data=LOGIN, headers=BROWSER)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "2"
    assert "Zu viele Versuche" in answer.text
    clock.advance(seconds=2)
    assert client.post("/moderation/login", data=LOGIN, headers=BROWSER).status_code == 303


def test_each_login_is_a_new_session(moderator: FlaskClient) -> None:
    first = moderator.get_cookie("moderation", path="/moderation/")
    moderator.post("/moderation/login", data=LOGIN, headers=BROWSER)
    second = moderator.get_cookie("moderation", path="/moderation/")
    assert first is not None
    assert second is not None
    assert first.value != second.value


def test_logging_out_ends_the_session_also_for_whoever_kept_the_cookie(
    moderator: FlaskClient, app: Flask
) -> None:
    cookie = moderator.get_cookie("moderation", path="/moderation/")
    assert cookie is not None
    page = moderator.get("/moderation/")
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert token is not None
    answer = moderator.post("/moderation/logout", data={"form_token": token[1]}, headers=BROWSER)
    assert answer.headers["Location"] == "/moderation/login"
    assert moderator.get("/moderation/").status_code == 303
    thief = app.test_client()
    thief.set_cookie("moderation", cookie.value, path="/moderation/")
    assert thief.get("/moderation/").status_code == 303


def test_a_session_runs_out(moderator: FlaskClient, clock: TurnedClock) -> None:
    assert moderator.get("/moderation/").status_code == 200
    clock.advance(hours=3)
    assert moderator.get("/moderation/").status_code == 303


def test_the_desk_is_kept_by_no_cache_and_found_by_no_robot(moderator: FlaskClient) -> None:
    for path in ("/moderation/", "/moderation/login"):
        headers = moderator.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"


# Forms that are not ours


def test_a_form_without_its_token_changes_nothing(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    for fields in (
        {"back": "waiting"},
        {"form_token": ""},
        {"form_token": "a" * 64},
        {"form_token": "ä"},
    ):
        answer = moderator.post(
            f"/moderation/comments/{comment_id}/approve", data=fields, headers=BROWSER
        )
        assert answer.status_code == 403
    assert status_of(service, comment_id) is Status.PENDING
    assert act(moderator, comment_id, "approve").status_code == 303  # the control


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_form_from_elsewhere_changes_nothing_whatever_its_content_type(
    moderator: FlaskClient, service: Service, headers: dict[str, str], content_type: str | None
) -> None:
    comment_id = add(service)
    answer = moderator.post(
        f"/moderation/comments/{comment_id}/approve",
        data=b"",
        headers={**headers, **({"Content-Type": content_type} if content_type else {})},
    )
    assert answer.status_code == 403
    assert status_of(service, comment_id) is Status.PENDING


@pytest.mark.parametrize("what", ["approve", "reject", "reopen", "answer"])
def test_a_get_decides_nothing(moderator: FlaskClient, service: Service, what: str) -> None:
    comment_id = add(service)
    assert moderator.get(f"/moderation/comments/{comment_id}/{what}").status_code == 405
    assert status_of(service, comment_id) is Status.PENDING


# Deciding


def test_the_queue_shows_what_a_moderator_needs(moderator: FlaskClient, service: Service) -> None:
    parent = add(service, Status.APPROVED, author="Otto", source="Das Vorige.")
    add(service, Status.APPROVED, parent_id=parent, source="Daneben.")
    add(service, parent_id=parent, source="Ein *guter* <script>alert(1)</script> Satz.")
    page = moderator.get("/moderation/").text
    assert "Auf der Resterampe" in page
    assert "<em>guter</em>" in page
    assert "<script>alert" not in page
    assert "Das Vorige." in page
    assert "1 Kommentar daneben" in page
    assert "mailto:erna@example.org" in page
    assert "Als Leopold antworten" in page


def test_the_oldest_waits_on_top(moderator: FlaskClient, service: Service) -> None:
    add(service, source="Der zweite.", written_at=NOON)
    add(service, source="Der erste.", written_at=NOON.replace(hour=11))
    page = moderator.get("/moderation/").text
    assert page.index("Der erste.") < page.index("Der zweite.")


def test_an_empty_queue_says_so(moderator: FlaskClient) -> None:
    for path, words in (("", "Es wartet nichts"), ("held", "nichts zurückgelegt"),
                        ("decided", "noch nichts entschieden")):  # fmt: skip
        assert words in moderator.get(f"/moderation/{path}").text


def test_a_long_queue_says_how_long_it_is(moderator: FlaskClient, service: Service) -> None:
    for _ in range(55):
        add(service)
    page = moderator.get("/moderation/").text
    assert page.count('class="entry"') == 50
    assert "50 von 55" in page
    assert "50 ältesten von 55" in moderator.get("/moderation/?order=age").text


def test_approving_publishes_and_says_so(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    answer = act(moderator, comment_id, "approve", back="waiting")
    assert answer.status_code == 303
    assert TEXT in service.exchange.fragment_file(OPEN).read_text()
    page = moderator.get(answer.headers["Location"]).text
    assert f"Kommentar {comment_id} ist freigegeben." in page
    assert "Zurücknehmen" in page
    with service.store.reading() as reading:
        [event] = reading.events(comment_id)
    assert (event.kind, event.who) == (EventKind.APPROVED, "Ute")


@pytest.mark.parametrize("order", ["age", "score"])
def test_a_decision_leads_back_into_the_order_it_was_taken_in(
    moderator: FlaskClient, service: Service, order: str
) -> None:
    add(service)
    comment_id = add(service)
    page = moderator.get(f"/moderation/?order={order}").text
    [back] = set(re.findall('name="back" value="([^"]*)"', page))
    answer = act(moderator, comment_id, "approve", back=back)
    assert ("order=age" in answer.location) is (order == "age")
    told = moderator.get(answer.location).text
    assert f"Kommentar {comment_id} ist freigegeben" in told
    assert set(re.findall('name="back" value="([^"]*)"', told)) == {back}


def test_after_a_decision_the_keyboard_goes_on_from_what_it_did(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service)
    assert "autofocus" not in moderator.get("/moderation/").text
    answer = act(moderator, comment_id, "reject", back="waiting/score")
    parsed = html5lib.parse(moderator.get(answer.location).text, namespaceHTMLElements=False)
    [focused] = [element for element in parsed.iter() if "autofocus" in element.attrib]
    assert "ist abgelehnt" in "".join(focused.itertext())
    assert focused.attrib["tabindex"] == "-1"


def test_an_approval_can_be_taken_back(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "approve")
    act(moderator, comment_id, "reopen")
    assert status_of(service, comment_id) is Status.PENDING
    assert TEXT not in service.exchange.fragment_file(OPEN).read_text()


def test_rejecting_keeps_the_reason(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "reject", reason="  Werbung  ")
    assert status_of(service, comment_id) is Status.REJECTED
    page = moderator.get(f"/moderation/comments/{comment_id}").text
    assert "abgelehnt von Ute" in page
    assert "<q>Werbung</q>" in page


def test_what_was_decided_can_be_decided_otherwise(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "approve")
    assert TEXT in moderator.get("/moderation/decided").text
    answer = act(moderator, comment_id, "reject", back="decided")
    assert answer.headers["Location"].startswith("/moderation/decided?")
    assert status_of(service, comment_id) is Status.REJECTED
    act(moderator, comment_id, "approve")
    assert status_of(service, comment_id) is Status.APPROVED


def test_deciding_the_same_twice_is_told_and_harmless(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "approve")
    answer = act(moderator, comment_id, "approve")
    assert "war schon so entschieden" in moderator.get(answer.headers["Location"]).text


def test_what_a_machine_held_waits_on_its_own_page(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service, Status.HELD)
    assert TEXT not in moderator.get("/moderation/").text
    page = moderator.get("/moderation/held").text
    assert TEXT in page
    assert "ein Automat Zweifel" in page
    act(moderator, comment_id, "approve", back="held")
    assert status_of(service, comment_id) is Status.APPROVED


def test_answering_publishes_both_nested_and_marked(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service)
    answer = act(moderator, comment_id, "answer", text="Elfmal so *viel*.")
    assert answer.status_code == 303
    fragment = service.exchange.fragment_file(OPEN).read_text()
    assert TEXT in fragment
    assert "comment--author" in fragment
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert [(one.parent_id, one.by_author, one.author) for one in published.comments] == [
        (None, False, "Erna"),
        (comment_id, True, "Leopold"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "x" * 8001])
def test_an_impossible_answer_is_told_and_keeps_what_was_typed(
    moderator: FlaskClient, service: Service, text: str
) -> None:
    comment_id = add(service)
    answer = act(moderator, comment_id, "answer", text=text)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert text in answer.text
    assert status_of(service, comment_id) is Status.PENDING


def test_an_unknown_comment_is_not_found(moderator: FlaskClient) -> None:
    assert moderator.get("/moderation/comments/4711").status_code == 404
    for what in ("approve", "reject", "reopen", "answer", "edit/approve", "edit/reject"):
        assert act(moderator, 4711, what, text="x").status_code == 404
    huge = "9" * 30
    assert moderator.get(f"/moderation/comments/{huge}").status_code == 404


def test_a_comment_whose_essay_is_gone_can_be_judged_but_not_answered(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service, thread_id=ThreadId("verschwunden"))
    assert "hat die Website nicht mehr" in moderator.get("/moderation/").text
    assert act(moderator, comment_id, "answer", text="x").status_code == 409
    assert act(moderator, comment_id, "reject").status_code == 303


def test_a_full_disk_leaves_the_decision_and_says_so(
    moderator: FlaskClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment_id = add(service)

    def full(*_: object) -> None:
        raise FilesUnavailable("/exchange", "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(service.publication._files), "write", full)
        answer = act(moderator, comment_id, "approve")
    page = moderator.get(answer.headers["Location"]).text
    assert "ließ sich nicht schreiben" in page
    assert status_of(service, comment_id) is Status.APPROVED
    assert service.exchange.read_published(OPEN) is None
    service.housekeeping.tidy()
    assert service.exchange.read_published(OPEN) is not None


def test_the_notice_repeats_nothing_from_the_address(moderator: FlaskClient) -> None:
    for query in ("done=<script>&id=1", "done=approve&id=<script>", "done=approve&id=-1"):
        page = moderator.get(f"/moderation/?{query}").text
        assert "<script>" not in page
        assert 'class="notice"' not in page
    assert 'class="notice"' in moderator.get("/moderation/?done=approve&id=1").text


def test_the_desk_speaks_english_by_setting(make_service: Callable[..., Service]) -> None:
    service = make_service(COMMENTS_LANGUAGE="en")
    client = create_app(service.config, service).test_client()
    page = client.get("/moderation/login").text
    assert '<html lang="en">' in page
    assert "Nobody may moderate yet" in page


def test_the_desk_needs_nothing_of_the_site(moderator: FlaskClient) -> None:
    page = moderator.get("/moderation/").text
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', page)
    assert loaded
    for address in loaded:
        answer = moderator.get(address, buffered=True)
        assert address.startswith("/moderation/static/")
        assert answer.status_code == 200


# Changes by writers


def propose(service: Service, comment_id: int, text: str) -> None:
    edit = Edit(comment_id=comment_id, source=text, proposed_at=NOON, correction=True)
    with service.store.writing() as writing:
        writing.propose(edit)


def texts_of(service: Service, comment_id: int) -> tuple[str, list[str]]:
    with service.store.reading() as reading:
        comment = reading.comment(comment_id)
        assert comment is not None
        return comment.source, [text.source for text in reading.earlier(comment_id)]


def test_a_change_lies_on_the_desk_as_a_difference_and_is_published_by_a_button(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service, Status.APPROVED)
    propose(service, comment_id, "Meine <b>Mietrate</b> nimmt auch keine Daumen.")
    assert '<span class="count">1</span>' in moderator.get("/moderation/").text
    page = moderator.get("/moderation/edits").text
    assert "<del>Leasingrate</del><ins>&lt;b&gt;Mietrate&lt;/b&gt;</ins> nimmt" in page
    answer = act(moderator, comment_id, "edit/approve", back="edits", revision="1")
    assert answer.headers["Location"].startswith("/moderation/edits?done=approve-edit")
    text, earlier = texts_of(service, comment_id)
    assert text == "Meine <b>Mietrate</b> nimmt auch keine Daumen."
    assert earlier == [TEXT]
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert published.comments[0].source == text
    again = act(moderator, comment_id, "edit/approve", back="edits")
    assert "wartet keine Änderung mehr" in moderator.get(again.headers["Location"]).text
    assert act(moderator, 4711, "edit/approve").status_code == 404


def test_a_rejected_change_leaves_the_text_and_tells_its_writer_why(
    moderator: FlaskClient, service: Service
) -> None:
    comment_id = add(service, Status.APPROVED)
    propose(service, comment_id, "Etwas ganz anderes.")
    act(moderator, comment_id, "edit/reject", reason="Das ist ein anderer Kommentar.")
    assert texts_of(service, comment_id) == (TEXT, [])
    with service.store.reading() as reading:
        last = reading.events(comment_id)[-1]
    assert (last.kind, last.why) == (EventKind.EDIT_REJECTED, "Das ist ein anderer Kommentar.")


@pytest.mark.parametrize("what", ["approve", "reject", "answer", "edit/approve", "edit/reject"])
def test_nobody_decides_on_a_text_other_than_the_one_read(
    moderator: FlaskClient, service: Service, what: str
) -> None:
    comment_id = add(service, Status.APPROVED if what.startswith("edit") else Status.PENDING)
    propose(service, comment_id, "Harmlos.")
    page = moderator.get(f"/moderation/comments/{comment_id}").text
    assert 'name="revision" value="1"' in page
    propose(service, comment_id, "Gar nicht harmlos.")
    before = texts_of(service, comment_id), status_of(service, comment_id)
    answer = act(moderator, comment_id, what, revision="1", text="Antwort")
    told = answer.text if what == "answer" else moderator.get(answer.headers["Location"]).text
    assert "inzwischen umgeschrieben" in told
    assert (texts_of(service, comment_id), status_of(service, comment_id)) == before
    assert act(moderator, comment_id, what, revision="2", text="Antwort").status_code == 303


@pytest.mark.parametrize("what", ["approve", "answer"])
def test_nobody_undoes_unawares_what_a_colleague_decided(
    moderator: FlaskClient, service: Service, what: str
) -> None:
    comment_id = add(service)
    page = moderator.get(f"/moderation/comments/{comment_id}").text
    assert page.count('name="status" value="pending"') == 3
    service.moderation.decide(comment_id, Status.REJECTED, "Kollegin")
    answer = act(moderator, comment_id, what, status="pending", text="Antwort")
    told = answer.text if what == "answer" else moderator.get(answer.headers["Location"]).text
    assert re.search("inzwischen jemand anderes entschieden|inzwischen abgelehnt", told)
    assert status_of(service, comment_id) is Status.REJECTED
    act(moderator, comment_id, what, status="rejected", text="Antwort")  # who knows of it, may
    assert status_of(service, comment_id) is Status.APPROVED


def test_a_status_that_is_none_is_not_compared(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "approve", status="wunderbar")
    assert status_of(service, comment_id) is Status.APPROVED


def test_a_revision_that_is_no_number_is_none(moderator: FlaskClient, service: Service) -> None:
    comment_id = add(service)
    act(moderator, comment_id, "approve", revision="9" * 5_000)
    assert status_of(service, comment_id) is Status.APPROVED

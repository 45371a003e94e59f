"""Replies by mail, from the box on the form to the mail server and back to the button."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.cli import main
from comments_api.config import BadSetting, Config
from comments_api.conversation.comment import Thread
from comments_api.mailing import PATIENCE, TAKEN_FOR, Fate
from comments_api.model import Ground, MailKind, Notice, Status
from tests.comments_api.conftest import MakeService
from tests.comments_api.mail_peer import Peer, mail_peer
from tests.comments_api.support import (
    BROWSER,
    ENGLISH,
    OPEN,
    OTHER,
    THREADS,
    TurnedClock,
    submission,
)

ORIGIN = "https://spiegelkabinett.example"
ONE_CLICK = {
    "data": "List-Unsubscribe=One-Click",
    "content_type": "application/x-www-form-urlencoded",
}


@pytest.fixture
def peer() -> Iterator[Peer]:
    with mail_peer() as peer:
        yield peer


@pytest.fixture
def settings(peer: Peer) -> dict[str, str]:
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(peer.port),
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "kommentare@spiegelkabinett.example",
        "PUBLIC_ORIGIN": ORIGIN,
        "RATE_PER_NETWORK": "1000",
    }


@pytest.fixture
def service(make_service: MakeService, settings: dict[str, str]) -> Service:
    return make_service(**settings)


@pytest.fixture
def client(service: Service) -> FlaskClient:
    return create_app(service.config, service).test_client()


def thread_of(service: Service, thread_id: str = OPEN) -> Thread:
    return service.submissions.thread(thread_id)


def write(service: Service, **changes: object) -> int:
    thread = thread_of(service, str(changes.get("thread_id", OPEN)))
    return service.submissions.submit(thread, submission(**changes), "192.0.2.1").comment_id


def approve(service: Service, comment_id: int) -> None:
    service.moderation.decide(comment_id, Status.APPROVED, "Ute")


def link(message: EmailMessage, kind: str) -> str:
    """The path of the one link of this kind."""
    [found] = set(re.findall(rf"{ORIGIN}(/api/mail/{kind}/\S+)", message.get_content()))
    return str(found)


def subscribed(service: Service, peer: Peer, client: FlaskClient, **changes: object) -> int:
    """Erna's approved comment, whose replies she has confirmed she wants."""
    comment_id = write(service, replies=True, **changes)
    approve(service, comment_id)
    assert service.mailing.run() == {Fate.SENT: 1}
    assert client.post(link(peer.received.pop(), "confirm")).status_code == 200
    return comment_id


def reply_to(service: Service, comment_id: int, **changes: object) -> int:
    values = {
        "parent_id": comment_id,
        "author": "Karl",
        "email": "karl@example.org",
        "text": "Der *Daumen* ist erfunden.",
        **changes,
    }
    return write(service, **values)


# From the form to the mail


def test_a_reply_is_told_to_whoever_wanted_and_confirmed_it(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    comment_id = subscribed(service, peer, client)
    reply = reply_to(service, comment_id)
    assert service.mailing.run() == {}, "what waits is told to nobody"
    approve(service, reply)
    assert service.mailing.run() == {Fate.SENT: 1}
    [message] = peer.received
    assert message["To"] == "erna@example.org"
    assert message["Subject"] == "Karl antwortet: Auf der Resterampe"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert "Karl hat auf Ihren Kommentar zu „Auf der Resterampe“ geantwortet:" in text
    assert "> Der *Daumen* ist erfunden." in text
    assert f"{ORIGIN}/api/comments/{reply}\n" in text.replace("\r", "")
    assert "karl@example.org" not in message.as_string()
    assert set(re.findall(r"https?://[^/\s]+", text)) == {ORIGIN}, "nothing remote but ourselves"
    assert service.mailing.run() == {}, "and only once"


def test_whatever_follows_below_is_told_once_to_each_address_and_to_nobody_about_their_own(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    erna = subscribed(service, peer, client)
    karl = reply_to(service, erna, replies=True)
    approve(service, karl)
    service.mailing.run()
    for message in peer.received:
        if "karl" in str(message["To"]):
            client.post(link(message, "confirm"))
    peer.received.clear()
    erna_again = reply_to(
        service, karl, author="Erna", email="Erna@example.org", replies=True, text="Nein."
    )
    approve(service, erna_again)
    service.mailing.run()
    [message] = peer.received
    assert message["To"] == "karl@example.org", "not Erna, above whose own reply her comment stands"
    peer.received.clear()
    otto = reply_to(service, erna_again, author="Otto", email=None, text="Ich schon.")
    approve(service, otto)
    beside = reply_to(service, erna, author="Uwe", email=None, text="Und ich daneben.")
    approve(service, beside)
    service.mailing.run()
    told = [
        (str(message["To"]), message.get_content().splitlines()[0]) for message in peer.received
    ]
    assert told == [
        ("Erna@example.org", "Otto hat auf Ihren Kommentar zu „Auf der Resterampe“ geantwortet:"),
        (
            "karl@example.org",
            "Otto hat Erna geantwortet, unter Ihrem Kommentar zu „Auf der Resterampe“:",
        ),
        ("erna@example.org", "Uwe hat auf Ihren Kommentar zu „Auf der Resterampe“ geantwortet:"),
    ]
    leave = link(peer.received[1], "leave")
    page = client.get(leave, headers=BROWSER).text
    assert "von Antworten auf Ihre Kommentare zu „<a" in page
    assert "und von allem, was darunter folgt." in page
    assert peer.received[1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.post(leave, **ONE_CLICK).status_code == 200
    peer.received.clear()
    approve(service, reply_to(service, otto, author="Uwe", email=None, text="Noch einmal."))
    service.mailing.run()
    assert [str(message["To"]) for message in peer.received] == ["Erna@example.org"]


def test_the_author_s_answer_and_a_direct_reply_in_english_are_told_too(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    comment_id = subscribed(service, peer, client, thread_id=ENGLISH)
    service.moderation.answer(comment_id, "Indeed.", "Leopold", "Ute")
    service.mailing.run()
    [message] = peer.received
    assert message["Subject"] == "Leopold replies: To be visible"
    assert "Leopold has replied to your comment" in message.get_content()


def test_nobody_is_told_who_did_not_ask_or_not_confirm_or_wrote_the_reply(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    silent = write(service, text="Ohne Kreuz.")
    unconfirmed = write(service, text="Mit Kreuz.", email="otto@example.org", replies=True)
    service.mailing.run()
    own = subscribed(service, peer, client)
    for comment_id in (silent, unconfirmed):
        approve(service, comment_id)
    service.mailing.run()
    peer.received.clear()
    for comment_id in (silent, unconfirmed):
        approve(service, reply_to(service, comment_id))
    approve(service, reply_to(service, own, email="ERNA@example.org"))
    assert Fate.SENT not in service.mailing.run()
    assert peer.received == []
    approve(service, reply_to(service, own, text="Die Kontrolle."))
    service.mailing.run()
    assert len(peer.received) == 1


def test_the_box_needs_an_address_and_comes_unticked(client: FlaskClient) -> None:
    form = {"author": "Erna", "text": "Satz.", "replies": "1"}
    answer = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    assert answer.status_code == 422
    assert "wohin die Antworten gehen sollen" in answer.text
    assert 'name="replies" value="1" checked' in answer.text, "what was ticked stays ticked"
    del form["replies"], form["author"]
    again = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    assert 'name="replies" value="1">' in again.text


def test_a_service_without_mail_server_offers_none_and_notes_nothing(
    make_service: MakeService,
) -> None:
    service = make_service()
    comment_id = write(service, replies=True)
    with service.store.reading() as reading:
        assert reading.subscription(comment_id) is None
    client = create_app(service.config, service).test_client()
    page = client.post(f"/api/threads/{OPEN}/comments", data={"text": "x"}, headers=BROWSER)
    assert page.status_code == 422
    assert "replies" not in page.text
    assert client.get("/mail/").status_code == 404


# Double opt-in


def test_the_question_holds_nothing_that_whoever_typed_the_address_wrote(
    service: Service, peer: Peer
) -> None:
    write(service, replies=True, author="BUY NOW", text="https://evil.example/ cheap")
    service.mailing.run()
    [message] = peer.received
    assert "BUY" not in message.as_string()
    assert "evil" not in message.get_content()
    assert message["Subject"] == "Bitte bestätigen: Antworten per E-Mail von Spiegelkabinett"
    assert message["List-Unsubscribe"] is None, "there is nothing yet that could be left"


def test_looking_at_the_links_changes_nothing(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    comment_id = write(service, replies=True)
    service.mailing.run()
    confirm = link(peer.received[0], "confirm")
    page = client.get(confirm, headers=BROWSER)
    assert page.status_code == 200
    assert 'method="post"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    with service.store.reading() as reading:
        assert not reading.replies_wanted(comment_id)
    client.post(confirm, headers=BROWSER)
    with service.store.reading() as reading:
        assert reading.replies_wanted(comment_id), "the control: pressing does"


def test_the_link_confirms_once_for_seven_days_and_nothing_else(
    service: Service, peer: Peer, client: FlaskClient, clock: TurnedClock
) -> None:
    write(service, replies=True)
    service.mailing.run()
    confirm = link(peer.received[0], "confirm")
    token = confirm.rpartition("/")[2]
    assert len(token) == 32, "192 bits"
    assert client.post(f"/api/mail/leave/{token}").json["thread_id"] is None
    assert client.get(f"/api/receipts/{token}").status_code == 404
    clock.advance(days=7)
    assert client.post(confirm).status_code == 404
    clock.advance(seconds=-1)
    assert client.post(confirm).status_code == 200
    assert client.post(confirm).status_code == 404


def test_only_hashes_of_links_are_stored(service: Service, peer: Peer) -> None:
    write(service, replies=True)
    service.mailing.run()
    token = link(peer.received[0], "confirm").rpartition("/")[2]
    path = service.config.database_url.removeprefix("sqlite:///")
    service.engine.dispose()
    with open(path, "rb") as file:  # noqa: PTH123
        content = file.read()
    assert b"erna@example.org" in content, "the control"
    assert token.encode() not in content


def test_an_address_is_asked_once_in_24_hours_even_when_its_comment_is_erased(
    service: Service, peer: Peer, clock: TurnedClock
) -> None:
    first = write(service, replies=True)
    service.mailing.run()
    service.erasure.erase([first], "visitor")
    write(service, replies=True, email="Erna@Example.org", thread_id=OTHER, text="Noch einer.")
    write(service, replies=True, email="otto@example.org", text="Ein anderer.")
    service.mailing.run()
    assert [message["To"] for message in peer.received] == ["erna@example.org", "otto@example.org"]
    clock.advance(hours=23, minutes=59)
    assert service.mailing.run() == {}
    clock.advance(minutes=2)
    assert service.mailing.run() == {Fate.SENT: 1}
    assert peer.received[-1]["To"].casefold() == "erna@example.org"


def test_known_and_unknown_addresses_get_one_answer_and_one_page(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    subscribed(service, peer, client)

    def pages(email: str) -> list[str]:
        form = {"author": "Max", "text": "Ein Satz.", "email": email, "replies": "1"}
        sent = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
        receipt = sent.headers["Location"]
        answers = [sent.text, client.get(receipt, headers=BROWSER).text]
        return [re.sub(r"[\w-]{32}|kommentar-\d+", "…", answer) for answer in answers]

    assert pages("erna@example.org") == pages("unbekannt@example.org")


def test_what_a_machine_put_aside_asks_nobody_until_a_person_approves(
    service: Service, peer: Peer
) -> None:
    comment_id = write(service, replies=True, trapped=True)
    assert service.mailing.run() == {}
    approve(service, comment_id)
    assert service.mailing.run() == {Fate.SENT: 1}


def test_a_wish_nobody_confirms_is_forgotten(
    service: Service, peer: Peer, clock: TurnedClock
) -> None:
    comment_id = write(service, replies=True)
    service.mailing.run()
    clock.advance(days=7, seconds=1)
    service.housekeeping.tidy()
    with service.store.reading() as reading:
        assert reading.subscription(comment_id) is None


# Leaving


def test_one_click_without_cookie_or_origin_ends_the_discussion_and_again_is_fine(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    here = subscribed(service, peer, client)
    approve(service, reply_to(service, here))
    service.mailing.run()
    [message] = peer.received
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = message["List-Unsubscribe"].strip("<>").removeprefix(ORIGIN)
    assert leave == link(message, "leave")
    assert client.get(leave, headers=BROWSER).status_code == 200
    with service.store.reading() as reading:
        assert reading.replies_wanted(here), "the control: looking leaves nothing"
    stranger = client.application.test_client()
    for _ in range(2):
        assert stranger.post(leave, **ONE_CLICK).status_code == 200
    multipart = {"data": {"List-Unsubscribe": "One-Click"}, "content_type": "multipart/form-data"}
    assert stranger.post(leave, **multipart).status_code == 200
    approve(service, reply_to(service, here, text="Und noch eine."))
    assert Fate.SENT not in service.mailing.run()


def test_leaving_one_discussion_keeps_the_others_and_leaving_altogether_does_not(
    service: Service, peer: Peer, client: FlaskClient, clock: TurnedClock
) -> None:
    ids = []
    for thread_id in (OPEN, OTHER, ENGLISH):
        ids.append(subscribed(service, peer, client, thread_id=thread_id))
        clock.advance(days=1, seconds=1)
    for comment_id, thread_id in zip(ids, (OPEN, OTHER, ENGLISH), strict=True):
        approve(service, reply_to(service, comment_id, thread_id=thread_id))
    service.mailing.run()
    leave = [link(message, "leave") for message in peer.received]

    def wanted() -> list[bool]:
        with service.store.reading() as reading:
            return [reading.replies_wanted(comment_id) for comment_id in ids]

    page = client.post(leave[0], headers=BROWSER)
    assert "Aus „" in page.text
    assert wanted() == [False, True, True]
    page = client.post(f"{leave[1]}/all", headers=BROWSER)
    assert "Keine Diskussion auf dieser Website" in page.text
    assert wanted() == [False, False, False]


def test_the_folder_shows_wishes_exports_them_and_ends_them(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    form = {"author": "Erna", "text": "Satz.", "email": "erna@example.org", "replies": "1"}
    answer = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    receipt = answer.headers["Location"]
    folder = client.post(f"{receipt}/folder", data={"folder": ""}, headers=BROWSER).headers[
        "Location"
    ]
    assert "Sie wünschen Antworten per E-Mail" in client.get(folder, headers=BROWSER).text
    service.mailing.run()
    client.post(link(peer.received[0], "confirm"))
    assert (
        "Antworten darauf und alles, was darunter folgt, kommen per E-Mail."
        in client.get(folder, headers=BROWSER).text
    )
    [kept] = client.get(f"{folder}/export").json
    assert kept["replies_by_mail"]["confirmed_at"] is not None
    done = client.post(f"{receipt}/replies/end", headers=BROWSER)
    page = client.get(done.headers["Location"], headers=BROWSER)
    assert "Antworten auf diesen Kommentar kommen nicht mehr per E-Mail." in page.text
    [kept] = client.get(f"{folder}/export").json
    assert kept["replies_by_mail"] is None


def test_erasing_takes_the_wish_and_the_queued_mail_along(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    comment_id = subscribed(service, peer, client)
    for text in ("Eine Antwort.", "Eine zweite."):
        approve(service, reply_to(service, comment_id, text=text))
    with service.store.reading() as reading:
        queued = [mail for mail in reading.mails(10) if mail.kind is MailKind.REPLY]
    assert len(queued) == 2
    service.erasure.erase([queued[0].reply_id or 0], "Ute")
    with service.store.reading() as reading:
        assert len([mail for mail in reading.mails(10) if mail.kind is MailKind.REPLY]) == 1
    service.erasure.erase([comment_id], "visitor")
    with service.store.reading() as reading:
        assert reading.mails(10) == []
        assert reading.subscription(comment_id) is None
    assert service.mailing.run() == {}


def test_a_reply_taken_back_before_it_was_mailed_is_not_mailed(
    service: Service, peer: Peer, client: FlaskClient
) -> None:
    reply = reply_to(service, subscribed(service, peer, client))
    approve(service, reply)
    service.moderation.decide(reply, Status.PENDING, "Ute")
    assert service.mailing.run() == {Fate.DROPPED: 1}
    approve(service, reply)
    assert service.mailing.run() == {Fate.SENT: 1}


# Decisions


def test_a_declined_change_is_told_with_its_reason_and_without_the_receipt(
    service: Service, peer: Peer
) -> None:
    thread = thread_of(service)
    accepted = service.submissions.submit(thread, submission(), "192.0.2.1")
    approve(service, accepted.comment_id)
    service.owning.edit(accepted.token, "Ganz anders.", "192.0.2.1")
    service.moderation.decide_edit(accepted.comment_id, approve=False, who="Ute", why="Zu anders.")
    service.mailing.run()
    [message] = peer.received
    assert message["Subject"] == "Ihre Änderung wurde nicht übernommen"
    assert "Zu anders." in message.get_content()
    assert accepted.token not in message.as_string()


def test_a_report_s_arrival_is_confirmed_once_without_a_word_of_it(
    service: Service, peer: Peer
) -> None:
    comment_id = write(service)
    approve(service, comment_id)
    notice = Notice(
        ground=Ground.LAW, explanation="Beleidigung", name="Rita", email="rita@example.org"
    )
    tokens = {service.reports.submit(comment_id, notice, "192.0.2.2") for _again in range(2)}
    anonymous = replace(notice, explanation="Übel", email=None)
    service.reports.submit(comment_id, anonymous, "192.0.2.2")
    assert service.mailing.run() == {Fate.SENT: 1}
    [message] = peer.received
    assert message["To"] == "rita@example.org"
    assert message["Subject"] == "Ihre Meldung ist angekommen"
    for secret in ("Beleidigung", "Rita", *tokens):
        assert secret not in message.get_content()


def test_a_decided_report_is_told_to_reporter_and_writer(service: Service, peer: Peer) -> None:
    comment_id = write(service)
    approve(service, comment_id)
    notice = Notice(
        ground=Ground.LAW, explanation="Beleidigung", name="Rita", email="rita@example.org"
    )
    service.reports.submit(comment_id, notice, "192.0.2.2")
    elsewhere = [replace(thread, imprint_url="/imprint/") for thread in THREADS]
    service.exchange.write_threads(elsewhere)
    service.reports.decide(1, remove=True, ground=Ground.LAW, reasons="§ 185 StGB.", who="Ute")
    assert service.mailing.run() == {Fate.DROPPED: 1, Fate.SENT: 2}, "no receipt after the decision"
    statement, decision = peer.received
    assert (statement["To"], decision["To"]) == ("erna@example.org", "rita@example.org")
    assert "Gesetz" in statement.get_content()
    for message in peer.received:
        assert "> § 185 StGB." in message.get_content()
        assert f"{ORIGIN}/imprint/" in message.get_content()
        assert "impressum" not in message.get_content()
    assert "Rita" not in statement.as_string(), "who reported stays unknown"
    assert "rita@example.org" not in statement.as_string()


# The mail server


def test_a_message_that_may_have_arrived_comes_again_under_the_same_id(
    make_service: MakeService,
    settings: dict[str, str],
    service: Service,
    peer: Peer,
    clock: TurnedClock,
) -> None:
    write(service, replies=True)
    peer.hangs_up = True
    assert service.mailing.run() == {Fate.PUT_OFF: 1}
    service.close()
    peer.hangs_up = False
    again = make_service(**settings)  # a restart between
    assert again.mailing.run() == {}, "not at once"
    clock.advance(minutes=2, seconds=1)
    assert again.mailing.run() == {Fate.SENT: 1}
    first, second = peer.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_service_that_dies_while_sending_loses_nothing(
    service: Service, peer: Peer, clock: TurnedClock
) -> None:
    write(service, replies=True)
    service.mailing._ask()
    assert service.mailing._take() is not None  # and here it dies
    assert service.mailing.run() == {}, "another process may be sending it"
    clock.advance(seconds=TAKEN_FOR.total_seconds())
    assert service.mailing.run() == {Fate.SENT: 1}


def test_a_refused_recipient_is_given_up_and_a_busy_server_is_tried_for_days(
    service: Service, peer: Peer, clock: TurnedClock
) -> None:
    write(service, replies=True)
    peer.refuses_recipient = "550 no such user"
    assert service.mailing.run() == {Fate.GIVEN_UP: 1}
    peer.refuses_recipient = ""
    write(service, replies=True, email="otto@example.org", text="Ein anderer.")
    peer.refuses_data = "451 try again later"
    fates = []
    begun = clock.now
    while clock.now - begun < PATIENCE * 2:
        fates.extend(service.mailing.run())
        clock.advance(minutes=30)
    assert fates.count(Fate.PUT_OFF) > 20
    assert fates[-1] is Fate.GIVEN_UP
    with service.store.reading() as reading:
        assert [mail.trouble for mail in reading.mails(2)] == ["DATA 451", "RCPT 550"]


def test_no_server_at_all_keeps_the_mail(
    make_service: MakeService, settings: dict[str, str], clock: TurnedClock
) -> None:
    with mail_peer() as gone:
        port = str(gone.port)
    service = make_service(**{**settings, "SMTP_PORT": port})
    write(service, replies=True)
    assert service.mailing.run() == {Fate.PUT_OFF: 1}
    with service.store.reading() as reading:
        assert reading.mails(1)[0].trouble == "ConnectionRefusedError"


def test_a_password_is_never_sent_to_a_server_that_does_not_encrypt(
    make_service: MakeService, settings: dict[str, str]
) -> None:
    changed = {"SMTP_SECURITY": "starttls", "SMTP_USER": "u", "SMTP_PASSWORD": "geheim"}
    service = make_service(**{**settings, **changed})
    write(service, replies=True)
    assert service.mailing.run() == {Fate.PUT_OFF: 1}
    assert "geheim" not in repr(service.config)
    with pytest.raises(BadSetting):
        Config.from_env({**settings, "SMTP_USER": "u"})
    for missing in ("MAIL_FROM", "PUBLIC_ORIGIN"):
        with pytest.raises(BadSetting, match=missing):
            Config.from_env({name: v for name, v in settings.items() if name != missing})


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The certificate of a mail server on this machine, whose authority we trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_an_encrypted_connection_with_a_login(
    make_service: MakeService,
    settings: dict[str, str],
    trusted: ssl.SSLContext,
    security: str,
) -> None:
    how: dict[str, Any] = {"tls_context": trusted, "require_starttls": True}
    if security == "tls":
        how = {"encrypted": trusted, "auth_require_tls": False}
    with mail_peer(**how) as peer:
        changed = {
            "SMTP_PORT": str(peer.port),
            "SMTP_SECURITY": security,
            "SMTP_USER": "kommentare",
            "SMTP_PASSWORD": "geheim",
        }
        service = make_service(**{**settings, **changed})
        write(service, replies=True)
        assert service.mailing.run() == {Fate.SENT: 1}
        assert peer.logins == [b"kommentare"]
        assert len(peer.received) == 1


def test_a_server_that_cannot_prove_its_name_gets_neither_password_nor_mail(
    make_service: MakeService,
    settings: dict[str, str],
    trusted: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_peer(tls_context=trusted) as peer:
        changed = {
            "SMTP_PORT": str(peer.port),
            "SMTP_SECURITY": "starttls",
            "SMTP_USER": "kommentare",
            "SMTP_PASSWORD": "geheim",
        }
        service = make_service(**{**settings, **changed})
        write(service, replies=True)
        assert service.mailing.run() == {Fate.PUT_OFF: 1}
        assert (peer.logins, peer.received) == ([], [])


def test_the_commands_send_and_list_and_say_no_address(  # noqa: PLR0917 fixtures
    environ: dict[str, str],
    settings: dict[str, str],
    service: Service,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {**environ, **settings}.items():
        monkeypatch.setenv(name, value)
    assert main(["mail", "list"]) == 0
    assert "Der Postausgang ist leer." in capsys.readouterr().out
    write(service, replies=True)
    peer.refuses_data = "451 later"
    assert main(["mail", "send"]) == 1
    assert "mail list" in capsys.readouterr().err
    assert main(["mail", "list"]) == 0
    said = capsys.readouterr().out
    assert "confirm  Kommentar 1  wird versucht" in said
    assert "(DATA 451)" in said
    assert "erna@" not in said
    assert main(["mail", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tries"] == 1
    monkeypatch.delenv("SMTP_HOST")
    assert main(["mail", "send"]) == 1
    assert "SMTP_HOST ist nicht gesetzt" in capsys.readouterr().err


@pytest.mark.parametrize(
    "title", ["Zwei\r\nBcc: opfer@example.org", "Zwei\nZeilen", "Größe 🪞 " + "x" * 300]
)
def test_no_title_makes_another_header(service: Service, peer: Peer, title: str) -> None:
    known = service.threads.get(thread_of(service).id)
    assert known is not None
    letters = replace(service.mailing.letters, threads=_Titled(replace(known, title=title)))
    mailing = replace(service.mailing, letters=letters)
    comment_id = write(service)
    approve(service, comment_id)
    with service.store.writing() as writing:
        comment = writing.comment(comment_id)
        assert comment is not None
        mailing.outbox.edit_declined(writing, comment, service.clock())
    service.moderation.answer(comment_id, "x", "Leo\r\nBcc: a@b.example", "Ute")
    service.mailing.run()
    for message in peer.received:
        assert message["Bcc"] is None
        assert message["To"] == "erna@example.org"


class _Titled:
    def __init__(self, thread: Thread) -> None:
        self._thread = thread

    def get(self, thread_id: str) -> Thread:
        return self._thread


def test_an_address_no_mail_can_go_to_is_given_up(service: Service, peer: Peer) -> None:
    write(service, replies=True, email="a..b@" + "x" * 70 + ".example")
    assert service.mailing.run() == {Fate.GIVEN_UP: 1}
    write(service, replies=True, email="post@münchen.example", text="Mit Umlaut.")
    assert service.mailing.run() == {Fate.SENT: 1}
    assert peer.received[0]["To"] == "post@xn--mnchen-3ya.example"


def test_an_address_beyond_ascii_before_the_at_sign_is_given_up_and_stops_nobody(
    service: Service, peer: Peer
) -> None:
    write(service, replies=True, email="jörg@example.org")
    write(service, replies=True, email="otto@example.org", text="Ein anderer.")
    assert service.mailing.run() == {Fate.GIVEN_UP: 1, Fate.SENT: 1}
    with service.store.reading() as reading:
        assert [mail.trouble for mail in reading.mails(2)] == [None, "no address"]


def test_sent_mails_are_forgotten_after_the_days_that_were_set(
    service: Service, peer: Peer, clock: TurnedClock
) -> None:
    write(service, replies=True)
    service.mailing.run()
    clock.advance(days=30)
    service.housekeeping.tidy()
    with service.store.reading() as reading:
        assert len(reading.mails(1)) == 1
    clock.advance(seconds=1)
    service.housekeeping.tidy()
    with service.store.reading() as reading:
        assert reading.mails(1) == []


def test_logs_name_neither_addresses_nor_links(
    service: Service, peer: Peer, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="comments_api")
    subscribed(service, peer, client)
    peer.refuses_recipient = "550 erna@example.org unknown"
    approve(service, reply_to(service, 1))
    service.mailing.run()
    said = repr([vars(record) for record in caplog.records])
    assert "mail given up" in said, "the control"
    assert "erna@" not in said
    assert not re.search(r"mail/confirm/[\w-]{32}", said)


def test_in_development_mails_lie_in_a_folder_and_on_a_page(
    make_service: MakeService, tmp_path: object
) -> None:
    service = make_service(SPIEGELKABINETT_MODE="development", MAIL_DIR=f"{tmp_path}/mail")
    write(service, replies=True)
    assert service.mailing.run() == {Fate.SENT: 1}
    [file] = service.config.mail_dir.glob("*.eml")
    assert b"To: erna@example.org" in file.read_bytes()
    client = create_app(service.config, service).test_client()
    page = client.get("/mail/", headers=BROWSER)
    assert "Bitte bestätigen" in page.text
    assert 'href="http://127.0.0.1:8000/api/mail/confirm/' in page.text

"""A reader reports a comment, a moderator decides, both sides can read why (DSA 16 and 17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import html5lib
import pytest
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.conversation.exchange import Exchange
from comments_api.model import EventKind, Ground, Outcome, Status, Verdict
from comments_api.reporting import AlreadyRuled
from tests.comments_api.support import BROWSER, OPEN, THREADS, TurnedClock

MakeService = Callable[..., Service]
URL = "/api/comments/1/report"
FORM = {"ground": "law", "explanation": "Das ist üble Nachrede (§ 186 StGB).", "good_faith": "yes"}


def published(client: FlaskClient, service: Service, text: str = "Ein Satz über wen.") -> str:
    """A public comment; returns the address of its writer's receipt."""
    form = {"author": "Otto", "text": text, "email": "otto@example.org"}
    answer = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    with service.store.reading() as reading:
        newest = list(reading.every_comment())[-1].id
    service.moderation.decide(newest, Status.APPROVED, "Ute")
    return answer.location


def report(client: FlaskClient, **fields: str) -> str:
    """Sends a report; returns the address of its receipt."""
    answer = client.post(URL, data={**FORM, **fields}, headers=BROWSER)
    assert answer.status_code == 303, answer.text
    return answer.location


def form_token(page: str) -> str:
    return page.split('name="form_token" value="')[1].split('"', maxsplit=1)[0]


def test_every_public_comment_has_a_link_to_report_it_and_nothing_else_does(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    fragment = client.get(f"/kommentare/{OPEN}.html").text
    assert f'href="{URL}"' in fragment
    assert "Melden" in fragment
    assert URL not in client.get(f"/api/threads/{OPEN}/reply?to=1", headers=BROWSER).text


def test_a_report_needs_no_account_and_gets_a_receipt(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    page = client.get(URL, headers=BROWSER)
    assert page.status_code == 200
    assert "Ein Satz über wen." in page.text
    assert 'href="/api/comments/1"' in page.text
    receipt = client.get(report(client, name="Ines", email="ines@example.org"), headers=BROWSER)
    assert "Ihre Meldung ist angekommen" in receipt.text
    assert "üble Nachrede" in receipt.text
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "strict-origin"
    [item] = service.reports.waiting(10).entries
    assert (item.report.name, item.report.email) == ("Ines", "ines@example.org")
    assert item.report.ground is Ground.LAW
    with service.store.reading() as reading:
        comment = reading.comment(1)
        last = reading.events(1)[-1]
    assert comment is not None
    assert comment.status is Status.APPROVED  # a report alone changes nothing
    assert (last.kind, last.why) == (EventKind.REPORTED, None)


@pytest.mark.parametrize(
    ("left_out", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "taste"}, "ground"),
        ({"explanation": "  "}, "explanation"),
        ({"explanation": "x" * 8001}, "explanation"),
        ({"good_faith": ""}, "good_faith"),
        ({"email": "nicht doch"}, "email"),
        ({"name": "x" * 81}, "name"),
    ],
)
def test_what_a_notice_needs_is_asked_for_and_everything_typed_kept(
    client: FlaskClient, service: Service, left_out: dict[str, str], field: str
) -> None:
    published(client, service)
    typed = {**FORM, "name": "Ines", **left_out}
    answer = client.post(URL, data=typed, headers=BROWSER)
    assert answer.status_code == 422
    assert f'id="meldung-{field}-fehler"' in answer.text
    assert typed["explanation"].strip()[:50] in answer.text
    program = client.post(URL, json=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert program.status_code == 422
    assert [error["field"] for error in program.json["errors"]] == [field]
    assert service.reports.waiting(10).waiting == 0


def test_a_refused_report_moves_the_focus_to_the_first_field_to_be_mended(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    assert "autofocus" not in client.get(URL, headers=BROWSER).text
    for left_out, field in (
        ({"ground": "", "explanation": ""}, "ground"),
        ({"explanation": ""}, "explanation"),
        ({"good_faith": ""}, "good_faith"),
    ):
        page = client.post(URL, data={**FORM, **left_out}, headers=BROWSER)
        parsed = html5lib.parse(page.text, namespaceHTMLElements=False)
        [focused] = [element for element in parsed.iter() if "autofocus" in element.attrib]
        assert focused.attrib["name"] == field


def test_a_report_too_many_moves_the_focus_to_the_words_that_say_so(
    make_service: Callable[..., Service],
) -> None:
    service = make_service(RATE_PER_NETWORK="1")
    client = create_app(service.config, service).test_client()
    published(client, service)
    assert client.post(URL, data=FORM, headers=BROWSER).status_code == 303
    page = client.post(URL, data={**FORM, "explanation": "Noch eins."}, headers=BROWSER)
    assert page.status_code == 429
    parsed = html5lib.parse(page.text, namespaceHTMLElements=False)
    [focused] = [element for element in parsed.iter() if "autofocus" in element.attrib]
    assert focused.attrib["role"] == "alert"
    assert "Noch eins." in page.text


def test_the_form_says_its_limit_and_lets_the_service_count(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    page = client.get(URL, headers=BROWSER).text
    assert "Höchstens 8.000 Zeichen." in page
    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    [area] = parsed.iter("textarea")
    assert "maxlength" not in area.attrib  # browsers would cut what is pasted


def test_the_form_leads_to_the_privacy_page_that_the_site_names(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    assert 'href="/datenschutz/"' in client.get(URL, headers=BROWSER).text
    elsewhere = [replace(thread, privacy_url="/privacy/") for thread in THREADS]
    Exchange(service.config.exchange_dir).write_threads(elsewhere)
    assert 'href="/privacy/"' in client.get(URL, headers=BROWSER).text


@pytest.mark.parametrize(
    "number", ["2", "77", "9223372036854775807", "9" * 19, "9" * 30, "0", "-1", "x"]
)
def test_only_public_comments_can_be_reported_and_the_others_are_not_betrayed(
    client: FlaskClient, service: Service, number: str
) -> None:
    published(client, service)
    form = {"author": "Otto", "text": "Wartet noch."}
    client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    url = f"/api/comments/{number}/report"
    assert client.get(url, headers=BROWSER).status_code == 404
    assert client.post(url, data=FORM, headers=BROWSER).status_code == 404


def test_the_same_report_twice_is_one_and_too_many_are_put_off(
    make_service: MakeService, clock: TurnedClock
) -> None:
    service = make_service(RATE_PER_NETWORK="2")
    client = create_app(service.config, service).test_client()
    published(client, service)
    assert report(client) == report(client)
    report(client, explanation="Noch etwas.")
    late = client.post(URL, data={**FORM, "explanation": "Zu viel."}, headers=BROWSER)
    assert late.status_code == 429
    assert "Zu viel." in late.text
    assert int(late.headers["Retry-After"]) > 0
    assert service.reports.waiting(10).waiting == 2
    clock.advance(minutes=10)
    report(client, explanation="Zu viel.")


def test_a_program_reports_too(client: FlaskClient, service: Service) -> None:
    published(client, service)
    headers = {"Accept": "application/json"}
    made = client.post(URL, json={**FORM, "good_faith": True}, headers=headers)
    assert made.status_code == 201
    assert made.location == made.json["receipt"]
    assert client.get(made.location, headers=headers).json["outcome"] is None
    assert client.get("/api/reports/nichts", headers=headers).status_code == 404


def test_a_removal_is_told_to_both_sides_with_its_reasons(
    moderator: FlaskClient, service: Service
) -> None:
    writer = published(moderator, service)
    receipt = report(moderator)
    desk = moderator.get("/moderation/reports/").text
    assert "Das ist üble Nachrede" in desk
    assert "Ein Satz über wen." in desk
    assert "Gemeldet: Meldung 1" in moderator.get("/moderation/comments/1").text
    form = {"outcome": "remove", "ground": "law", "reasons": "Ja: § 186 StGB, denn es ist falsch."}
    answer = moderator.post(
        "/moderation/reports/1", data={**form, "form_token": form_token(desk)}, headers=BROWSER
    )
    assert answer.status_code == 303
    assert "Meldung 1 ist entschieden" in moderator.get(answer.location).text
    elsewhere = [replace(thread, imprint_url="/imprint/") for thread in THREADS]
    service.exchange.write_threads(elsewhere)
    reporter_reads = moderator.get(receipt, headers=BROWSER).text
    assert "Der Kommentar wurde entfernt." in reporter_reads
    assert 'href="/imprint/"' in reporter_reads
    assert "§ 186 StGB, denn es ist falsch" in reporter_reads
    assert "Ute" not in reporter_reads
    writer_reads = moderator.get(writer, headers=BROWSER).text
    assert "verstößt gegen das Gesetz" in writer_reads
    assert "§ 186 StGB, denn es ist falsch" in writer_reads
    assert "Rechtsweg" in writer_reads
    assert 'href="/imprint/"' in writer_reads
    assert "üble Nachrede" not in writer_reads  # what the reporter wrote is not passed on
    assert "Ein Satz über wen." not in moderator.get(f"/kommentare/{OPEN}.html").text
    with service.store.reading() as reading:
        lesson = reading.lesson(1)
    assert lesson is not None
    assert lesson.verdict is Verdict.NOTHING
    assert "§ 186" in moderator.get("/moderation/reports/decided").text


def test_a_comment_may_stay_with_reasons(moderator: FlaskClient, service: Service) -> None:
    published(moderator, service)
    receipt = report(moderator)
    page = moderator.get("/moderation/reports/1").text
    form = {"form_token": form_token(page), "outcome": "keep", "reasons": "Grob, aber erlaubt."}
    assert moderator.post("/moderation/reports/1", data=form, headers=BROWSER).status_code == 303
    told = moderator.get(receipt, headers=BROWSER).text
    assert "Der Kommentar bleibt stehen." in told
    assert "Grob, aber erlaubt." in told
    assert "Ein Satz über wen." in moderator.get(f"/kommentare/{OPEN}.html").text
    again = moderator.post("/moderation/reports/1", data=form, headers=BROWSER)
    assert again.status_code == 303  # somebody was first: the page tells how it was decided
    with pytest.raises(AlreadyRuled):
        service.reports.decide(1, remove=True, ground=Ground.LAW, reasons="Doch.", who="Otto")


def test_no_decision_without_a_choice_and_reasons(moderator: FlaskClient, service: Service) -> None:
    published(moderator, service)
    report(moderator)
    token = form_token(moderator.get("/moderation/reports/1").text)
    for form in ({}, {"outcome": "remove", "reasons": "  "}, {"outcome": "x", "reasons": "Weil."}):
        answer = moderator.post(
            "/moderation/reports/1", data={**form, "form_token": token}, headers=BROWSER
        )
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert moderator.get("/moderation/reports/2").status_code == 404
    assert service.reports.waiting(10).waiting == 1


def test_without_a_login_nobody_sees_or_decides_reports(
    client: FlaskClient, service: Service
) -> None:
    published(client, service)
    report(client)
    for path in ("/moderation/reports/", "/moderation/reports/1", "/moderation/blocks/"):
        assert client.get(path).status_code == 303
        assert client.post(path, data={"reasons": "x"}, headers=BROWSER).status_code in {403, 405}
    assert service.reports.waiting(10).waiting == 1


def test_a_report_outlives_its_comment_and_says_so(
    moderator: FlaskClient, service: Service
) -> None:
    published(moderator, service)
    receipt = report(moderator)
    with service.store.writing() as writing:
        writing.erase(1)
    assert "inzwischen gelöscht" in moderator.get("/moderation/reports/").text
    ruled = service.reports.decide(1, remove=True, ground=Ground.LAW, reasons="Weg.", who="Ute")
    assert ruled.report.outcome is Outcome.GONE
    assert "nicht mehr da" in moderator.get(receipt, headers=BROWSER).text


def test_a_decided_report_is_erased_when_its_time_is_over(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    published(client, service)
    receipt = report(client, email="ines@example.org")
    report(client, explanation="Noch eine, die niemand entscheidet.")
    service.reports.decide(1, remove=False, ground=Ground.RULES, reasons="Nein.", who="Ute")
    clock.now += timedelta(days=180)
    service.housekeeping.tidy()
    assert client.get(receipt, headers=BROWSER).status_code == 200
    clock.advance(minutes=1)
    service.housekeeping.tidy()
    assert client.get(receipt, headers=BROWSER).status_code == 404
    assert [item.report.id for item in service.reports.waiting(10).entries] == [2]


# The block list and the filter on the desk


def test_the_block_list_is_edited_on_the_desk(moderator: FlaskClient, service: Service) -> None:
    page = moderator.get("/moderation/blocks/").text
    token = form_token(page)

    def post(path: str, **form: str) -> int:
        return moderator.post(path, data={"form_token": token, **form}, headers=BROWSER).status_code

    assert post("/moderation/blocks/", kind="word", pattern="Kredit*") == 303
    assert post("/moderation/blocks/", kind="word", pattern="KREDIT*") == 409
    assert post("/moderation/blocks/", kind="network", pattern="zu Hause") == 422
    assert post("/moderation/blocks/", kind="mood", pattern="schlecht") == 422
    assert "kredit*" in moderator.get("/moderation/blocks/").text
    [block] = service.block_list.all()
    assert (block.pattern, block.who) == ("kredit*", "Ute")
    text = "Eine Kreditkarte <b>für</b> alle."
    moderator.post(
        f"/api/threads/{OPEN}/comments", data={"author": "E", "text": text}, headers=BROWSER
    )
    held = moderator.get("/moderation/held").text
    assert "Ein Wort steht auf der Sperrliste" in held
    assert "Steht auf der Sperrliste:" in held
    assert post(f"/moderation/blocks/{block.id}/remove") == 303
    assert post(f"/moderation/blocks/{block.id}/remove") == 303
    assert service.block_list.all() == []


def test_the_desk_shows_the_words_and_sorts_by_them(make_service: MakeService) -> None:
    service = make_service(RATE_PER_NETWORK="1000", SPAM_HOLD_PERCENT="100")
    client = create_app(service.config, service).test_client()
    service.accounts.add("Ute", "ein-langes-Passwort")
    login = {"name": "Ute", "password": "ein-langes-Passwort"}
    client.post("/moderation/login", data=login, headers=BROWSER)

    def send(text: str) -> int:
        form = {"author": "Erna", "text": text}
        client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
        with service.store.reading() as reading:
            return list(reading.every_comment())[-1].id

    assert "Der Filter lernt noch" not in client.get("/moderation/").text  # nothing waits
    for number in range(10):
        good, bad = send(f"Brotdose im Spiegel, Folge {number}."), send(f"Sofortkredit {number} €")
        service.moderation.decide(good, Status.APPROVED, "Ute")
        token = form_token(client.get(f"/moderation/comments/{bad}").text)
        rejection = {"form_token": token}
        client.post(f"/moderation/comments/{bad}/reject", data=rejection, headers=BROWSER)
    bad, good = send("Ein Sofortkredit für Euch! €"), send("Auch meine Brotdose spiegelt sich.")
    page = client.get("/moderation/").text
    assert page.index(f"eintrag-{good}") < page.index(f"eintrag-{bad}")
    by_age = client.get("/moderation/?order=age").text
    assert by_age.index(f"eintrag-{bad}") < by_age.index(f"eintrag-{good}")
    assert 'clue--against"><span class="clue__what">Sofortkredit</span>' in page
    assert 'clue--for"><span class="clue__what">Brotdose</span>' in page
    token = form_token(page)
    rude = {"form_token": token, "no_lesson": "yes"}
    client.post(f"/moderation/comments/{good}/reject", data=rude, headers=BROWSER)
    with service.store.reading() as reading:
        lesson = reading.lesson(good)
    assert lesson is not None
    assert lesson.verdict is Verdict.NOTHING

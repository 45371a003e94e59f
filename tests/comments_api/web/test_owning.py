"""What writers do with what they wrote, through the pages and through JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from comments_api.app import Service
from comments_api.conversation.comment import PublicComment
from comments_api.model import EventKind, Status, StoredComment
from comments_api.ports import FilesUnavailable
from tests.comments_api.conftest import MakeService
from tests.comments_api.support import BROWSER, FROM_HERE, OPEN, OTHER, TurnedClock

FORM = {"author": "Erna Muster", "email": "erna@example.org", "text": "Ein *guter* Satz."}
JSON = {**FROM_HERE, "Accept": "application/json"}
KEY = "0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01"


def send(client: FlaskClient, thread: str = OPEN, **changes: str) -> str:
    """Write a comment; returns the address of its receipt."""
    answer = client.post(
        f"/api/threads/{thread}/comments", data={**FORM, **changes}, headers=BROWSER
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def send_json(client: FlaskClient, thread: str = OPEN, **changes: str) -> dict[str, str]:
    answer = client.post(f"/api/threads/{thread}/comments", json={**FORM, **changes}, headers=JSON)
    assert answer.status_code == 201, answer.text
    assert isinstance(answer.json, dict)
    return answer.json


def press(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    return client.post(address, data=fields, headers=BROWSER)


def comment(service: Service, comment_id: int = 1) -> StoredComment | None:
    with service.store.reading() as reading:
        return reading.comment(comment_id)


def public(service: Service) -> list[PublicComment]:
    published = service.exchange.read_published(OPEN)
    return list(published.comments) if published else []


def approve(service: Service, comment_id: int = 1) -> None:
    service.moderation.decide(comment_id, Status.APPROVED, "Ute")


def kinds(service: Service, comment_id: int = 1) -> list[EventKind]:
    with service.store.reading() as reading:
        return [event.kind for event in reading.events(comment_id)]


# Editing


def test_a_waiting_comment_is_rewritten_and_leaves_no_trace_in_the_page(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    receipt = send(client)
    clock.advance(hours=3)
    answer = press(client, f"{receipt}/text", text="Ein besserer Satz.")
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"], headers=BROWSER).text
    assert "Ihr neuer Text ist gespeichert." in page
    assert "Ein besserer Satz." in page
    approve(service)
    [shown] = public(service)
    assert (shown.source, shown.earlier) == ("Ein besserer Satz.", ())
    assert kinds(service) == [EventKind.SUBMITTED, EventKind.EDITED, EventKind.APPROVED]


def test_an_edit_of_an_approved_comment_waits_and_the_approved_text_stays(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    receipt = send(client)
    approve(service)
    clock.advance(minutes=14)
    assert "Bis zum 7. September 2026, 14:15 Uhr" in client.get(receipt, headers=BROWSER).text
    press(client, f"{receipt}/text", text="Ein <script>böser</script> Satz.")
    assert [shown.source for shown in public(service)] == ["Ein *guter* Satz."]
    page = client.get(receipt, headers=BROWSER).text
    assert "Ihre Änderung, die auf Freischaltung wartet:" in page
    assert "&lt;script&gt;böser" in page
    assert "<script>böser" not in page
    service.moderation.decide_edit(1, approve=True, who="Ute")
    [shown] = public(service)
    assert (shown.source, shown.earlier) == ("Ein <script>böser</script> Satz.", ())
    assert "korrigiert am" not in client.get(f"/kommentare/{OPEN}.html").text


@pytest.mark.parametrize("after", ["15 minutes", "a reply"])
def test_later_an_edit_is_a_correction_and_the_page_shows_what_stood_there(
    client: FlaskClient, service: Service, clock: TurnedClock, after: str
) -> None:
    receipt = send(client)
    approve(service)
    if after == "15 minutes":
        clock.advance(minutes=15)
    else:
        send(client, text="Dem widerspreche ich.", parent_id="1")
    assert (
        "Ihre Änderung erscheint daher als Berichtigung"
        in client.get(receipt, headers=BROWSER).text
    )
    press(client, f"{receipt}/text", text="Ein anderer Satz.")
    clock.advance(minutes=5)
    service.moderation.decide_edit(1, approve=True, who="Ute")
    [shown] = public(service)
    assert shown.source == "Ein anderer Satz."
    [earlier] = shown.earlier
    assert (earlier.source, earlier.replaced_at) == ("Ein *guter* Satz.", clock())
    fragment = client.get(f"/kommentare/{OPEN}.html").text
    assert "korrigiert am" in fragment
    assert "<em>guter</em>" in fragment


def test_a_reply_between_edit_and_approval_makes_it_a_correction(
    client: FlaskClient, service: Service
) -> None:
    receipt = send(client)
    approve(service)
    press(client, f"{receipt}/text", text="Das habe ich nie gesagt.")
    send(client, text="Doch!", parent_id="1")
    service.moderation.decide_edit(1, approve=True, who="Ute")
    [shown] = public(service)
    assert [text.source for text in shown.earlier] == ["Ein *guter* Satz."]


def test_a_rejected_edit_leaves_the_page_as_it_is(client: FlaskClient, service: Service) -> None:
    receipt = send(client)
    approve(service)
    press(client, f"{receipt}/text", text="Schlechter.")
    service.moderation.decide_edit(1, approve=False, who="Ute", why="Vorher war es besser.")
    assert [shown.source for shown in public(service)] == ["Ein *guter* Satz."]
    with service.store.reading() as reading:
        assert reading.edits(9) == []
    page = client.get(receipt, headers=BROWSER).text
    assert "Ihre Änderung wurde nicht übernommen" in page
    assert "Vorher war es besser." in page
    press(client, f"{receipt}/text", text="Noch ein Versuch.")
    assert "nicht übernommen" not in client.get(receipt, headers=BROWSER).text


def test_the_same_text_again_changes_nothing_and_the_public_text_withdraws_the_edit(
    client: FlaskClient, service: Service
) -> None:
    receipt = send(client)
    approve(service)

    def edit(text: str) -> str:
        answer = client.post(f"{receipt}/text", json={"text": text}, headers=JSON)
        assert answer.json is not None
        return str(answer.json["edited"])

    outcomes = [edit(text) for text in (FORM["text"], "Neu.", "Neu.", FORM["text"])]
    assert outcomes == ["unchanged", "proposed", "unchanged", "withdrawn"]
    with service.store.reading() as reading:
        assert reading.edits(9) == []


def test_what_was_public_and_waits_again_keeps_its_history(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    receipt = send(client)
    approve(service)
    clock.advance(hours=1)
    press(client, f"{receipt}/text", text="Zweite Fassung.")
    service.moderation.decide(1, Status.PENDING, "Ute")  # the edit is what waits now
    clock.advance(hours=1)
    press(client, f"{receipt}/text", text="Dritte Fassung.")
    approve(service)
    [shown] = public(service)
    assert shown.source == "Dritte Fassung."
    assert [text.source for text in shown.earlier] == ["Ein *guter* Satz.", "Zweite Fassung."]


def test_rejecting_a_comment_ends_its_edit_and_a_rejected_one_is_not_edited(
    client: FlaskClient, service: Service
) -> None:
    receipt = send(client)
    approve(service)
    press(client, f"{receipt}/text", text="Neu.")
    service.moderation.decide(1, Status.REJECTED, "Ute", "Grob.")
    page = client.get(receipt, headers=BROWSER).text
    assert "Grob." in page
    assert 'id="aendern"' not in page
    answer = press(client, f"{receipt}/text", text="Noch neuer.")
    assert answer.status_code == 409
    stored = comment(service)
    assert stored is not None
    assert stored.source == FORM["text"]


def test_a_mistake_in_an_edit_is_told_beside_the_field_with_everything_kept(
    client: FlaskClient, service: Service
) -> None:
    receipt = send(client)
    answer = press(client, f"{receipt}/text", text="x" * 8_001)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html5lib")
    field = page.select_one("#kommentar-text")
    assert field is not None
    assert field.get_text().strip() == "x" * 8_001
    assert field.has_attr("autofocus")
    assert field["aria-describedby"] == "kommentar-text-fehler kommentar-text-hinweis"
    assert "8001" in page.select("#kommentar-text-fehler")[0].get_text()
    answer = client.post(f"{receipt}/text", json={"text": 5}, headers=JSON)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_edits_count_like_comments(make_service: MakeService, client: FlaskClient) -> None:
    receipt = send(client)
    answers = [press(client, f"{receipt}/text", text=f"Fassung {n}.") for n in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 4 + [429] * 2
    assert "Fassung 5." in answers[-1].text


def test_a_preview_of_an_edit_changes_nothing(client: FlaskClient, service: Service) -> None:
    receipt = send(client)
    answer = press(client, f"{receipt}/text", text="Ein **neuer** Satz.", preview="1")
    assert answer.status_code == 200
    assert "<strong>neuer</strong>" in answer.text
    assert "Ein **neuer** Satz.</textarea>" in answer.text
    as_json = client.post(f"{receipt}/text", json={"text": "*So*.", "preview": "1"}, headers=JSON)
    assert as_json.json is not None
    assert "<em>So</em>" in as_json.json["html"]
    stored = comment(service)
    assert stored is not None
    assert (stored.source, stored.revision) == (FORM["text"], 0)


# Preview of a comment


def test_a_preview_shows_what_the_page_will_show_and_keeps_the_form(
    client: FlaskClient, service: Service
) -> None:
    values = {**FORM, "submission_key": KEY}
    answer = press(client, f"/api/threads/{OPEN}/preview", **values)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "html5lib")
    shown = page.select_one(".comment-form__preview .comment__text")
    assert shown is not None
    assert shown.select_one("em") is not None
    assert page.select("[name=submission_key]")[0]["value"] == KEY
    assert page.select("#kommentar-text")[0].get_text().strip() == FORM["text"]
    assert page.select("#kommentar-email")[0]["value"] == FORM["email"]
    assert comment(service) is None
    press(client, f"/api/threads/{OPEN}/comments", **values)
    approve(service)
    fragment = BeautifulSoup(client.get(f"/kommentare/{OPEN}.html").text, "html5lib")
    assert fragment.select_one(".comment__text") == shown


def test_a_preview_tells_mistakes_like_sending_does(client: FlaskClient) -> None:
    answer = press(client, f"/api/threads/{OPEN}/preview", author="", text="Bleibt.")
    assert answer.status_code == 422
    assert "Bleibt." in answer.text
    assert 'id="kommentar-author-fehler"' in answer.text
    assert press(client, "/api/threads/nirgends/preview", text="Bleibt.").status_code == 404


def test_a_preview_as_json_is_html(client: FlaskClient) -> None:
    answer = client.post(f"/api/threads/{OPEN}/preview", json=FORM, headers=JSON)
    assert answer.json is not None
    assert "<em>guter</em>" in answer.json["html"]


# Folders


def test_nothing_joins_two_comments_unless_their_writer_does(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    send_json(client, text="Noch einer.")
    for comment_id in (1, 2):
        stored = comment(service, comment_id)
        assert stored is not None
        assert stored.folder_id is None


def test_a_folder_gathers_comments_through_their_receipts(client: FlaskClient) -> None:
    first, second = send(client), send(client, OTHER, text="Auf dem Markt.")
    made = press(client, f"{first}/folder", folder="")
    assert made.status_code == 303
    folder = made.headers["Location"]
    # the whole address, as people paste it
    again = press(client, f"{second}/folder", folder=f"https://example.org{folder}/ ")
    assert again.headers["Location"] == folder
    page = client.get(folder, headers=BROWSER)
    assert "guter" in page.text
    assert "Auf dem Markt." in page.text
    assert first in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert folder not in client.get(first, headers=BROWSER).text
    other = press(client, f"{first}/folder", folder="")
    assert other.status_code == 409
    assert folder not in other.text
    assert press(client, f"{send(client, text='Neu')}/folder", folder="falsch").status_code == 404


def test_a_device_that_remembers_sends_its_folder_along(
    client: FlaskClient, service: Service
) -> None:
    first = send_json(client, folder="new", submission_key=KEY)
    assert send_json(client, folder="new", submission_key=KEY) == first  # sent twice, one folder
    second = send_json(client, text="Noch einer.", folder=first["folder"])
    assert second["folder"] == first["folder"]
    listed = client.get(f"/api/folders/{first['folder']}", headers=JSON).json
    assert listed is not None
    assert [each["id"] for each in listed] == [1, 2]
    assert listed[0]["receipt"] == first["receipt"]


def test_a_key_opens_only_what_it_was_made_for(client: FlaskClient) -> None:
    sent = send_json(client, folder="new")
    token = sent["receipt"].rsplit("/", 1)[-1]
    assert client.get(f"/api/folders/{token}", headers=BROWSER).status_code == 404
    assert client.get(f"/api/receipts/{sent['folder']}", headers=BROWSER).status_code == 404
    assert min(len(token), len(sent["folder"])) * 6 >= 128  # bits


def test_keys_are_stored_as_hashes_only(
    client: FlaskClient, environ: dict[str, str], service: Service
) -> None:
    sent = send_json(client, folder="new")
    service.close()
    database = Path(environ["DATABASE_URL"].removeprefix("sqlite:///"))
    content = b"".join(file.read_bytes() for file in database.parent.glob("comments.sqlite3*"))
    assert b"Erna Muster" in content  # the control
    for token in (sent["folder"], sent["receipt"].rsplit("/", 1)[-1]):
        assert token.encode() not in content


# Taking along and away


def test_everything_kept_is_exported_as_json(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    sent = send_json(client, folder="new")
    approve(service)
    clock.advance(hours=1)
    press(client, f"{sent['receipt']}/text", text="Neu.")
    service.moderation.decide_edit(1, approve=True, who="Ute")
    press(client, f"{sent['receipt']}/text", text="Neuer.")
    for address in (sent["receipt"], f"/api/folders/{sent['folder']}"):
        answer = client.get(f"{address}/export", headers=BROWSER)
        assert "attachment" in answer.headers["Content-Disposition"]
        [record] = json.loads(answer.text)
        assert record["email"] == "erna@example.org"
        assert record["text"] == "Neu."
        assert [text["text"] for text in record["earlier"]] == ["Ein *guter* Satz."]
        assert record["edit"]["text"] == "Neuer."
        assert "Ute" not in answer.text


def test_erasing_takes_the_words_from_everywhere_and_leaves_the_replies(
    client: FlaskClient, service: Service, environ: dict[str, str], clock: TurnedClock
) -> None:
    receipt = send(client, text="Einzigartigkeit")
    approve(service)
    send(client, author="Otto", email="", text="Eine Antwort.", parent_id="1")
    approve(service, 2)
    clock.advance(hours=1)
    press(client, f"{receipt}/text", text="Unverwechselbarkeit")
    service.moderation.decide_edit(1, approve=True, who="Ute")
    press(client, f"{receipt}/text", text="Unverwechselbares")
    database = Path(environ["DATABASE_URL"].removeprefix("sqlite:///"))
    folders = (database.parent, Path(environ["EXCHANGE_DIR"]))

    def everything() -> bytes:
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        return b"".join(file.read_bytes() for file in files)

    assert b"Einzigartigkeit" in everything()  # the control
    answer = press(client, f"{receipt}/erase")
    assert answer.status_code == 200
    assert "1 Kommentar ist fort" in answer.text
    assert comment(service) is None
    [reply] = public(service)
    assert (reply.source, reply.parent_id) == ("Eine Antwort.", 1)
    fragment = client.get(f"/kommentare/{OPEN}.html").text
    assert "Der Kommentar, auf den dies antwortete, ist nicht mehr da." in fragment
    assert client.get(receipt, headers=BROWSER).status_code == 404
    assert press(client, f"{receipt}/erase").status_code == 404
    service.close()
    for words in (b"Einzigartigkeit", b"Unverwechselbar", b"Erna Muster", b"erna@example.org"):
        assert words not in everything()
    assert b"Eine Antwort." in everything()


def test_a_whole_folder_is_erased_at_once(client: FlaskClient, service: Service) -> None:
    sent = send_json(client, folder="new")
    send_json(client, OTHER, text="Zwei.", folder=sent["folder"])
    send(client, text="Von jemand anderem.")
    answer = client.post(f"/api/folders/{sent['folder']}/erase", headers=JSON)
    assert answer.json == {"erased": [1, 2], "behind": False}
    assert comment(service, 3) is not None
    assert client.get(f"/api/folders/{sent['folder']}", headers=BROWSER).status_code == 404


def test_nothing_is_erased_without_the_ledger(client: FlaskClient, service: Service) -> None:
    receipt = send(client)
    service.config.erasure_ledger.mkdir()
    answer = press(client, f"{receipt}/erase")
    assert answer.status_code == 503
    assert comment(service) is not None


def test_a_page_that_could_not_be_written_is_told(
    client: FlaskClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = send(client)
    approve(service)

    def full(*_arguments: object) -> None:
        raise FilesUnavailable("/exchange", "No space left on device")

    monkeypatch.setattr(type(service.publication._files), "write", full)
    answer = press(client, f"{receipt}/erase")
    assert "Der Dienst versucht es alle paar Minuten erneut." in answer.text
    monkeypatch.undo()
    service.housekeeping.tidy()
    assert public(service) == []


def test_what_was_erased_is_nowhere_on_the_disk(client: FlaskClient, service: Service) -> None:
    word = "Quastenflosserquartett"
    database = Path(service.config.database_url.removeprefix("sqlite:///"))

    def on_the_disk() -> bool:
        files = database.parent.rglob("*")
        return any(word.encode() in file.read_bytes() for file in files if file.is_file())

    receipt = send(client, text=word)
    approve(service)
    press(client, f"{receipt}/erase")
    assert on_the_disk()  # the control: SQLite's log still has it
    service.housekeeping.tidy()
    assert not on_the_disk()


# Rules of the house


ACTIONS = ("text", "folder", "erase")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_get_changes_nothing(client: FlaskClient, service: Service, action: str) -> None:
    receipt = send(client)
    before = comment(service)
    assert client.get(f"{receipt}/{action}", headers=BROWSER).status_code == 405
    for address in (receipt, f"{receipt}/export"):
        client.get(address, headers=BROWSER)
    assert comment(service) == before


@pytest.mark.parametrize("action", ACTIONS)
def test_a_form_of_another_site_changes_nothing(
    client: FlaskClient, service: Service, action: str
) -> None:
    receipt = send(client)
    before = comment(service)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = client.post(f"{receipt}/{action}", data={"text": "Fremd."}, headers=headers)
        assert answer.status_code == 403
    assert comment(service) == before


@pytest.mark.parametrize("action", ["text", "folder"])
@pytest.mark.parametrize("body", [b"[]", b"5", b"[" * 50_000, b"{", b'{"text": {"a": []}}'])
def test_a_malformed_body_is_a_4xx_in_the_one_error_shape(
    client: FlaskClient, action: str, body: bytes
) -> None:
    receipt = send(client)
    answer = client.post(
        f"{receipt}/{action}", data=body, content_type="application/json", headers=JSON
    )
    if action == "folder" and body.startswith(b'{"text'):
        assert answer.status_code == 200  # no folder was named, so it is a new one
        return
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "application/problem+json"


def test_every_button_of_the_pages_works_without_a_script(
    client: FlaskClient, service: Service
) -> None:
    sent = send_json(client, folder="new")
    for address in (sent["receipt"], f"/api/folders/{sent['folder']}"):
        page = BeautifulSoup(client.get(address, headers=BROWSER).text, "html5lib")
        assert all(form["method"] == "post" for form in page("form"))
        assert page("form")
        assert not page.select("[onclick], [style]")
        for link in page.select("a[href^='/api/']"):
            assert client.get(str(link["href"]), headers=BROWSER).status_code == 200


def test_the_key_is_in_no_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "comments_api")
    sent = send_json(client, folder="new")
    press(client, f"{sent['receipt']}/text", text="")
    press(client, f"/api/folders/{sent['folder']}/erase")
    said = "\n".join(str(vars(record)) for record in caplog.records)
    assert "/api/receipts/<token>/text" in said  # the control
    tokens = re.compile("|".join(map(re.escape, (sent["receipt"], sent["folder"]))))
    assert not tokens.search(said)

"""What a writer wants to say instead meets the same machines as what was said first."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.model import BlockKind, EventKind, NewComment, Status, StoredComment, Verdict
from comments_api.spam.bayes import ENOUGH
from tests.comments_api.conftest import MakeService
from tests.comments_api.support import BROWSER, NOON, OPEN, OTHER

WORDS = "Die Brotdose im Spiegel sah mich an, und ich sah zurück."
HARMLESS = "Die Brotdose im Spiegel sah mich lange an, und ich sah zurück."
SPAM = "Sofortkredit ohne Schufa unter https://kredit.example/neu"


@pytest.fixture
def service(make_service: MakeService) -> Service:
    service = make_service(RATE_PER_NETWORK="100", SPAM_HOLD_PERCENT="90", TRUSTED_PROXIES="1")
    with service.store.writing() as writing:
        writing.claim_thread(OTHER)
        for number in range(ENOUGH):
            for text, verdict in (
                (f"Die Brotdose im Spiegel, Folge {number}.", Verdict.WANTED),
                (
                    f"Sofortkredit ohne Schufa unter https://kredit.example/{number}",
                    Verdict.UNWANTED,
                ),
            ):
                lesson = NewComment(thread_id=OTHER, author="Otto", source=text, written_at=NOON)
                decided = writing.comment(writing.insert(lesson))
                assert decided is not None
                service.spam_filter.teach(writing, decided, verdict)
                writing.decide(decided.id, Status.REJECTED, NOON)
    return service


def send(client: FlaskClient, text: str = WORDS, **fields: str) -> str:
    """The address of the receipt."""
    form = {"author": "Erna", "text": text, **fields}
    answer = client.post(f"/api/threads/{OPEN}/comments", data=form, headers=BROWSER)
    assert answer.status_code == 303
    return answer.headers["Location"]


def edit(client: FlaskClient, receipt: str, text: str, address: str = "198.51.100.1") -> None:
    headers = {**BROWSER, "X-Forwarded-For": address}
    answer = client.post(f"{receipt}/text", data={"text": text}, headers=headers)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"], headers=BROWSER).text
    assert "wartet" in page  # doubted or not, the writer is told the same
    assert "urückgelegt" not in page
    assert '"held"' not in client.get(f"{receipt}/export").text


def newest(service: Service) -> StoredComment:
    with service.store.reading() as reading:
        return list(reading.every_comment())[-1]


def doubts(service: Service) -> list[tuple[str, str | None]]:
    with service.store.reading() as reading:
        events = reading.events(newest(service).id)
    return [(event.who, event.why) for event in events if event.kind is EventKind.HELD]


def approve(service: Service) -> None:
    service.moderation.decide(newest(service).id, Status.APPROVED, "Ute")


def test_a_waiting_comment_made_spam_is_put_aside_for_the_words_it_has_now(
    moderator: FlaskClient, service: Service
) -> None:
    receipt = send(moderator)
    assert (newest(service).status, newest(service).score < 0) == (Status.PENDING, True)
    edit(moderator, receipt, HARMLESS)
    assert (newest(service).status, doubts(service)) == (Status.PENDING, [])
    edit(moderator, receipt, SPAM)
    assert (newest(service).status, newest(service).score > 0) == (Status.HELD, True)
    assert [who for who, _why in doubts(service)] == ["filter"]
    assert SPAM not in moderator.get("/moderation/").text
    desk = moderator.get("/moderation/held").text
    assert "Sofortkredit</span>" in desk
    assert "Brotdose</span>" not in desk
    edit(moderator, receipt, WORDS)
    # Only a person takes it from the pile; the order is that of the words it has now.
    assert (newest(service).status, newest(service).score < 0) == (Status.HELD, True)


def test_changes_of_public_comments_lie_in_the_order_of_their_new_words_and_a_person_decides(
    moderator: FlaskClient, service: Service
) -> None:
    suspicious = send(moderator)
    approve(service)
    edit(moderator, suspicious, SPAM)
    spam_id = newest(service).id
    harmless = send(moderator, "Ein anderer Satz über die Brotdose im Spiegel, die mich ansah.")
    approve(service)
    edit(moderator, harmless, HARMLESS + " Noch einmal.")
    desk = moderator.get("/moderation/edits").text
    assert re.findall(r'id="aenderung-(\d+)"', desk) == [str(spam_id + 1), str(spam_id)]
    by_age = moderator.get("/moderation/edits?order=age").text
    assert re.findall(r'id="aenderung-(\d+)"', by_age) == [str(spam_id), str(spam_id + 1)]
    assert "Sofortkredit</span>" in desk
    assert "Sie stehen am Ende." in desk
    assert "Sie stehen am Ende." not in by_age
    assert desk.count("zurückgelegt: Er ähnelt Abgelehntem") == 1
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert WORDS in [shown.source for shown in published.comments]
    service.moderation.decide_edit(spam_id, approve=True, who="Ute")  # she may know better
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert SPAM in [shown.source for shown in published.comments]


def test_a_change_meets_words_domains_and_networks_of_the_block_list(
    moderator: FlaskClient, service: Service
) -> None:
    for kind, pattern in (
        (BlockKind.WORD, "daumen"),
        (BlockKind.DOMAIN, "casino.example"),
        (BlockKind.NETWORK, "203.0.113.0/24"),
    ):
        service.block_list.add(kind, pattern, "Ute")
    receipt = send(moderator)
    approve(service)
    edit(moderator, receipt, "Daumen hoch: https://www.casino.example/", "203.0.113.9")
    met = [why for who, why in doubts(service) if who == "block-list"]
    assert met == ["domain", "network", "word"]
    entry = moderator.get("/moderation/edits").text
    assert "<code>daumen</code>" in entry
    assert "203.0.113" not in entry
    edit(moderator, receipt, HARMLESS)  # another wish in its place: its doubts are its own
    entry = moderator.get("/moderation/edits").text
    assert "aenderung-" in entry
    assert "zurückgelegt:" not in entry
    assert "<code>daumen</code>" not in entry


def test_the_same_words_elsewhere_are_doubted_in_a_change_and_its_own_are_not(
    moderator: FlaskClient, service: Service
) -> None:
    send(moderator, HARMLESS)
    receipt = send(moderator)
    edit(moderator, receipt, WORDS.upper())
    assert doubts(service) == []
    edit(moderator, receipt, f"{HARMLESS}!")
    assert doubts(service) == [("duplicate", None)]
    send(moderator, author="Otto")  # nobody says those any more
    assert doubts(service) == []


def test_what_a_trap_put_aside_stays_there_whatever_it_says_afterwards(
    moderator: FlaskClient, service: Service
) -> None:
    receipt = send(moderator, url2="https://kredit.example")
    assert [who for who, _why in doubts(service)] == ["honeypot"]
    edit(moderator, receipt, HARMLESS)
    assert (newest(service).status, len(doubts(service))) == (Status.HELD, 1)


def test_changes_that_wait_are_ordered_anew_by_what_was_learned_since(
    make_service: MakeService, service: Service
) -> None:
    client = create_app(service.config, service).test_client()
    receipt = send(client)
    approve(service)
    edit(client, receipt, SPAM)
    comment_id = newest(service).id
    with service.store.writing() as writing:
        before = writing.edit(comment_id)
        for number in range(1, ENOUGH + 1):
            writing.unlearn(2 * number)
    service.housekeeping.tidy()
    with service.store.reading() as reading:
        after = reading.edit(comment_id)
        comment = reading.comment(comment_id)
    assert before is not None
    assert after is not None
    assert (before.score > 0, after.score, after.held) == (True, 0, True)
    assert comment is not None
    assert comment.revision == 1  # the text did not change, so whoever read it may decide

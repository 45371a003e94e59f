"""A comment meets every check on its way in. A doubt holds; nobody is refused, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.model import BlockKind, EventKind, Status, StoredComment, Verdict
from comments_api.spam.bayes import ENOUGH
from tests.comments_api.spam.test_proof_of_work import solved
from tests.comments_api.support import BROWSER, OPEN, OTHER, TurnedClock

URL = f"/api/threads/{OPEN}/comments"
WORDS = "Meine Leasingrate nimmt auch keine Daumen, und das ist gut."
JSON = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
MakeService = Callable[..., Service]


def only_comment(service: Service) -> StoredComment:
    return every_comment(service)[-1]


def every_comment(service: Service) -> list[StoredComment]:
    with service.store.reading() as reading:
        return list(reading.every_comment())


def doubts(service: Service) -> list[tuple[str, str | None]]:
    """Why the latest comment is held; it must be so if and only if there are reasons."""
    comment = only_comment(service)
    with service.store.reading() as reading:
        events = reading.events(comment.id)
    found = [(event.who, event.why) for event in events if event.kind is EventKind.HELD]
    assert comment.status is (Status.HELD if found else Status.PENDING)
    return found


def send(client: FlaskClient, url: str = URL, **fields: str) -> None:
    form = {"author": "Erna", "text": WORDS, **fields}
    answer = client.post(url, data=form, headers=BROWSER)
    assert answer.status_code == 303  # held or not, the writer is told the same
    assert "wartet auf Freischaltung" in client.get(answer.location, headers=BROWSER).text


def test_a_form_without_javascript_waits_like_any_other(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    assert doubts(service) == []


def test_a_form_of_the_services_own_carries_its_time(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    send(client)
    service.moderation.decide(1, Status.APPROVED, "Ute")
    page = client.get(f"/api/threads/{OPEN}/reply?to=1", headers=BROWSER).text
    token = page.split('name="form_time" value="')[1].split('"')[0]
    send(client, form_time=token, text="Zu schnell für einen Menschen mit zehn Fingern.")
    assert doubts(service) == [("form-time", "too-fast")]
    clock.advance(seconds=20)
    send(client, form_time=token, text="Zwanzig Sekunden sind für einen Satz genug.")
    assert doubts(service) == []


def test_a_form_shown_again_keeps_the_time_it_was_taken_up(client: FlaskClient) -> None:
    token = client.get(f"/api/threads/{OPEN}/pass").json["form_time"]
    again = client.post(URL, data={"author": "Erna", "form_time": token}, headers=BROWSER)
    assert again.status_code == 422
    assert f'name="form_time" value="{token}"' in again.text


def test_a_forged_time_is_held(client: FlaskClient, service: Service) -> None:
    send(client, form_time="1.00000000000000000000000000000000")
    assert doubts(service) == [("form-time", "forged")]


def test_the_settings_decide_what_is_asked(make_service: MakeService) -> None:
    service = make_service(FORM_SECONDS="0")
    client = create_app(service.config, service).test_client()
    given = client.get(f"/api/threads/{OPEN}/pass")
    assert given.json["challenge"] is None
    assert given.headers["Cache-Control"] == "no-store"
    send(client, form_time=given.json["form_time"])
    assert doubts(service) == []


def test_work_counts_once_and_here_only(make_service: MakeService, clock: TurnedClock) -> None:
    service = make_service(PROOF_OF_WORK="4", FORM_SECONDS="0", RATE_PER_NETWORK="100")
    client = create_app(service.config, service).test_client()
    proof = solved(client.get(f"/api/threads/{OPEN}/pass").json["challenge"])
    send(client, altcha=proof)
    assert doubts(service) == []
    send(client, altcha=proof, text="Dieselbe Arbeit, ein anderer Kommentar.")
    assert doubts(service) == [("proof-of-work", "spent")]
    foreign = solved(client.get(f"/api/threads/{OTHER}/pass").json["challenge"])
    send(client, altcha=foreign, text="Arbeit aus einer anderen Diskussion.")
    assert doubts(service) == [("proof-of-work", "elsewhere")]
    old = solved(client.get(f"/api/threads/{OPEN}/pass").json["challenge"])
    clock.advance(minutes=31)
    send(client, altcha=old, text="Arbeit von vorhin, inzwischen kalt.")
    assert doubts(service) == [("proof-of-work", "expired")]
    send(client, altcha="Unsinn", text="Keine Arbeit, nur ein Wort dafür.")
    assert doubts(service) == [("proof-of-work", "wrong")]
    send(client, text="Ohne JavaScript, ohne Arbeit, mit Meinung.")
    assert doubts(service) == [("proof-of-work", "missing")]


def test_spent_work_is_known_to_every_worker_and_forgotten_when_it_expires(
    make_service: MakeService, clock: TurnedClock
) -> None:
    settings = {"PROOF_OF_WORK": "4", "FORM_SECONDS": "0"}
    first, second = make_service(**settings), make_service(**settings)
    client, other = (create_app(one.config, one).test_client() for one in (first, second))
    proof = solved(client.get(f"/api/threads/{OPEN}/pass").json["challenge"])
    send(client, altcha=proof)
    send(other, altcha=proof, text="Dasselbe bei der Nachbarin versucht.")
    assert doubts(second) == [("proof-of-work", "spent")]
    clock.advance(minutes=31)
    first.housekeeping.tidy()
    with first.store.writing() as writing:
        nonce = first.submissions._screening.proof_of_work._verified(proof)
        assert nonce is not None
        assert writing.spend(bytes.fromhex(nonce["nonce"]), clock())


def test_a_repeated_post_spends_its_work_once(make_service: MakeService) -> None:
    service = make_service(PROOF_OF_WORK="4", FORM_SECONDS="0")
    client = create_app(service.config, service).test_client()
    proof = solved(client.get(f"/api/threads/{OPEN}/pass").json["challenge"])
    key = "0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01"
    body = {"author": "Erna", "text": WORDS, "submission_key": key, "altcha": proof}
    first = client.post(URL, json=body, headers=JSON)
    again = client.post(URL, json=body, headers=JSON)
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert doubts(service) == []


@pytest.mark.parametrize("field", ["form_time", "altcha"])
@pytest.mark.parametrize("value", [None, [], {}, 7, True])
def test_json_of_another_shape_is_no_proof_and_no_fault(
    client: FlaskClient, service: Service, field: str, value: object
) -> None:
    body = {"author": "Erna", "text": WORDS, field: value}
    assert client.post(URL, json=body, headers=JSON).status_code == 201
    assert doubts(service) == []


def test_the_same_words_elsewhere_are_held_and_short_ones_are_anybodys(
    client: FlaskClient, service: Service, clock: TurnedClock
) -> None:
    send(client)
    send(client, f"/api/threads/{OTHER}/comments", author="Otto", text=f"  {WORDS.upper()}!!")
    assert doubts(service) == [("duplicate", None)]
    send(client, text="Das sehe ich genauso.")
    send(client, f"/api/threads/{OTHER}/comments", text="Das sehe ich genauso.")
    assert doubts(service) == []
    clock.advance(days=31)
    send(client)
    assert doubts(service) == []


def test_the_block_list_holds_and_keeps_no_address(
    make_service: MakeService, clock: TurnedClock
) -> None:
    service = make_service(TRUSTED_PROXIES="1")
    client = create_app(service.config, service).test_client()
    service.block_list.add(BlockKind.WORD, "daumen", "Ute")
    service.block_list.add(BlockKind.DOMAIN, "casino.example", "Ute")
    service.block_list.add(BlockKind.NETWORK, "203.0.113.0/24", "Ute")
    form = {"author": "Erna", "text": WORDS, "website": "https://www.casino.example"}
    forwarded = {**BROWSER, "X-Forwarded-For": "203.0.113.99"}
    assert client.post(URL, data=form, headers=forwarded).status_code == 303
    assert doubts(service) == [
        ("block-list", "domain"),
        ("block-list", "network"),
        ("block-list", "word"),
    ]
    with service.store.reading() as reading:
        events = reading.events(1)
    assert "203.0.113" not in repr((only_comment(service), events))
    forwarded["X-Forwarded-For"] = "198.51.100.1"
    clean = {"author": "Otto", "text": "Ein Satz ohne Anstoß und ohne Ziel."}
    assert client.post(URL, data=clean, headers=forwarded).status_code == 303
    assert doubts(service) == []


def test_a_forged_forwarding_opens_no_other_network(make_service: MakeService) -> None:
    """Rows of the table of faults: any client may forge its address."""
    for proxies, held in (("0", []), ("1", []), ("2", [("block-list", "network")])):
        service = make_service(TRUSTED_PROXIES=proxies, RATE_PER_NETWORK="100")
        client = create_app(service.config, service).test_client()
        if proxies == "0":
            service.block_list.add(BlockKind.NETWORK, "203.0.113.0/24", "Ute")
        forged = {**BROWSER, "X-Forwarded-For": "203.0.113.99, 198.51.100.1"}
        form = {"author": "Erna", "text": f"Über {proxies} Stationen gekommen."}
        assert client.post(URL, data=form, headers=forged).status_code == 303
        assert doubts(service) == held, proxies


def test_the_filter_holds_from_its_percentage_on_and_never_decides(
    make_service: MakeService,
) -> None:
    service = make_service(RATE_PER_NETWORK="100", SPAM_HOLD_PERCENT="90")
    client = create_app(service.config, service).test_client()
    spam = "Sofortkredit ohne Schufa unter https://kredit.example/{}"
    for number in range(ENOUGH):
        for text, status in (
            (f"Die Brotdose im Spiegel sah mich an, Folge {number}.", Status.APPROVED),
            (spam.format(number), Status.REJECTED),
        ):
            send(client, text=text)
            service.moderation.decide(only_comment(service).id, status, "Ute")
    send(client, text=spam.format("neu"))
    assert [who for who, _why in doubts(service)] == ["filter"]
    assert only_comment(service).score > 3
    sorting = make_service(RATE_PER_NETWORK="100", SPAM_HOLD_PERCENT="100")
    client = create_app(sorting.config, sorting).test_client()
    send(client, text=spam.format("noch neuer"))
    assert doubts(sorting) == []
    assert only_comment(sorting).score > 3


def test_what_another_worker_learned_or_blocked_counts_for_the_next_comment(
    make_service: MakeService,
) -> None:
    """Two services over one database are what two workers are, or a worker and a command."""
    settings = {"RATE_PER_NETWORK": "100", "SPAM_HOLD_PERCENT": "90"}
    deciding, asked = make_service(**settings), make_service(**settings)
    client = create_app(asked.config, asked).test_client()
    spam = "Sofortkredit ohne Schufa unter https://kredit.example/{}"
    for number in range(ENOUGH):
        send(client, text=f"Die Brotdose im Spiegel sah mich an, Folge {number}.")
        send(client, text=spam.format(number))
        assert doubts(asked) == []  # so far it knows too little, and has remembered that
        deciding.moderation.decide(2 * number + 1, Status.APPROVED, "Ute")
        deciding.moderation.decide(2 * number + 2, Status.REJECTED, "Ute")
    send(client, text=spam.format("neu"))
    assert [who for who, _why in doubts(asked)] == ["filter"]
    deciding.moderation.decide(2, Status.PENDING, "Ute")
    send(client, text=spam.format("noch neuer"))
    assert doubts(asked) == []  # one lesson too few again
    deciding.block_list.add(BlockKind.WORD, "schufa", "Ute")
    send(client, text=spam.format("am neuesten"))
    assert doubts(asked) == [("block-list", "word")]
    deciding.block_list.remove(deciding.block_list.all()[0].id)
    send(client, text=spam.format("zuletzt"))
    assert doubts(asked) == []


def test_a_decision_teaches_and_taking_it_back_unlearns(
    client: FlaskClient, service: Service
) -> None:
    send(client)
    send(client, text="Grob, aber es geht um die Sache, leider.")
    service.moderation.decide(1, Status.REJECTED, "Ute")
    service.moderation.decide(2, Status.REJECTED, "Ute", verdict=Verdict.NOTHING)
    with service.store.reading() as reading:
        lessons = [reading.lesson(number) for number in (1, 2)]
    assert [lesson and lesson.verdict for lesson in lessons] == [
        Verdict.UNWANTED,
        Verdict.NOTHING,
    ]
    service.moderation.decide(1, Status.APPROVED, "Ute")
    with service.store.reading() as reading:
        assert reading.lessons_learned().wanted == 1
        assert reading.lessons_learned().unwanted == 0
    service.moderation.decide(1, Status.PENDING, "Ute")
    with service.store.reading() as reading:
        assert reading.lessons_learned().lessons == 0

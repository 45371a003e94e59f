"""A passage travels from the form to everything that shows or carries its comment."""

from __future__ import annotations

from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.conversation.passage import Passage
from comments_api.model import BlockKind, Status, StoredComment
from tests.comments_api.support import BROWSER, FROM_HERE, OPEN

URL = f"/api/threads/{OPEN}/comments"
QUOTED = {
    "author": "Erna Muster",
    "text": "Das stimmt.",
    "quote": " Auf\u00admerk\u00adsam\u00adkeit\n\nist <keine>\u202fWährung ",
    "quote_prefix": "x" * 70,
    "quote_suffix": "y" * 70,
}
PASSAGE = Passage("Aufmerksamkeit ist <keine> Währung", "x" * 64, "y" * 64)


def stored(service: Service) -> StoredComment:
    with service.store.reading() as reading:
        (comment,) = reading.every_comment()
    return comment


def test_it_is_cleaned_kept_shown_on_the_receipt_and_exported(
    client: FlaskClient, service: Service
) -> None:
    receipt = client.post(URL, data=QUOTED, headers=BROWSER).headers["Location"]
    assert stored(service).passage == PASSAGE
    assert stored(service).public().passage == PASSAGE
    page = client.get(receipt, headers=BROWSER).text
    assert '<blockquote dir="auto">Aufmerksamkeit ist &lt;keine&gt; Währung</blockquote>' in page
    (kept,) = client.get(f"{receipt}/export").json
    assert kept["passage"] == {
        "exact": PASSAGE.exact,
        "prefix": PASSAGE.prefix,
        "suffix": PASSAGE.suffix,
    }


def test_it_is_published_and_the_fragment_leads_to_it(
    client: FlaskClient, service: Service
) -> None:
    client.post(URL, data=QUOTED, headers=BROWSER)
    comment_id = stored(service).id
    service.moderation.decide(comment_id, Status.APPROVED, "Ute")
    published = service.exchange.read_published(OPEN)
    assert published is not None
    assert [comment.passage for comment in published.comments] == [PASSAGE]
    fragment = service.exchange.fragment_file(OPEN).read_text("utf-8")
    assert f'href="#passage-{comment_id}"' in fragment


def test_without_one_a_comment_is_about_everything(client: FlaskClient, service: Service) -> None:
    client.post(URL, data={**QUOTED, "quote": " \u00ad"}, headers=BROWSER)
    assert stored(service).passage is None


def test_too_long_is_told_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, service: Service
) -> None:
    answer = client.post(URL, data={**QUOTED, "quote": "ä" * 501}, headers=BROWSER)
    assert answer.status_code == 422
    assert 'aria-describedby="kommentar-quote-fehler' in answer.text
    assert "ä" * 501 in answer.text
    assert "y" * 70 in answer.text
    told = client.post(URL, json={**QUOTED, "quote": "ä" * 501}, headers=FROM_HERE).json
    assert [error["field"] for error in told["errors"]] == ["quote"]


def test_the_same_words_on_another_passage_are_another_comment(
    client: FlaskClient, service: Service
) -> None:
    ids = {
        client.post(URL, json={**QUOTED, "quote": quote}, headers=FROM_HERE).json["id"]
        for quote in ("", "eins", "zwei", "eins")
    }
    assert len(ids) == 3


def test_the_preview_shows_it_and_leads_nowhere(client: FlaskClient) -> None:
    html = client.post(f"/api/threads/{OPEN}/preview", json=QUOTED, headers=FROM_HERE).json["html"]
    assert "Währung</blockquote>" in html
    assert "#passage" not in html


def test_what_is_said_to_be_a_quotation_meets_the_block_list_too(
    client: FlaskClient, service: Service
) -> None:
    service.block_list.add(BlockKind.WORD, "währung", "Ute")
    client.post(URL, data=QUOTED, headers=BROWSER)
    assert stored(service).status is Status.HELD


def test_the_desk_shows_it_also_of_the_comment_that_is_answered(
    moderator: FlaskClient, service: Service
) -> None:
    parent_id = moderator.post(URL, json=QUOTED, headers=FROM_HERE).json["id"]
    service.moderation.decide(parent_id, Status.APPROVED, "Ute")
    answer = {"author": "Ute", "text": "Nein.", "parent_id": parent_id}
    answer_id = moderator.post(URL, json=answer, headers=FROM_HERE).json["id"]
    for comment_id in (parent_id, answer_id):
        page = moderator.get(f"/moderation/comments/{comment_id}", headers=BROWSER).text
        assert "Aufmerksamkeit ist &lt;keine&gt; Währung</blockquote>" in page

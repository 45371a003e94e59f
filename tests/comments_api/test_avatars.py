"""Whose drawing stands beside a name, through the doors people use."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from comments_api.app import Service
from comments_api.avatars import Avatars
from comments_api.conversation.avatar import DRAWINGS
from comments_api.model import Status
from tests.comments_api.support import AVATARS, BROWSER, FROM_HERE, OPEN, SECRET

ERNA = {"author": "Erna Muster", "text": "Meine Leasingrate nimmt auch keine Daumen."}
names = st.text(max_size=40)
websites = st.none() | names


def blot(html: str) -> str:
    (found,) = BeautifulSoup(html, "html.parser").select("article.comment svg")
    return str(found)


def sent(client: FlaskClient, path: str = "comments", **fields: str) -> dict[str, str]:
    answer = client.post(f"/api/threads/{OPEN}/{path}", json={**ERNA, **fields}, headers=FROM_HERE)
    assert answer.status_code < 300, answer.text
    return dict(answer.json or {})


@given(names, websites, st.booleans())
def test_every_name_has_a_drawing_always_the_same(name, website, by_author):
    seed = AVATARS.seed(name, website, by_author=by_author)
    assert 0 <= seed < DRAWINGS
    assert seed == Avatars(SECRET).seed(name, website, by_author=by_author)


def test_another_name_website_role_or_service_is_another_drawing():
    seeds = {
        AVATARS.seed("Erna", None),
        AVATARS.seed("Еrna", None),  # begins with a Cyrillic letter
        AVATARS.seed("Erna", "https://example.org/"),
        AVATARS.seed("Erna", None, by_author=True),
        Avatars(b"t" * 32).seed("Erna", None),
    }
    assert len(seeds) == 5


def test_the_address_leaves_no_trace_in_the_drawing(client: FlaskClient) -> None:
    """Or whoever sends a comment could try addresses until two drawings are alike."""
    drawings = [
        blot(sent(client, path, text=f"Satz {number}.", **extra)["html"])
        for number, (path, extra) in enumerate(
            (path, extra)
            for path in ("preview", "comments")
            for extra in ({}, {"email": "erna@example.org"}, {"email": "otto@example.org"})
        )
    ]
    assert len(set(drawings)) == 1
    assert blot(sent(client, "preview", author="Otto")["html"]) != drawings[0]  # the control


def test_it_is_the_same_wherever_the_comment_is_seen(
    moderator: FlaskClient, service: Service
) -> None:
    accepted = sent(moderator)
    number = accepted["id"]

    def seen(path: str, headers: dict[str, str] = BROWSER) -> str:
        answer = moderator.get(path, headers=headers)
        return blot(answer.json["html"] if answer.json else answer.text)

    everywhere = {
        blot(accepted["html"]),
        blot(sent(moderator, "preview")["html"]),
        seen(accepted["receipt"]),
        seen("/moderation/"),
        seen(f"/moderation/comments/{number}"),
    }
    service.moderation.decide(int(number), Status.APPROVED, "Ute")
    everywhere |= {
        seen(accepted["receipt"], {"Accept": "application/json"}),
        seen(f"/kommentare/{OPEN}.html"),
        seen(f"/api/threads/{OPEN}/reply?to={number}"),
        seen(f"/api/comments/{number}/report"),
    }
    assert len(everywhere) == 1


def test_nobody_gets_the_authors_drawing_by_taking_the_name(
    client: FlaskClient, service: Service
) -> None:
    number = int(sent(client)["id"])
    service.moderation.decide(number, Status.APPROVED, "Ute")
    service.moderation.answer(number, "Gern.", "Leopold", "Ute")
    page = BeautifulSoup(client.get(f"/kommentare/{OPEN}.html").text, "html.parser")
    (authors,) = page.select(".comment--author svg")
    assert blot(sent(client, "preview", author="Leopold")["html"]) != str(authors)


def test_what_is_erased_leaves_no_drawing_behind(client: FlaskClient, service: Service) -> None:
    number = int(sent(client)["id"])
    service.moderation.decide(number, Status.APPROVED, "Ute")
    file = service.exchange.thread_file(OPEN)
    assert json.loads(file.read_text())["comments"][0]["avatar"] is not None  # the control
    service.erasure.erase([number], "Ute")
    assert json.loads(file.read_text())["comments"] == []
    assert "<svg" not in service.exchange.fragment_file(OPEN).read_text()

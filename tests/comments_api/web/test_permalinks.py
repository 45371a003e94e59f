"""An address of a comment that lasts, though its thread breaks into other pages; who uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.model import NewComment, Status
from tests.comments_api.support import BROWSER, NOON, OPEN, THREADS, submission

Fill = Callable[..., list[int]]
ATOM = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}


@pytest.fixture
def fill(service: Service) -> Fill:
    def add(
        number: int,
        thread_id: str = OPEN,
        status: Status = Status.APPROVED,
        *,
        parent: int | None = None,
        start: datetime = NOON,
    ) -> list[int]:
        with service.store.writing() as writing:
            writing.claim_thread(thread_id)
            ids = [
                writing.insert(
                    NewComment(
                        thread_id=thread_id,
                        parent_id=parent,
                        author="Erna",
                        source="Ein Satz.",
                        written_at=start + timedelta(minutes=minute),
                        status=status,
                    )
                )
                for minute in range(number)
            ]
            writing.raise_version(thread_id)
        return ids

    return add


def test_a_comment_is_found_on_the_page_it_stands_on(client: FlaskClient, fill: Fill) -> None:
    ids = fill(250)
    essay = next(thread.url for thread in THREADS if thread.id == OPEN)
    first, last = (client.get(f"/api/comments/{number}") for number in (ids[0], ids[-1]))
    assert (first.status_code, first.location) == (302, f"{essay}#kommentar-{ids[0]}")
    page, _, anchor = last.location.partition("#")
    assert page.startswith(f"{essay}kommentare/")
    assert anchor == f"kommentar-{ids[-1]}"


def test_a_comment_that_moves_overleaf_is_found_there(client: FlaskClient, fill: Fill) -> None:
    (number,) = fill(1)
    before = client.get(f"/api/comments/{number}").location
    assert client.get(f"/api/comments/{number}").location == before
    fill(250, start=NOON - timedelta(days=1))
    assert "/kommentare/" not in before
    assert "/kommentare/" in client.get(f"/api/comments/{number}").location


def test_the_fragments_are_paged_alike(client: FlaskClient, service: Service, fill: Fill) -> None:
    ids = fill(250)
    service.publication.publish(OPEN)
    number = client.get(f"/api/comments/{ids[-1]}").location.split("/")[-2]
    answer = client.get(f"/kommentare/{OPEN}.{number}.html")
    assert answer.status_code == 200
    assert f'id="kommentar-{ids[-1]}"' in answer.text
    assert f'id="kommentar-{ids[-1]}"' not in client.get(f"/kommentare/{OPEN}.html").text
    assert client.get(f"/kommentare/{OPEN}.{int(number) + 1}.html").status_code == 404


@pytest.mark.parametrize("number", ["0", "77", "x", "-1", "1.5", "²", "9" * 19, "9" * 400])
def test_what_is_no_public_comment_is_404(client: FlaskClient, fill: Fill, number: str) -> None:
    (waiting,) = fill(1, status=Status.PENDING)
    (homeless,) = fill(1, thread_id="verschwunden")
    for unseen in (number, waiting, homeless):
        assert client.get(f"/api/comments/{unseen}").status_code == 404


@pytest.fixture
def overleaf(client: FlaskClient, service: Service, fill: Fill) -> int:
    """A public comment that stands on a later page, and whose answer does, too."""
    *_, last = fill(250)
    fill(1, parent=last, start=NOON + timedelta(days=1))
    service.publication.publish(OPEN)
    assert f'id="kommentar-{last}"' not in client.get(f"/kommentare/{OPEN}.html").text
    return last


def followed(client: FlaskClient, link: str) -> str:
    """The id of the comment that a link leads to, seen on the very page it names."""
    assert link.startswith("/api/comments/")
    place = client.get(link).location
    number = place.split("/")[-2] if "/kommentare/" in place else ""
    page = client.get(f"/kommentare/{OPEN}{'.' * bool(number)}{number}.html").text
    anchor = place.partition("#")[2]
    assert f'id="{anchor}"' in page
    return str(anchor.removeprefix("kommentar-"))


@pytest.mark.parametrize("feed", [f"/kommentare/{OPEN}.atom", "/kommentare/alle_essays.atom"])
def test_what_a_feed_links_to_is_found_and_its_names_stay(
    client: FlaskClient, service: Service, overleaf: int, feed: str
) -> None:
    root = ET.fromstring(client.get(feed).text)  # noqa: S314 our own
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 50
    origin = service.config.links_origin
    for entry in entries:
        name = entry.findtext("a:id", namespaces=ATOM) or ""
        assert name.startswith(f"{origin}{THREADS[0].url}#kommentar-")
        link = entry.find("a:link", ATOM)
        assert link is not None
        found = followed(client, link.attrib["href"].removeprefix(origin))
        assert found == name.rpartition("-")[2]
    (answered,) = root.iterfind(".//thr:in-reply-to", ATOM)
    assert answered.attrib["ref"] == f"{origin}{THREADS[0].url}#kommentar-{overleaf}"
    assert followed(client, answered.attrib["href"].removeprefix(origin)) == str(overleaf)


def test_the_services_own_pages_lead_overleaf(moderator: FlaskClient, overleaf: int) -> None:
    for path, selector in [
        (f"/api/comments/{overleaf}/report", ".comment__permalink"),
        (f"/api/comments/{overleaf}/report", ".bill__note a"),
        (f"/api/threads/{OPEN}/reply?to={overleaf}", ".comment__permalink"),
        (f"/api/threads/{OPEN}/reply?to={overleaf}", ".comment-form__title a"),
        (f"/moderation/comments/{overleaf}", ".comment__permalink"),
    ]:
        page = BeautifulSoup(moderator.get(path, headers=BROWSER).text, "html.parser")
        (link,) = page.select(selector)
        assert followed(moderator, str(link["href"])) == str(overleaf)


def test_a_writer_is_led_overleaf_once_the_comment_is_public(
    client: FlaskClient, service: Service, fill: Fill
) -> None:
    fill(250)
    thread = service.submissions.thread(OPEN)
    accepted = service.submissions.submit(thread, submission(), "192.0.2.1")
    address = f"/api/receipts/{accepted.token}"

    def links() -> list[str]:
        page = BeautifulSoup(client.get(address, headers=BROWSER).text, "html.parser")
        found = page.select(".prose a[href*=comments], .comment__permalink")
        return [str(link["href"]) for link in found]

    assert links() == [f"{thread.url}#kommentar-{accepted.comment_id}"]  # it stands nowhere yet
    service.moderation.decide(accepted.comment_id, Status.APPROVED, "Ute")
    assert [followed(client, link) for link in links()] == [str(accepted.comment_id)] * 2

from __future__ import annotations

import gzip
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service
from comments_api.conversation.thread_id import ThreadId
from comments_api.model import NewComment, Status
from comments_api.web.fragments import Fragments
from tests.comments_api.support import NOON, OPEN

URL = f"/kommentare/{OPEN}.html"
NO_PAGES = (".2", ".1", ".02", ".x", ".")


def publish(service: Service, text: str) -> None:
    with service.store.writing() as writing:
        writing.claim_thread(OPEN)
        writing.insert(
            NewComment(
                thread_id=OPEN,
                author="Erna",
                source=text,
                written_at=NOON,
                status=Status.APPROVED,
            )
        )
        writing.raise_version(OPEN)
    service.publication.publish(OPEN)


def test_a_published_thread_is_its_file(client: FlaskClient, service: Service) -> None:
    publish(service, "Ein Satz.")
    answer = client.get(URL)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.get_data() == service.exchange.fragment_file(OPEN).read_bytes()
    assert answer.headers["Cache-Control"] == "no-cache"


def test_an_unchanged_thread_is_304_and_a_changed_one_is_not(
    client: FlaskClient, service: Service
) -> None:
    publish(service, "Ein Satz.")
    etag = client.get(URL).headers["ETag"]
    again = client.get(URL, headers={"If-None-Match": etag})
    assert (again.status_code, again.get_data()) == (304, b"")
    publish(service, "Noch einer.")
    changed = client.get(URL, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Noch einer." in changed.text
    assert changed.headers["ETag"] != etag


def test_a_fragment_is_packed_for_who_can_unpack_it_under_a_name_of_its_own(
    client: FlaskClient, service: Service
) -> None:
    publish(service, "Ein Satz, und noch ein Satz. " * 40)
    gzipped = {"Accept-Encoding": "gzip, deflate"}
    plain, packed = client.get(URL), client.get(URL, headers=gzipped)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert len(packed.get_data()) < len(plain.get_data()) / 2
    assert {answer.headers["Vary"] for answer in (plain, packed)} == {"Accept-Encoding"}
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for headers, etag in (({}, plain.headers["ETag"]), (gzipped, packed.headers["ETag"])):
        again = client.get(URL, headers={**headers, "If-None-Match": etag})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert "Content-Encoding" not in again.headers
    other = client.get(URL, headers={**gzipped, "If-None-Match": plain.headers["ETag"]})
    assert other.status_code == 200  # these bytes are not those
    refused = client.get(URL, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_a_thread_nobody_wrote_in_is_its_empty_list(client: FlaskClient) -> None:
    answer = client.get(URL)
    assert answer.status_code == 200
    assert 'data-version="0"' in answer.text
    assert answer.headers["ETag"]


@pytest.mark.parametrize(
    "name", ["gibt-es-nicht", "..%2fsecret", "A", "a" * 101, *(OPEN + end for end in NO_PAGES)]
)
def test_a_thread_the_site_does_not_have_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/kommentare/{name}.html").status_code == 404


def test_only_so_many_fragments_are_kept(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments_api.web.fragments._KEPT", 2)
    fragments = Fragments(service.exchange)
    for number in range(4):
        thread_id = ThreadId(f"thread-{number}")
        service.exchange.write_fragments(thread_id, [f"<p>{number}</p>"])
        found = fragments.thread(thread_id)
        assert found is not None
        assert found.content == f"<p>{number}</p>".encode()
    assert len(fragments._kept) == 2


# Feeds

ATOM = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
FEED = f"/kommentare/{OPEN}.atom"
SITE_FEED = "/kommentare/alle_essays.atom"


def feed(client: FlaskClient, url: str) -> ET.Element:
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ET.fromstring(answer.get_data())  # noqa: S314 our own


def titles(root: ET.Element) -> list[str | None]:
    return [each.text for each in root.findall("a:entry/a:title", ATOM)]


def test_a_thread_has_a_feed_beside_its_fragment_newest_first(
    client: FlaskClient, service: Service
) -> None:
    publish(service, "Ein *Satz*.")
    publish(service, "Noch einer: \u2028 <script>x</script>")
    root = feed(client, FEED)
    assert client.get(FEED).get_data() == service.exchange.feed_file(OPEN).read_bytes()
    assert root.findtext("a:title", namespaces=ATOM) == "Kommentare zu „Auf der Resterampe“"
    newest, oldest = root.findall("a:entry", ATOM)
    assert oldest.findtext("a:content", namespaces=ATOM) == "<p>Ein <em>Satz</em>.</p>\n"
    assert "<script" not in (newest.findtext("a:content", namespaces=ATOM) or "")
    assert (newest.findtext("a:id", namespaces=ATOM) or "").endswith("#kommentar-2")
    assert newest.findtext("a:author/a:name", namespaces=ATOM) == "Erna"


def test_every_version_of_a_thread_has_an_etag_of_its_own(
    client: FlaskClient, service: Service
) -> None:
    publish(service, "Ein Satz.")
    etag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    with service.store.writing() as writing:
        writing.raise_version(OPEN)
    service.publication.publish(OPEN)
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_the_feed_of_the_site_has_all_threads_and_loses_what_is_erased(
    client: FlaskClient, service: Service
) -> None:
    assert titles(feed(client, SITE_FEED)) == []
    publish(service, "Ein Satz.")
    service.moderation.answer(1, "Danke.", "Leopold", "Ute")
    publish(service, "Noch einer.")
    assert titles(feed(client, SITE_FEED)) == [
        "Erna zu „Auf der Resterampe“",
        "Leopold zu „Auf der Resterampe“",
        "Erna zu „Auf der Resterampe“",
    ]
    [answered] = feed(client, SITE_FEED).findall("a:entry/thr:in-reply-to", ATOM)
    assert answered.get("ref", "").endswith("/essays/auf-der-resterampe/#kommentar-1")
    service.erasure.erase([3], "visitor")
    assert len(titles(feed(client, SITE_FEED))) == 2
    assert "Noch einer." not in service.exchange.site_feed_file.read_text()
    assert "Noch einer." not in service.exchange.feed_file(OPEN).read_text()


def test_a_feed_without_comments_is_one_and_an_unknown_thread_has_none(
    client: FlaskClient,
) -> None:
    assert titles(feed(client, FEED)) == []
    assert client.get("/kommentare/gibt-es-nicht.atom").status_code == 404
    assert client.get("/kommentare/A.atom").status_code == 404

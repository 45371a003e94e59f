"""The Atom feed and the sitemap, as programs read them (RFC 4287, sitemaps.org)."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from tests.support.project import SITE_URL

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def feed(site) -> ET.Element:
    return ET.fromstring(site.text("/feeds/alle.atom.xml"))  # noqa: S314 our own file


def test_the_feed_has_what_every_feed_must_have(feed) -> None:
    for name in ("id", "title", "updated"):
        assert feed.findtext(ATOM + name)
    links = {link.get("rel", "alternate"): link.get("href") for link in feed.findall(ATOM + "link")}
    assert links["self"] == f"{SITE_URL}/feeds/alle.atom.xml"


def test_every_entry_has_an_identity_a_time_an_author_and_its_whole_text(feed) -> None:
    entries = feed.findall(ATOM + "entry")
    assert len(entries) >= 5
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(ATOM + "updated")).tzinfo
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert entry.find(ATOM + "link").get("href").startswith(f"{SITE_URL}/")
        content = entry.findtext(ATOM + "content")
        assert len(content) > 4000
        assert 'href="/' not in content
        assert 'src="/' not in content


def test_the_sitemap_names_every_page_a_reader_may_find_and_no_other(site) -> None:
    root = ET.fromstring(site.text("/sitemap.xml"))  # noqa: S314 our own file
    named = {url.findtext(SITEMAP + "loc").removeprefix(SITE_URL) for url in root}
    for address in (
        "/",
        "/essays/das-marshmallow-der-reichweite/",
        "/en/essays/sichtbar-sein-oder-nicht-sein/",
        "/ueber/",
        "/typologie/",
        "/typologie/satiriker/",
    ):
        assert address in named
    assert not [address for address in named if "entwuerfe" in address or "404" in address]
    for address in named:
        assert site.path(address).is_file(), address


def test_times_of_change_are_the_essays_own(site) -> None:
    root = ET.fromstring(site.text("/sitemap.xml"))  # noqa: S314 our own file
    times = {
        url.findtext(SITEMAP + "loc").removeprefix(SITE_URL): url.findtext(SITEMAP + "lastmod")
        for url in root
    }
    assert times["/essays/resterampe-der-aufmerksamkeit/"].startswith("2026-09-07")

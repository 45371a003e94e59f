"""What programs read out of the pages: microformats, JSON-LD, sitemap, robots (mf2, schema.org)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import mf2py
import pytest

from tests.site.conftest import Site
from tests.support.project import SITE_URL

ESSAY = "/essays/resterampe-der-aufmerksamkeit/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LISTS = [
    "/",
    "/archiv/",
    "/rubriken/bestiarium/",
    "/schlagworte/geduld/",
    "/autoren/wilma-schlieren/",
]


def items(site: Site, address: str) -> list[dict]:
    return mf2py.parse(doc=site.text(address), url=f"{SITE_URL}{address}")["items"]


def linked_data(site: Site, address: str) -> dict[str, dict]:
    found = [
        json.loads(tag.string)
        for tag in site.page(address).find_all("script", type="application/ld+json")
    ]
    assert all(entry["@context"] == "https://schema.org" for entry in found)
    return {entry["@type"]: entry for entry in found}


def test_an_essay_is_a_whole_h_entry(site) -> None:
    entry = next(item for item in items(site, ESSAY) if item["type"] == ["h-entry"])
    properties = entry["properties"]
    assert properties["name"] == ["Auf der Resterampe der Aufmerksamkeit"]
    assert properties["url"] == [f"{SITE_URL}{ESSAY}"]
    assert datetime.fromisoformat(properties["published"][0]).tzinfo
    assert len(properties["content"][0]["value"]) > 4000
    assert properties["summary"][0].startswith("Ein Trainer")
    assert "Bestiarium" in properties["category"]
    (author,) = properties["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Leopold Amalgam"]
    assert author["properties"]["url"] == [f"{SITE_URL}/autoren/leopold-amalgam/"]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_an_h_feed_of_whole_entries(site, address) -> None:
    (feed,) = (item for item in items(site, address) if item["type"] == ["h-feed"])
    assert feed["properties"]["name"][0]
    entries = [child for child in feed["children"] if child["type"] == ["h-entry"]]
    assert entries
    for entry in entries:
        properties = entry["properties"]
        assert properties["name"][0]
        assert urlsplit(properties["url"][0]).scheme == "https"
        assert datetime.fromisoformat(properties["published"][0]).tzinfo
        assert properties["author"][0]["properties"]["name"][0]


def test_an_essay_is_an_article_with_its_author_and_its_way_from_the_front_page(site) -> None:
    found = linked_data(site, ESSAY)
    article = found["Article"]
    assert len(article["headline"]) <= 110
    assert article["author"]["@id"] == f"{SITE_URL}/autoren/leopold-amalgam/#person"
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(article[name]).tzinfo
    assert article["mainEntityOfPage"] == f"{SITE_URL}{ESSAY}"


def test_an_authors_page_is_about_a_person(site) -> None:
    profile = linked_data(site, "/autoren/leopold-amalgam/")["ProfilePage"]
    assert profile["mainEntity"]["@type"] == "Person"
    assert profile["mainEntity"]["@id"] == f"{SITE_URL}/autoren/leopold-amalgam/#person"
    assert profile["mainEntity"]["name"] == "Leopold Amalgam"


@pytest.mark.parametrize("address", [ESSAY, *LISTS[1:], "/ueber/", "/typologie/retiarius/"])
def test_the_way_to_a_page_is_counted_from_the_front_page_and_ends_there(site, address) -> None:
    steps = linked_data(site, address)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == f"{SITE_URL}/"
    assert steps[-1]["item"] == f"{SITE_URL}{address}"
    assert all(step["name"] for step in steps)


def test_a_preview_has_title_words_picture_and_address(site) -> None:
    told = {
        tag["property"]: tag["content"] for tag in site.page(ESSAY).find_all("meta", property=True)
    }
    for name in ("title", "description", "type", "url", "image", "image:alt", "site_name"):
        assert told[f"og:{name}"]


def test_lists_changed_when_the_newest_of_what_they_list_did(site) -> None:
    root = ET.fromstring(site.text("/sitemap.xml"))  # noqa: S314 our own file
    times = {
        url.findtext(f"{SITEMAP}loc").removeprefix(SITE_URL): url.findtext(f"{SITEMAP}lastmod")
        for url in root
    }
    assert times["/"] == times["/archiv/"] == times["/rubriken/bestiarium/"]
    assert times["/"] == times["/essays/gefaellt-mir-die-neue-quote/"]
    assert times["/schlagworte/geduld/"] == times["/essays/das-marshmallow-der-reichweite/"]
    assert times["/typologie/retiarius/"] is None, "a card has no date, so none is invented"


def test_the_sitemap_knows_editions(site) -> None:
    entry = next(
        part
        for part in re.findall("<url>.*?</url>", site.text("/sitemap.xml"), re.DOTALL)
        if "/en/essays/" in part.split("</loc>")[0]
    )
    assert set(re.findall('hreflang="([^"]+)"', entry)) == {"de", "en", "x-default"}


def test_robots_are_told_where_the_sitemap_is(site) -> None:
    assert f"Sitemap: {SITE_URL}/sitemap.xml" in site.text("/robots.txt")

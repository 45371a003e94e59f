"""Feeds and sitemap, as programs read them (RFC 4287, JSON Feed 1.1, sitemaps.org).

The rules for feeds are those of the W3C's validator, warnings included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib

from tests.site.conftest import Site, build
from tests.support.project import SITE_URL, small_content, write_essay

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

RISKY = {"script", "style", "form", "input", "button", "iframe", "object", "embed", "meta", "link"}
"""What the validator warns of in an entry's content (SecurityRisk)."""


def atom_feeds(site: Site) -> dict[str, ET.Element]:
    return {
        path.relative_to(site.output).as_posix(): ET.fromstring(path.read_text("utf-8"))  # noqa: S314 ours
        for path in sorted((site.output / "feeds").rglob("*.atom.xml"))
    }


def json_feeds(site: Site) -> dict[str, dict]:
    return {
        path.relative_to(site.output).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted((site.output / "feeds").rglob("*.feed.json"))
    }


def is_iri(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text or "")


def moment(text: str | None) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", text or "")  # RFC 3339
    return datetime.fromisoformat(text or "")


def only(element: ET.Element, name: str) -> str:
    (found,) = element.findall(ATOM + name)
    assert (found.text or "").strip(), name
    return found.text or ""


def faults_of_content(html: str) -> Iterator[str]:
    for element in html5lib.parseFragment(html).iter():
        tag = str(element.tag).removeprefix(HTML)
        if tag in RISKY:
            yield tag
        for name, value in element.attrib.items():
            if name.startswith(("on", "data-", "style", "class", "id")):
                yield f"{tag} {name}"
            if name in {"href", "src", "cite"} and not is_iri(value):
                yield f"{tag} {name}={value}"


def test_every_section_author_and_subject_has_both_feeds_and_its_page_links_them(site) -> None:
    for page in ("/", "/rubriken/bestiarium/", "/autoren/wilma-schlieren/", "/schlagworte/geduld/"):
        name = page.strip("/") or "alle"
        links = {
            link["type"]: link["href"].removeprefix(SITE_URL)
            for link in reversed(site.page(page).find_all("link", rel="alternate", type=True))
        }
        assert links == {
            "application/atom+xml": f"/feeds/{name}.atom.xml",
            "application/feed+json": f"/feeds/{name}.feed.json",
        }
        assert site.path(links["application/atom+xml"]).is_file()
        assert site.path(links["application/feed+json"]).is_file()
    lists = {
        path.parent.relative_to(site.output).as_posix()
        for folder in ("rubriken", "autoren", "schlagworte")
        for path in (site.output / folder).glob("*/index.html")
    }
    assert {f"feeds/{name}.atom.xml" for name in (*lists, "alle")} == set(atom_feeds(site))
    assert {f"feeds/{name}.feed.json" for name in (*lists, "alle")} == set(json_feeds(site))


def test_an_essay_links_the_feed_of_the_site(site) -> None:
    page = site.page("/essays/resterampe-der-aufmerksamkeit/")
    assert page.find("link", type="application/atom+xml")["href"] == (
        f"{SITE_URL}/feeds/alle.atom.xml"
    )


def test_every_atom_feed_is_valid(site) -> None:
    for address, feed in atom_feeds(site).items():
        assert feed.tag == f"{ATOM}feed"
        assert feed.get(LANG) == "de"
        assert is_iri(only(feed, "id"))
        assert only(feed, "title")
        links = [(link.get("rel"), link.get("type")) for link in feed.findall(f"{ATOM}link")]
        assert len(links) == len(set(links)), "no two alternates of one type"
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE_URL}/{address}"
        entries = feed.findall(f"{ATOM}entry")
        assert moment(only(feed, "updated")) == max(
            moment(only(entry, "updated")) for entry in entries
        )
        ids = [only(entry, "id") for entry in entries]
        assert len(set(ids)) == len(ids)
        assert all(map(is_iri, [*ids, *(link.get("href") for link in feed.iter(f"{ATOM}link"))]))


def test_every_entry_is_valid_and_has_its_whole_text(site) -> None:
    entries = atom_feeds(site)["feeds/alle.atom.xml"].findall(f"{ATOM}entry")
    assert len(entries) >= 5
    for entry in entries:
        assert entry.get(LANG) == "de"
        assert moment(only(entry, "updated")) >= moment(only(entry, "published"))
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert is_iri(entry.findtext(f"{ATOM}author/{ATOM}uri"))
        assert not re.search(r"<|&\w+;", only(entry, "title"))
        assert re.search("Lesezeit .* Minuten", only(entry, "summary"))
        content = only(entry, "content")
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert len(content) > 4000
        assert list(faults_of_content(content)) == []


def test_the_control_a_fault_in_a_content_is_seen() -> None:
    html = '<p class="a"><a href="/b/">b</a></p><form></form>'
    assert list(faults_of_content(html)) == ["p class", "a href=/b/", "form"]


def test_every_json_feed_is_valid(site) -> None:
    for address, feed in json_feeds(site).items():
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == f"{SITE_URL}/{address}"
        assert is_iri(feed["home_page_url"])
        assert feed["language"] == "de"
        for item in feed["items"]:
            assert moment(item["date_modified"]) >= moment(item["date_published"])
            assert is_iri(item["id"])
            assert is_iri(item["url"])
            assert item["content_html"]
            assert "Lesezeit" in item["summary"]
            assert "<" not in item["summary"] + item["title"]
            assert all(author["name"] and is_iri(author["url"]) for author in item["authors"])


def test_both_forms_of_a_feed_say_the_same(site) -> None:
    json_ = json_feeds(site)
    for address, feed in atom_feeds(site).items():
        other = json_[address.replace(".atom.xml", ".feed.json")]
        assert [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] == [
            item["id"] for item in other["items"]
        ]


def test_names_stay_when_the_site_moves_below_a_path_and_addresses_follow(tmp_path) -> None:
    content = small_content(tmp_path)
    write_essay(
        content / "essays" / "zwei.md",
        "Siehe [dort]({filename}erster.md).[^1]\n\n[^1]: Eine Note.",
        title="Zwei",
        modified="2026-09-08 12:00",
    )
    here, there = (
        build(tmp_path / name, site_url=url, content=content)
        for name, url in (("a", SITE_URL), ("b", f"{SITE_URL}/blog"))
    )
    before, after = (json_feeds(site)["feeds/alle.feed.json"]["items"] for site in (here, there))
    assert [item["id"] for item in before] == [item["id"] for item in after]
    newest = next(item for item in after if item["title"] == "Zwei")
    assert newest["url"] == f"{SITE_URL}/blog/essays/zwei/"
    assert newest["date_modified"] == "2026-09-08T12:00:00+02:00"
    assert f'href="{SITE_URL}/blog/essays/der-erste-essay/"' in newest["content_html"]
    assert f'href="{SITE_URL}/blog/essays/zwei/#fn:1"' in newest["content_html"]


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

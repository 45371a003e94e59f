"""The search page as everybody gets it, and the index that lies beside it."""

from __future__ import annotations

import json

import pytest

from plugins.manuscript import InvalidSetting
from plugins.site_search.folding import fold, stem
from plugins.site_search.generator import SCRIPTS
from tests.site.conftest import Site
from tests.support.project import SITE_URL


def titles(site: Site, shelf: str) -> list[str]:
    return [a.get_text() for a in site.page("/suche/").select(f"[data-shelf={shelf}] h3 a")]


def test_everything_published_stands_on_the_page_grouped_and_linked(site: Site) -> None:
    essays = titles(site, "essays")
    assert "Auf der Resterampe der Aufmerksamkeit" in essays
    assert "To Be Seen or Not to Be" in essays
    archive = [a.get_text() for a in site.page("/archiv/").select("a.p-name")]
    assert set(archive) < set(essays)
    assert len(titles(site, "types")) == 32
    page = site.page("/suche/")
    assert page.find("a", href=f"{SITE_URL}/typologie/retiarius/")
    assert page.select_one("form.search").has_attr("hidden")  # until the script comes
    assert "Strg + F" in page.noscript.get_text()


def test_what_is_not_out_cannot_be_found(site: Site) -> None:
    folder = site.output / "suche"
    everything = "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))
    assert "Resterampe" in everything  # the control
    assert "Entschuldigung als Produkt" not in everything  # a draft
    assert "Ein Jahr ohne Profilbild" not in everything  # scheduled


def test_every_page_knows_the_way(site: Site) -> None:
    for address in ("/", "/essays/resterampe-der-aufmerksamkeit/", "/404.html"):
        assert site.page(address).select_one(".masthead a[href$='/suche/']").string == "Suche"
    assert (
        site.page("/en/essays/sichtbar-sein-oder-nicht-sein/")
        .select_one(".masthead a[href$='/suche/']")
        .string
        == "Search"
    )
    assert f"{SITE_URL}/suche/" in site.text("/sitemap.xml")


def test_the_index_is_where_the_page_says(site: Site) -> None:
    form = site.page("/suche/").select_one("form.search")
    assert form["data-index"] == f"{SITE_URL}/suche/"
    assert form["data-firsts"].split(" ")[0] == ""
    shards = {path.name: path for path in (site.output / "suche").glob("w-*.json")}
    assert len(shards) == len(form["data-firsts"].split(" "))
    held = {word for path in shards.values() for word in json.loads(path.read_text("utf-8"))}
    wanted = ("Resterampe", "Rampe", "Möchtegern", "Keynotespeaker")
    assert {stem(fold(word)) for word in wanted} <= held
    assert {path.name for path in (site.output / "suche").glob("*.js")} == set(SCRIPTS)


def test_another_address_is_told_from_a_wrong_one(built) -> None:
    with pytest.raises(InvalidSetting, match="SEARCH_URL"):
        built({"SEARCH_URL": "/suche"})

"""What stands around a text: contents, series, anchors, quotations, editions, pictures."""

from __future__ import annotations

import pytest

from tests.site.conftest import Site, build
from tests.support.project import SITE_URL, small_content, write_essay

ESSAY = "/essays/resterampe-der-aufmerksamkeit/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("around")
    content = small_content(folder)
    essays = content / "essays"
    long = "\n\n".join(f"## Teil {number}\n\n{'Wort ' * 900}" for number in (1, 2, 3))
    write_essay(essays / "lang.md", long, title="Lang")
    write_essay(essays / "ohne.md", long, title="Ohne", toc="no")
    for number in (1, 2, 3):
        write_essay(
            essays / f"reihe{number}.md",
            "> Ein Satz von *anderswo*.\n\n## Nur ein Teil\n\nText.",
            title=f"Reihe {number}",
            date=f"2026-09-0{4 - number} 08:00",
            series="Drei & <mehr>",
        )
    write_essay(essays / "wartet.md", title="W", date="2027-01-01", series="Drei & <mehr>")
    seite = "---\ntitle: {}\nslug: haus\nlang: {}\n---\n\nText.\n"
    (content / "seiten" / "haus.md").write_text(seite.format("Haus", "de"), "utf-8")
    (content / "seiten" / "haus.en.md").write_text(seite.format("House", "en"), "utf-8")
    return build(folder, content=content)


def test_a_long_text_has_a_table_of_contents_that_leads_to_its_headings(house) -> None:
    contents = house.page("/essays/lang/").select_one("nav.contents")
    assert [a["href"] for a in contents.find_all("a")] == ["#teil-1", "#teil-2", "#teil-3"]


def test_a_short_one_has_none_and_neither_has_one_whose_author_wants_none(house, site) -> None:
    assert house.page("/essays/ohne/").select_one("nav.contents") is None
    assert house.page("/essays/reihe-1/").select_one("nav.contents") is None
    assert site.page(ESSAY).select_one("nav.contents"), "the control: its author wants one"


def test_every_part_of_a_series_says_which_it_is_and_leads_to_the_others(house) -> None:
    page = house.page("/essays/reihe-2/")
    assert "Teil 2 von 3: Drei & <mehr>" in page.header.find_next(class_="essay__head").get_text()
    series = page.select_one("nav.series")
    assert [item.get_text(strip=True) for item in series.find_all("li")] == [
        "Reihe 3",
        "Reihe 2",
        "Reihe 1",
    ]
    assert series.find(attrs={"aria-current": "page"}).get_text() == "Reihe 2"
    assert [a["href"] for a in series.find_all("a")] == [
        f"{SITE_URL}/essays/reihe-3/",
        f"{SITE_URL}/essays/reihe-1/",
    ]
    assert house.page("/essays/lang/").select_one("nav.series") is None


def test_a_heading_is_a_link_to_itself_that_keys_reach(house) -> None:
    heading = house.page("/essays/reihe-1/").find("h2", id="nur-ein-teil")
    assert heading.a["href"] == "#nur-ein-teil"
    assert heading.get_text() == "Nur ein Teil"


def test_a_quotation_has_an_address_of_its_own(house, site) -> None:
    quotation = house.page("/essays/reihe-1/").blockquote
    assert quotation["id"] == "zitat-ein-satz-von-anderswo"
    assert quotation.find("a", href="#zitat-ein-satz-von-anderswo").get_text()
    assert site.page(ESSAY).find("p", class_="pull")["id"].startswith("zitat-geld-ist-das")


def test_editions_of_a_page_know_each_other_for_people_and_programs(house) -> None:
    for address, other, lang in (("/haus/", "/en/haus/", "en"), ("/en/haus/", "/haus/", "de")):
        page = house.page(address)
        assert page.main.find("a", hreflang=lang)["href"] == f"{SITE_URL}{other}"
        editions = {
            link["hreflang"]: link["href"].removeprefix(SITE_URL)
            for link in page.head.find_all("link", hreflang=True)
        }
        assert editions == {"de": "/haus/", "en": "/en/haus/", "x-default": "/haus/"}


def test_notes_lead_there_and_back(site) -> None:
    page = site.page(ESSAY)
    marks = page.select("a.footnote-ref")
    assert marks
    for mark in marks:
        note = page.find(id=mark["href"].removeprefix("#"))
        assert page.find(id=note.select_one("a.footnote-backref")["href"].removeprefix("#"))


def test_a_photograph_comes_in_the_formats_and_sizes_a_screen_wants(site) -> None:
    picture = site.page("/essays/das-marshmallow-der-reichweite/").picture
    assert [source["type"] for source in picture.find_all("source")] == ["image/avif", "image/webp"]
    for source in picture.find_all("source"):
        for entry in source["srcset"].split(", "):
            address, width = entry.removeprefix(SITE_URL).split()
            assert site.path(address).is_file()
            assert width.endswith("w")
        assert source["sizes"]
    assert {"width", "height", "alt"} <= picture.img.attrs.keys()
    assert "loading" not in picture.img.attrs, "the first is not waited for"
    assert b"Exif" not in site.path(picture.img["src"].removeprefix(SITE_URL)).read_bytes()


def test_a_drawing_stays_as_it_was_drawn(site) -> None:
    image = site.page(ESSAY).select_one("figure img")
    assert image["src"].endswith(".svg")
    assert image.find_parent("picture") is None

"""The strict look at a built site, and where its findings are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.editorial_check.output import OutputFault, check_output
from plugins.editorial_check.output_findings import RULES, Origin, output_findings

URL = "https://site.example"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "essays" / "eins").mkdir(parents=True)
    (tmp_path / "essays" / "eins" / "index.html").write_text('<h2 id="größe">A</h2>')
    (tmp_path / "Bild.svg").write_text("<svg/>")
    (tmp_path / "a b.png").write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/essays/eins/">',
        '<a href="essays/eins/#gr%C3%B6%C3%9Fe">',
        '<a href="/essays/eins/?von=feed#:~:text=A">',
        '<a href="essays/../essays/eins/.">',
        f'<a href="{URL}/essays/eins/">',
        f'<a href="{URL}">',
        f'<a href="{URL}.org/nirgends">',
        '<a href="https://elsewhere.example/nowhere"><a href="//elsewhere.example/a">',
        '<a href="mailto:a@b.example">',
        '<form action="/api/threads/x/reply?to=1" id="hier">',
        '<a href="#hier"><p id="hier">',
        '<img src="/Bild.svg"><img><video poster="Bild.svg">',
        '<img srcset="/Bild.svg 1x, a%20b.png 2x">',
        '<svg><use href="/Bild.svg#teil"></use></svg>',
        '<a href="">',
    ],
)
def test_what_leads_somewhere_is_no_fault(site: Path, markup: str) -> None:
    (site / "index.html").write_text(markup)
    assert check_output(site, URL, "") == []


@pytest.mark.parametrize(
    ("markup", "rule", "value", "meant"),
    [
        ('<a href="/essays/zwei/">', "dead-link", "/essays/zwei/", ""),
        ('<a href="/Essays/eins/">', "dead-link", "/Essays/eins/", "/essays/eins/"),
        ('<a href="/essays/eins">', "dead-link", "/essays/eins", "/essays/eins/"),
        ('<img src="bild.svg">', "dead-link", "bild.svg", "/Bild.svg"),
        ('<img srcset="/Bild.svg 1x, fort.png 2x">', "dead-link", "fort.png", ""),
        ('<video poster="fort.png">', "dead-link", "fort.png", ""),
        ('<link imagesrcset="fort.png 2x">', "dead-link", "fort.png", ""),
        ('<svg><use xlink:href="fort.svg"/></svg>', "dead-link", "fort.svg", ""),
        ('<meta http-equiv="Refresh" content="0; url=/fort/">', "dead-link", "/fort/", ""),
        (f'<a href="{URL}/fort/">', "dead-link", f"{URL}/fort/", ""),
        ('<a href="{filename}zwei.md">', "dead-link", "{filename}zwei.md", ""),
        ('<a href="http://[fort">', "dead-link", "http://[fort", ""),
        ('<a href="/essays/eins/#grose">', "dead-anchor", "/essays/eins/#grose", "#größe"),
        ('<a href="#fort">', "dead-anchor", "#fort", ""),
        ('<p id="x"><p id="x">', "duplicate-id", "x", ""),
        ('<p id="x y">', "bad-id", "x y", ""),
        ("<p id>", "bad-id", "", ""),
    ],
)
def test_what_leads_nowhere_is_told(
    site: Path, markup: str, rule: str, value: str, meant: str
) -> None:
    (site / "index.html").write_text(f'<link rel="x" href="/Bild.svg">{markup}')
    assert check_output(site, URL) == [OutputFault("index.html", rule, value, meant)]


def test_feeds_and_the_sitemap_are_followed_too(site: Path) -> None:
    (site / "a.atom.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/fort/"/><id>urn:x</id>'
        '<content type="html">&lt;img src="/weg.png"></content><icon>/Bild.svg</icon></feed>'
    )
    (site / "b.rss.xml").write_text(
        '<rss><link>/weg/</link><guid isPermaLink="false">/x/</guid><guid>/da/</guid></rss>'
    )
    (site / "feed.json").write_text(
        '{"items": [{"url": "/los/", "content_html": "<a href=\'/hin/\'>"}], "n": 1}'
    )
    (site / "sitemap.xml").write_text("<urlset><loc>")
    (site / "kaputt.json").write_text("{")
    faults = check_output(site, URL)
    assert {(fault.page, fault.value) for fault in faults if fault.rule == "dead-link"} == {
        ("a.atom.xml", "/fort/"),
        ("a.atom.xml", "/weg.png"),
        ("b.rss.xml", "/weg/"),
        ("b.rss.xml", "/da/"),
        ("feed.json", "/los/"),
        ("feed.json", "/hin/"),
    }
    assert [fault.page for fault in faults if fault.rule == "broken-feed"] == [
        "kaputt.json",
        "sitemap.xml",
    ]


def test_a_fault_is_told_where_its_author_wrote_it(site: Path) -> None:
    essay = site / "eins.md"
    essay.write_text("---\ntitle: A\n---\n\nSiehe [B]({filename}b.md#unten) und [C](/C/).\n")
    page = "essays/eins/index.html"
    (site / page).write_text('<a href="/b/#unten">B</a>\n<a href="/fuss/">')
    (site / "index.html").write_text('\n <a href="/fuss/">')
    faults = [
        OutputFault(page, "dead-anchor", "/b/#unten"),
        OutputFault(page, "dead-link", "/C/", "/c/", "C/index.html"),
        OutputFault("feed.xml", "dead-link", "https://site.example/C/", "/c/", "C/index.html"),
        OutputFault(page, "dead-link", "/fuss/"),
        OutputFault("index.html", "dead-link", "/fuss/"),
        OutputFault("feed.xml", "broken-feed", "Ende"),
        OutputFault(page, "duplicate-id", "fn"),
        OutputFault(page, "bad-id", "a b"),
    ]
    (site / "feed.xml").write_text("")
    told = list(output_findings(faults, Origin(site, {page: essay}), str))
    assert {one.rule for one in told} == RULES
    assert [(one.path, one.line, one.column) for one in told[:3]] == [
        (essay, 5, 25),
        (essay, 5, 41),
        (Path(page), 2, 10),
    ]
    assert "/c/" in told[1].remedy
    assert "1 more" in told[2].what  # the footer is told once for all pages
    assert all(one.what and one.why and one.remedy for one in told)

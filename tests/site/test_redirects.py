"""Former addresses: where they lead, and which cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.author_tools.cli import main
from tests.site.conftest import Site, build
from tests.support.project import BUILD_TIME, SITE_URL, small_content, write_conf, write_essay


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("moved")
    content = small_content(folder)
    essays = content / "essays"
    write_essay(
        essays / "neu.md",
        title="Neu & <besser>",
        slug="neu",
        aliases="/2012/05/alt/, /?p=123,\n    /gr%C3%B6%C3%9Fe",
    )
    write_essay(essays / "neu.en.md", title="New", slug="neu", lang="en", aliases="/old.html")
    write_essay(essays / "entwurf.md", title="E", status="draft", aliases="/geheim/")
    write_essay(essays / "spaeter.md", title="S", date="2027-01-01", aliases="/zukunft/")
    ueber = content / "seiten" / "ueber.md"
    ueber.write_text(ueber.read_text("utf-8").replace("---\n", "---\naliases: /about/\n", 1))
    return build(folder, content=content)


@pytest.mark.parametrize(
    ("alias", "lang", "target"),
    [
        ("/2012/05/alt/", "de", "/essays/neu/"),
        ("/größe/", "de", "/essays/neu/"),
        ("/old.html", "en", "/en/essays/neu/"),
        ("/about/", "de", "/ueber/"),
    ],
)
def test_a_page_at_the_former_address_leads_on(moved, alias, lang, target) -> None:
    page = moved.page(alias)
    address = f"{SITE_URL}{target}"
    assert page.html["lang"] == lang
    assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={address}"
    assert page.find("link", rel="canonical")["href"] == address
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.main.find("a", href=address).get_text()


def test_web_servers_learn_queries_too_and_nothing_of_what_is_not_out(moved) -> None:
    for name in ("nginx.conf", "Caddyfile"):
        known = moved.text(f"/redirects/{name}")
        assert '"/?p=123" "/essays/neu/"' in known
        assert '"/old.html" "/en/essays/neu/"' in known
        assert "geheim" not in known
        assert "zukunft" not in known


def test_search_engines_and_lists_know_the_new_address_only(moved) -> None:
    assert "/2012/" not in moved.text("/sitemap.xml")
    assert "/2012/" not in moved.text("/archiv/")
    assert not moved.path("/geheim/").exists()


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        (
            "alt/, /a/, /a, /erster-alt",
            [
                "„alt/“ kann kein Alias sein",
                "„/a“ steht schon in",
                "„/erster-alt“ steht schon in",
                "erster.md:6",
            ],
        ),
        (
            "/essays/der-erste-essay/, /bilder/minuten-am-tag.svg, /ueber, /sitemap.xml",
            [
                "„/essays/der-erste-essay/“ ist eine Adresse dieser Seite",
                "„/bilder/minuten-am-tag.svg“ ist eine Adresse dieser Seite",
                "„/ueber“ ist eine Adresse dieser Seite",
                "„/sitemap.xml“ ist eine Adresse dieser Seite",
            ],
        ),
    ],
)
def test_an_alias_that_cannot_be_stops_the_build(
    aliases: str, expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = small_content(tmp_path)
    write_essay(content / "essays" / "erster.md", title="Der erste Essay", aliases="/erster-alt/")
    write_essay(content / "essays" / "kaputt.md", title="K", aliases=aliases)
    conf = write_conf(tmp_path, content=content, BUILD_TIME=BUILD_TIME)
    assert main(["--conf", str(conf), "build"]) == 1
    said = capsys.readouterr().err
    assert said.count("kaputt.md:6:10: ") == len([words for words in expected if "„" in words])
    assert [words for words in expected if words not in said] == []

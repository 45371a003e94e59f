"""The quiz of the house, walked through from page to page as it was built."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import pelicanconf
from tests.site.conftest import Site, build
from tests.support.project import ROOT, SITE_URL

pytestmark = pytest.mark.unmeasured  # what is read here is built already

QUIZ = "/typologie/quiz/"
TYPES = {path.stem for path in (ROOT / "content" / "typologie").glob("*.md")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    plugins = [*pelicanconf.PLUGINS, "plugins.narcissist_typology.quiz"]
    return build(tmp_path_factory.mktemp("quiz"), PLUGINS=plugins)


def answers(site: Site, address: str) -> list[str]:
    """Where the answers on a page lead; none on the page of a result."""
    links = site.page(address).select(".quiz__answers a")
    return [str(link["href"]).removeprefix(SITE_URL) for link in links]


def pages(site: Site) -> dict[str, list[str]]:
    """Every page that clicking on answers leads to, with where its own lead."""
    start = site.page(QUIZ).select_one("a.quiz__button")
    assert start is not None
    waiting = [str(start["href"]).removeprefix(SITE_URL)]
    seen: dict[str, list[str]] = {}
    for address in waiting:
        if address not in seen:
            seen[address] = answers(site, address)
            waiting += seen[address]
    return seen


def lengths(graph: dict[str, list[str]], address: str, asked: int = 0) -> Iterator[int]:
    """The number of questions on each way from a page on: all of them, one after the other."""
    if not graph[address]:
        yield asked
    for after in set(graph[address]):
        yield from lengths(graph, after, asked + 1)


def test_every_way_ends_at_a_type_and_every_type_is_an_end(site) -> None:
    graph = pages(site)
    ends = {address.removeprefix(QUIZ).strip("/") for address in graph if not graph[address]}
    assert ends == TYPES
    assert len(TYPES) == 32


def test_every_way_has_five_to_seven_questions(site) -> None:
    graph = pages(site)
    ways = list(lengths(graph, next(iter(graph))))
    assert len(ways) > 1000  # the control: there is something to measure
    assert set(ways) <= {5, 6, 7}


def test_every_page_that_was_built_can_be_reached(site) -> None:
    built = {f"{QUIZ}{path.parent.name}/" for path in site.path(QUIZ).parent.glob("*/index.html")}
    assert built == set(pages(site))
    assert 40 <= len(built) + 1 <= 90


def test_a_page_asks_one_question_and_says_which(site) -> None:
    graph = pages(site)
    level = [next(iter(graph))]
    number = 1
    while graph[level[0]]:
        for address in level:
            page = site.page(address)
            assert len(page.select("h1")) == 1
            assert f"Frage {number} von 6" in page.select_one(".quiz__progress").get_text()
            assert len(page.select(".quiz__glass")) == number
        level = sorted({after for address in level for after in graph[address]})
        number += 1


def test_a_result_shows_verdict_and_card_and_leads_to_the_types_own_page(site) -> None:
    for slug in TYPES:
        result = site.page(f"{QUIZ}{slug}/")
        assert len(result.select_one(".quiz__verdict").get_text().split()) >= 5
        assert result.select_one(".card svg.portrait[role=img]")
        assert result.select_one("a.quiz__button")["href"] == f"{SITE_URL}/typologie/{slug}/"


def test_no_answer_names_its_type(site) -> None:
    graph = pages(site)
    names = {max(site.page(f"{QUIZ}{slug}/").h1.get_text().split(), key=len) for slug in TYPES}
    assert "Retiarius" in names
    for address in graph:
        for link in site.page(address).select(".quiz__answers a"):
            for name in names:
                assert name.casefold() not in link.get_text().casefold(), (address, name)


def test_nothing_is_asked_twice_in_the_same_words(site) -> None:
    asked = [site.page(address).h1.get_text() for address, after in pages(site).items() if after]
    said = [
        link.get_text()
        for address in pages(site)
        for link in site.page(address).select(".quiz__answers a")
    ]
    assert len(asked) == len(set(asked))
    assert len(said) == len(set(said))


def test_the_quiz_is_german_set_with_german_quotes(site) -> None:
    for address in pages(site):
        text = site.page(address).select_one("main").get_text()
        assert not re.search(r"[\"“”]\w|\.\.\.| - | – ?\w+ – ", text), address
        assert text.count("„") == text.count("“"), address

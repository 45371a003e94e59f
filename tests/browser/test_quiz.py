"""A reader walks through the quiz, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

import pelicanconf
from tests.browser.served import served
from tests.site.conftest import build

pytestmark = pytest.mark.browser

QUIZ = "/typologie/quiz/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    plugins = [*pelicanconf.PLUGINS, "plugins.narcissist_typology.quiz"]
    site = build(tmp_path_factory.mktemp("quiz"), site_url="", PLUGINS=plugins)
    with served(site.output) as url:
        yield url


def test_six_answers_lead_to_a_mirror_by_keyboard_alone(
    visitor: BrowserContext, address: str
) -> None:
    page = visitor.new_page()
    page.goto(address + QUIZ)
    page.get_by_role("link", name="Vor den Spiegel treten").focus()
    for number in range(1, 7):
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Frage {number} von 6")).to_be_visible()
        page.locator(".quiz__answers a").nth(number % 2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card .portrait")).to_be_visible()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Zu Ihrem Porträt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert QUIZ not in page.url


def test_the_way_back_is_the_browsers_own_and_nothing_is_kept(
    visitor: BrowserContext, address: str
) -> None:
    page = visitor.new_page()
    page.goto(f"{address}{QUIZ}bad/")
    page.locator(".quiz__answers a").first.click()
    expect(page.get_by_text("Frage 2 von 6")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Frage 1 von 6")).to_be_visible()
    assert visitor.storage_state() == {"cookies": [], "origins": []}


@pytest.mark.parametrize("path", ["", "abschied/", "kaltakquise-poetin/"])
def test_it_fits_a_phone(visitor: BrowserContext, address: str, path: str) -> None:
    page = visitor.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + QUIZ + path)
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    scroll, client = page.evaluate(widths)
    assert scroll <= client

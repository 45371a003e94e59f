"""An essay printed: two columns, comments only on request, links as notes. No script is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import DISCUSSED, House

pytestmark = pytest.mark.browser


@pytest.fixture
def paper(browser: Browser, house: House) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark", locale="de-DE")
    page = context.new_page()
    page.goto(house.url + DISCUSSED)
    yield page
    context.close()


def test_comments_are_printed_only_on_request(paper: Page) -> None:
    comment = paper.locator(".comment").first
    paper.emulate_media(media="print")
    expect(comment).to_be_hidden()
    expect(paper.locator(".prose").first).to_have_css("column-count", "2")
    expect(paper.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    paper.emulate_media(media="screen")
    paper.get_by_label("Beim Drucken die Kommentare mitnehmen").check()
    paper.emulate_media(media="print")
    expect(comment).to_be_visible()
    expect(paper.locator(".comment-form")).to_be_hidden()


def test_links_are_numbered_in_the_text_and_told_at_its_end(paper: Page, house: House) -> None:
    paper.goto(f"{house.url}/ueber/")
    addresses = paper.locator(".printed-links li")
    expect(addresses.first).to_be_hidden()
    paper.emulate_media(media="print")
    expect(addresses.first).to_have_text("https://creativecommons.org/licenses/by-sa/4.0/deed.de")
    expect(addresses.first).to_be_visible()
    link = paper.get_by_role("link", name="CC BY-SA 4.0")
    marked = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert marked.replace('" "', "") == '"[1]"'

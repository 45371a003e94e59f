"""A discussion that has pages: turning them, what is newer overleaf, and one that closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from comments_api.conversation.exchange import Exchange
from tests.browser.house import LONG, House, thread_at

pytestmark = pytest.mark.browser


@pytest.fixture
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.node.callspec.params["visitor"])


@pytest.fixture
def overleaf(visitor: BrowserContext, house: House) -> Page:
    """The second page, reached as readers reach it."""
    page = visitor.new_page()
    page.goto(house.url + LONG)
    page.get_by_role("link", name="Weiterblättern").click()
    page.wait_for_url(f"**{LONG}kommentare/2/#kommentare")
    return page


def test_pages_are_turned_and_say_which_they_are(overleaf: Page) -> None:
    heading = overleaf.locator("#kommentare-titel")
    expect(heading).to_contain_text(re.compile("Seite 2 von [0-9]"))
    expect(heading).to_be_in_viewport()
    overleaf.get_by_role("link", name="Letzte Seite").click()
    expect(heading).to_contain_text(re.compile(r"Seite (\d) von \1"))
    overleaf.get_by_role("link", name="Erste Seite").click()
    overleaf.wait_for_url(f"**{LONG}#kommentare")
    expect(overleaf.get_by_text("Satz 1, und noch einer.").first).to_be_visible()


def test_overleaf_the_comments_are_what_is_printed(overleaf: Page) -> None:
    overleaf.emulate_media(media="print")
    expect(overleaf.locator("article.comment").first).to_be_visible()
    expect(overleaf.locator("nav.thread__pages")).to_have_text(re.compile("Seite 2 von"))
    for screen_only in ("Weiterblättern", "Kommentar schreiben", "Mitleid bekunden", "Antworten"):
        expect(overleaf.get_by_text(screen_only, exact=True).first).to_be_hidden()


def test_what_is_newer_than_the_page_stands_in_it_overleaf(
    overleaf: Page, house: House, *, scripted: bool
) -> None:
    first = overleaf.locator("article.comment").first.get_attribute("id") or ""
    said = f"Von hinten gesehen {id(overleaf)}."
    house.comments_api("answer", first.removeprefix("kommentar-"), "--as", "Leo", stdin=said)
    overleaf.goto(f"{house.url}{LONG}kommentare/2/?neu#{first}")
    answer = overleaf.locator("li", has=overleaf.locator(f"#{first}")).get_by_text(said)
    if scripted:
        expect(answer).to_be_visible()
        expect(overleaf.locator("#kommentare-titel")).to_contain_text("Seite 2 von")
    else:
        expect(answer).to_have_count(0)  # until the site is built again
    # Where the address leads is seen, and marked, though it was swapped meanwhile.
    expect(overleaf.locator(".comment:target")).to_have_id(first)
    expect(overleaf.locator(f"#{first}")).to_be_in_viewport()


def test_an_old_link_to_a_comment_that_moved_overleaf(
    overleaf: Page, house: House, *, scripted: bool
) -> None:
    moved = overleaf.locator("article.comment").nth(3).get_attribute("id") or ""
    number = moved.removeprefix("kommentar-")
    old = f"{LONG}#{moved}" if scripted else f"/api/comments/{number}"
    overleaf.goto(house.url + old)
    overleaf.wait_for_url(f"**{LONG}kommentare/2/#{moved}")
    expect(overleaf.locator(f"#{moved}")).to_be_in_viewport()


def test_a_reply_overleaf_is_written_on_a_page_of_its_own(overleaf: Page) -> None:
    overleaf.get_by_role("link", name="Antworten").first.click()
    expect(overleaf.get_by_role("heading", name=re.compile("Antwort an Gast"))).to_be_visible()
    form = overleaf.locator("form.comment-form")
    form.get_by_label("Name").fill("Erna Muster")
    form.get_by_label("Kommentar", exact=True).fill(f"Antwort auf Seite zwei, {id(overleaf)}.")
    overleaf.get_by_role("button", name="Kommentar abschicken").click()
    expect(overleaf.get_by_text("wartet auf Freischaltung").first).to_be_visible()


@pytest.fixture
def closed(house: House) -> Iterator[None]:
    """The author closed the discussion after this page was built, as a build tells the service."""
    exchange = Exchange(house.output.parent / "var" / "exchange")
    before = exchange.read_threads()
    exchange.write_threads(
        replace(thread, open=thread.open and thread.id != thread_at(LONG))
        for thread in before.values()
    )
    yield
    exchange.write_threads(before.values())


def test_a_discussion_that_closed_meanwhile_says_so_and_loses_no_word(
    visitor: BrowserContext, house: House, closed: None
) -> None:
    page = visitor.new_page()
    page.goto(house.url + LONG)
    form = page.locator("form.comment-form")
    form.get_by_label("Name").fill("Erna Muster")
    form.get_by_label("Kommentar", exact=True).fill("Ein Satz zu spät.")
    page.get_by_role("button", name="Kommentar abschicken").click()
    expect(page.get_by_text("Hier werden keine Kommentare mehr angenommen").first).to_be_visible()
    kept = page.locator("main").evaluate(
        "main => main.textContent + main.querySelector('textarea')?.value"
    )
    assert "Ein Satz zu spät." in kept

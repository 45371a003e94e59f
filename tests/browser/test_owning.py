"""A writer looks before sending, changes, keeps and erases: by hand and by script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.house import DISCUSSED, House

pytestmark = pytest.mark.browser

WORDS = "Ich hänge *schief*, aber ich hänge."


def send(page: Page, words: str) -> None:
    page.get_by_label("Name").fill("Erna Muster")
    page.get_by_label("Kommentar", exact=True).fill(words)
    page.get_by_role("button", name="Vorschau").click()
    preview = page.get_by_role("group", name="Vorschau")
    expect(preview).to_be_focused()
    expect(preview.locator("em")).to_have_text("schief")
    page.get_by_role("button", name="Kommentar abschicken").click()
    expect(page.get_by_text("wartet auf Freischaltung").first).to_be_visible()


def test_a_writer_changes_keeps_and_erases_a_comment(visitor: BrowserContext, house: House) -> None:
    page = visitor.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(house.url + DISCUSSED)
    send(page, WORDS)
    if page.url.endswith(DISCUSSED):  # with a script the page stays
        page.get_by_role("link", name="Ändern oder löschen").click()
    receipt = page.url
    # The newest: other tests leave comments that wait, too.
    number = str(max(map(int, re.findall(r"#(\d+)", house.comments_api("pending")))))
    house.comments_api("approve", number)

    page.reload()
    page.get_by_label("Kommentar", exact=True).fill("Ich hänge *gerade*.")
    page.get_by_role("button", name="Änderung abschicken").click()
    expect(page.get_by_role("status")).to_contain_text("wartet auf Freischaltung")
    assert "gerade" in house.comments_api("pending", "--edits")
    fragment = f"{house.url}/kommentare/resterampe-der-aufmerksamkeit.html"
    assert "<em>schief</em>" in page.request.get(fragment).text()
    house.comments_api("approve", "--edit", number)
    assert "<em>gerade</em>" in page.request.get(fragment).text()

    page.goto(receipt)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="In die Mappe legen").click()
    expect(page.get_by_role("heading", name="Ihre Mappe")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_text("Alles löschen", exact=True).click()
    page.get_by_role("button", name="Alles endgültig löschen").click()
    expect(page.get_by_role("heading", name="Gelöscht")).to_be_visible()
    assert "<em>gerade</em>" not in page.request.get(fragment).text()
    assert page.request.get(receipt).status == 404

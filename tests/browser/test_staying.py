"""A reader stays: is told of replies by mail, and sees what is new since the last visit."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.house import DISCUSSED, House
from tests.support.waiting import until

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SPIEGELKABINETT_SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS, f"{name}.png")), full_page=True)


def newest_mail(page: Page, house: House, subject: str) -> None:
    """The page of mails, the newest of which has this subject."""
    house.comments_api("mail", "send")
    page.goto(f"{house.url}/mail/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(subject)


def test_a_reader_asks_confirms_is_told_and_leaves(visitor: BrowserContext, house: House) -> None:
    page = visitor.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(house.url + DISCUSSED)
    address = f"erna{abs(hash(visitor)) % 10_000}@example.org"
    form = page.locator("form.comment-form")
    form.get_by_label("Name").fill("Erna Muster")
    form.get_by_label("E-Mail", exact=False).first.fill(address)
    form.get_by_label("Kommentar", exact=True).fill(f"Schreibt mir an {address}.")
    box = form.get_by_role("checkbox", name="Antworten auf diesen Kommentar")
    expect(box).not_to_be_checked()
    box.check()
    shot(page, "form")
    page.get_by_role("button", name="Kommentar abschicken").click()
    expect(page.get_by_text("wartet auf Freischaltung").first).to_be_visible()
    number = max(map(int, re.findall(r"#(\d+)", house.comments_api("pending"))))
    house.comments_api("approve", str(number))

    newest_mail(page, house, "Bitte bestätigen")
    shot(page, "mails")
    page.locator("pre").first.locator("a[href*=confirm]").click()
    shot(page, "confirm")
    page.get_by_role("button", name="Ja, Antworten schicken").click()
    expect(page.get_by_role("status")).to_contain_text("so bekommen Sie eine E-Mail")
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    house.comments_api("answer", str(number), "--as", "Leopold", stdin="Gern.")
    newest_mail(page, house, "Leopold antwortet")
    page.locator("pre").first.locator("a[href*=leave]").click()
    shot(page, "leave")
    page.get_by_role("button", name="Keine mehr aus dieser Diskussion").click()
    expect(page.get_by_role("status")).to_contain_text("kommen keine Antworten mehr")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_is_new_is_marked_only_for_whoever_asked(browser: Browser, house: House) -> None:
    context = browser.new_context(locale="de-DE")
    context.route("**/redaktion/static/preview.js?*", lambda route: route.abort())
    page = context.new_page()
    page.goto(house.url + DISCUSSED)
    box = page.get_by_role("checkbox", name="seit meinem letzten Besuch")
    expect(box).not_to_be_checked()
    assert page.evaluate("localStorage.length") == 0
    box.check()
    until(page, "localStorage.getItem('visits')")
    expect(page.get_by_text("neu", exact=True)).to_have_count(0)
    first = page.locator(".comment[id]").first.get_attribute("id") or ""
    house.comments_api("answer", first.removeprefix("kommentar-"), "--as", "Leo", stdin="Neues.")
    page.reload()
    mark = page.locator(".comment__mark", has_text="neu")
    expect(mark).to_have_count(1)
    shot(page, "new")
    page.reload()
    expect(box).to_be_checked()
    expect(page.get_by_text("Neues.")).to_be_visible()
    expect(mark).to_have_count(0)
    box.uncheck()
    until(page, "localStorage.length === 0")
    context.close()


def test_without_javascript_nothing_promises_to_mark(browser: Browser, house: House) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(house.url + DISCUSSED)
    expect(page.get_by_role("link", name="diese Diskussion")).to_be_visible()
    expect(page.get_by_role("checkbox", name="seit meinem letzten Besuch")).to_be_hidden()
    context.close()

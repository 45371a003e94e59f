"""A reader selects words of an essay and says something about them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import DISCUSSED, House

pytestmark = pytest.mark.browser

PASSAGE = ".essay__text > p:not([class])"


def select(page: Page) -> None:
    """Drag over the first words of a paragraph, as a hand does."""
    paragraph = page.locator(PASSAGE).nth(1)
    paragraph.scroll_into_view_if_needed()
    box = paragraph.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 12)
    page.mouse.move(box["x"] + 250, box["y"] + 12)
    page.mouse.up()


def test_words_are_selected_said_something_about_and_sent(browser: Browser, house: House) -> None:
    context = browser.new_context(locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(house.url + DISCUSSED)
    button = page.get_by_role("button", name="Dazu etwas sagen")
    select(page)
    expect(button).to_be_visible()
    page.mouse.click(5, 5)
    expect(button).to_have_count(0)
    select(page)
    expect(button).to_be_visible()
    chosen = page.evaluate("getSelection().toString()").replace("\u00ad", "").strip()
    for _ in range(9):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("[name=quote]")).to_have_value(chosen)
    suffix = page.locator("[name=quote_suffix]").input_value()
    words = page.locator(PASSAGE).nth(1).text_content() or ""
    assert chosen + suffix[:20] in words.replace("\u00ad", "")
    expect(page.locator("[name=text]")).to_be_focused()
    page.get_by_label("Name").fill("Erna")
    page.locator("[name=text]").fill("Da bin ich anderer Meinung.")
    page.get_by_role("button", name="Kommentar abschicken").click()
    waiting = page.locator(".comment--pending .comment__passage")
    expect(waiting).to_contain_text(chosen)
    expect(page.locator("[name=quote]")).to_have_value("")
    context.close()


def test_feeds_have_the_essay_without_what_readers_remarked(house: House) -> None:
    essay = house.output / DISCUSSED.strip("/") / "index.html"
    assert 'id="passage-' in essay.read_text("utf-8")
    feeds = [*house.output.rglob("*.xml"), *house.output.rglob("feed.json")]
    told = [feed.read_text("utf-8") for feed in feeds]
    assert any("Der Raum ist leer." in feed for feed in told)
    assert not any("passage-" in feed or "<mark" in feed or "&lt;mark" in feed for feed in told)


@pytest.mark.parametrize(("width", "beside"), [(1400, True), (360, False)])
def test_remarks_stand_in_the_margin_where_there_is_one_and_lead_both_ways(
    browser: Browser,
    house: House,
    width: int,
    beside: bool,  # noqa: FBT001 a parameter
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(house.url + DISCUSSED)
    remark = page.locator(".remark", has_text="Raum Esche")
    text, note = page.locator(".essay__text").bounding_box(), remark.bounding_box()
    assert text
    assert note
    assert (note["x"] + note["width"] <= text["x"]) is beside
    expect(remark.locator(".remark__words")).to_be_visible(visible=beside)
    assert page.locator("html").evaluate("html => html.scrollWidth") <= width
    remark.click()
    comment = page.locator("article.comment:target")
    expect(comment).to_contain_text("Raum Esche")
    comment.get_by_role("link", name="Zur Stelle").click()
    expect(page.locator(".remark:target")).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(remark).to_be_hidden()
    context.close()

"""The deck on paper: what a real browser prints, and where every card and mark comes to lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from plugins.author_tools.build import build_site, load_settings
from plugins.narcissist_typology.print_sheets.sheets import PAPER, PLACES
from tests.browser.served import served
from tests.support.project import small_content, write_conf

pytestmark = pytest.mark.browser

CARDS, PER_SHEET = 32, 9
LONG = "hochgekrempelte Ärmel, ein gerahmtes Diplom und eine Danksagung an das Team; " * 4

MEASURE = """() => {
  const mm = 96 / 25.4
  const box = (element, origin) => {
    const r = element.getBoundingClientRect()
    return [r.x - origin.x, r.y - origin.y, r.width, r.height].map((n) => n / mm)
  }
  return [...document.querySelectorAll(".print-sheet")].map((sheet) => {
    const origin = sheet.getBoundingClientRect()
    const marks = sheet.querySelector(".print-sheet__marks")
    return {
      size: [origin.width / mm, origin.height / mm],
      marks: [...box(marks, origin), marks.viewBox.baseVal.width, marks.viewBox.baseVal.height],
      cards: [...sheet.querySelectorAll(".card")].map((card) => ({
        code: card.querySelector(".card__code").textContent,
        box: box(card, origin),
        head: box(card.querySelector(".card__code"), origin),
        inside: [...card.querySelectorAll("p, dt, dd, q, svg")].map((part) => box(part, origin)),
      })),
    }
  })
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole deck, one card of which has much more to tell than any other."""
    folder = tmp_path_factory.mktemp("print")
    content = small_content(folder, deck=True)
    talker = content / "typologie" / "retiarius.md"
    text = talker.read_text("utf-8")
    talker.write_text(re.sub("(?m)^symptoms: .*$", f"symptoms: {LONG}", text), "utf-8")
    build_site(load_settings(write_conf(folder, content=content)))
    with served(folder / "output") as url:
        yield url


@pytest.fixture
def sheets(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/typologie/bogen/")
    yield page
    context.close()


def test_the_deck_prints_on_four_sheets_front_and_back(sheets: Page, tmp_path: Path) -> None:
    pdf = sheets.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2 * -(-CARDS // PER_SHEET)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    points = {tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes}
    assert points == {PAPER}


def test_the_gallery_leads_to_the_sheets(sheets: Page, site: str) -> None:
    sheets.goto(f"{site}/typologie/")
    sheets.get_by_role("link", name="Ausschneiden").click()
    assert sheets.url == f"{site}/typologie/bogen/"


@pytest.fixture(scope="module")
def measured(browser: Browser, site: str) -> list[dict]:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/typologie/bogen/")
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    found = page.evaluate(MEASURE)
    context.close()
    assert len(found) == 8
    return found


def close(one: list[float], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) < 0.1 for a, b in zip(one, other, strict=True))


def test_every_card_is_62_by_100_mm_and_lies_where_the_marks_say(measured: list[dict]) -> None:
    for fronts in measured[::2]:
        assert close(fronts["size"], PAPER)
        assert close(fronts["marks"], (0, 0, *PAPER, *PAPER))
        for card, place in zip(fronts["cards"], PLACES, strict=False):
            assert close(card["box"], (place.x, place.y, place.width, place.height)), card["code"]


def top(card: dict) -> str:
    """The way in which the card's head points from its middle."""
    x, y, width, height = card["box"]
    left, above, wide, high = card["head"]
    if width < height:
        return "up" if above + high / 2 < y + height / 2 else "down"
    return "left" if left + wide / 2 < x + width / 2 else "right"


def test_every_back_lies_behind_its_front_and_the_same_way_up(measured: list[dict]) -> None:
    seen = []
    for fronts, backs in zip(measured[::2], measured[1::2], strict=True):
        for front, back in zip(fronts["cards"], backs["cards"], strict=True):
            assert front["code"] == back["code"]
            x, y, width, height = front["box"]
            assert close(back["box"], (PAPER[0] - x - width, y, width, height)), front["code"]
            assert (top(front), top(back)) in {("right", "left"), ("up", "up")}
            seen.append(front["code"])
    assert len(set(seen)) == CARDS


def test_nothing_reaches_beyond_the_frame_of_its_card(measured: list[dict]) -> None:
    frame = 2
    parts = 0
    for sheet in measured:
        for card in sheet["cards"]:
            x, y, width, height = card["box"]
            for left, top, wide, high in card["inside"]:
                parts += 1
                assert left >= x + frame, card["code"]
                assert top >= y + frame, card["code"]
                assert left + wide <= x + width - frame, card["code"]
                assert top + high <= y + height - frame, card["code"]
    assert parts > 20 * CARDS, "the control: there was something to measure"


def test_paper_is_light_at_any_hour(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/typologie/bogen/")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        colour = "element => getComputedStyle(element).color"
        assert page.locator(".print-sheet .card__name").first.evaluate(colour) == "rgb(27, 26, 31)"
        code = page.locator(".print-sheet .card__code").first
        assert code.evaluate(colour) == "rgb(140, 28, 46)", "oxblood, not black"
        ground = "element => getComputedStyle(element).backgroundColor"
        assert page.locator(".print-sheet .card").first.evaluate(ground) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    assert page.locator("body").evaluate(ground) != "rgb(255, 255, 255)", "the control: it is dark"
    context.close()


def test_a_phone_shows_whole_sheets(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/typologie/bogen/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()

"""What stands around an essay's text, seen by a browser."""

from __future__ import annotations

import pytest

from tests.browser.house import DISCUSSED, House

BESIDES = {"Image", "Fetch", "XHR"}
"""Pictures are not counted on the ticket, nor comments that came since the page was built."""

LENGTH = """async (part) => {
  const text = document.querySelector(".essay__text").getBoundingClientRect();
  const way = (text.height - innerHeight) * part;
  scrollTo({ top: scrollY + text.top + way, behavior: "instant" });
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const { transform } = getComputedStyle(document.querySelector(".progress"), "::before");
  return new DOMMatrix(transform).a;
}"""
"""How long the line is when this part of the text has been read; 1 is half of the window."""


def test_the_ticket_tells_what_the_page_weighs_on_the_line(browser, house: House) -> None:
    page = browser.new_page()
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}
    line = page.context.new_cdp_session(page)
    line.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}),
    )
    line.send("Network.enable")
    page.goto(house.url + DISCUSSED, wait_until="networkidle")
    carried = sum(size for request, size in weights.items() if kinds.get(request) not in BESIDES)
    told = page.locator(".ticket data.page-weight")
    weight = int(told.get_attribute("value"))
    assert told.inner_text() == f"{round(weight / 1000)}\u202fkB"
    assert weight == pytest.approx(carried, rel=0.1)  # every answer has headers, too
    page.close()


@pytest.mark.parametrize(
    ("motion", "seen"), [("no-preference", [0, 0.37, 1]), ("reduce", [0, 0.3, 1])]
)
def test_the_line_above_grows_with_reading_and_in_steps_for_who_wants_no_motion(
    browser, house: House, motion: str, seen: list[float]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion=motion)
    page.goto(house.url + DISCUSSED)
    page.evaluate("document.fonts.ready")
    lengths = [page.evaluate(LENGTH, part) for part in (0, 0.37, 1)]
    assert lengths == pytest.approx(seen, abs=0.01)
    page.close()

"""WCAG 2.2 AA and privacy, on every kind of page the house has: one walk, many questions.

Kinds are found in what was built and in where the service's links lead, so that a new page is
walked without being entered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser.house import House
from tests.browser.tour import built_stops, service_stops

pytestmark = pytest.mark.browser

MEASURES = Path(__file__).with_name("measures.js").read_text("utf-8")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
ELSEWHERE = "https://anderswo.example/"
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
    "word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
)
"""WCAG 1.4.12, word for word."""
DOUBLED, USUAL = {"standard": 32, "fixed": 26}, {"standard": 16, "fixed": 13}
"""WCAG 1.4.4: the size of letters as a reader sets it in the browser, in CSS pixels."""

RULES = {
    "all": {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
    "narrow": {"runOnly": ["target-size", "scrollable-region-focusable"]},
}

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((base) => base.name), ...(await caches.keys()),
]"""


@dataclass
class Walk:
    """What was found: (page, finding) for every question."""

    pages: list[str] = field(default_factory=list)
    found: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def note(self, question: str, page: str, findings: list[str]) -> None:
        self.found.setdefault(question, []).extend((page, finding) for finding in findings)


@pytest.fixture(scope="module")
def reader(browser: Browser, house: House) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="de-DE", viewport=WIDE, color_scheme="light")
    context.set_default_timeout(20_000)
    context.add_init_script(LISTEN)
    yield context
    context.close()


@pytest.fixture(scope="module")
def walk(reader: BrowserContext, house: House) -> Walk:
    walk = Walk()
    page = reader.new_page()
    strangers: list[str] = []
    page.on("request", lambda request: strangers.append(request.url))
    for name, go in built_stops(house):
        go(page)
        look(page, name, walk)
    walk.note("cookies", "all built pages", [str(cookie) for cookie in reader.cookies()])
    for name, go in service_stops(house, page):
        go(page)
        look(page, name, walk)
    others = [
        url
        for url in strangers
        if urlsplit(url).scheme != "data" and not url.startswith(house.url + "/")
    ]
    walk.note("other hosts", "all pages", others)
    page.close()
    return walk


def look(page: Page, name: str, walk: Walk) -> None:
    """Ask everything of the page that is open, wide and narrow, by day and after closing time."""
    walk.pages.append(name)
    page.evaluate(MEASURES)
    page.evaluate(AXE_SCRIPT)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    walk.note("axe", name, axe(page, RULES["all"]))
    walk.note("landmarks", name, page.evaluate("measures.landmarks()"))
    walk.note("width", name, page.evaluate("measures.wide()"))
    page.keyboard.press("Tab")
    walk.note("focus", name, page.evaluate("measures.unseenFocus()"))
    letters(page, DOUBLED)
    walk.note("twice the size", name, page.evaluate("[...measures.wide(), ...measures.clipped()]"))
    letters(page, USUAL)
    dressed(page, SPACED)
    walk.note("spacing", name, page.evaluate("measures.clipped()"))
    page.set_viewport_size(NARROW)
    walk.note("spacing", name, page.evaluate("[...measures.wide(), ...measures.clipped()]"))
    dressed(page, "")
    walk.note("width", name, page.evaluate("[...measures.wide(), ...measures.clipped()]"))
    page.emulate_media(color_scheme="dark")
    walk.note("axe", name, axe(page, RULES["dark"]))
    walk.note("axe", name, axe(page, RULES["narrow"]))
    walk.note("policy", name, page.evaluate("refused"))
    walk.note("storage", name, page.evaluate(KEPT))
    page.set_viewport_size(WIDE)


def axe(page: Page, options: dict[str, Any]) -> list[str]:
    run = "options => axe.run({ exclude: measures.repeated() }, options)"
    results = page.evaluate(run, {**options, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:120]} {' '.join(node['failureSummary'].split()[4:40])}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def dressed(page: Page, css: str) -> None:
    """Lay a reader's own style sheet over the page's; a policy has no say in it."""
    page.evaluate(
        "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
        " document.adoptedStyleSheets = [own] }",
        css,
    )


def letters(page: Page, sizes: dict[str, int]) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": sizes})
    session.detach()


def test_the_walk_came_past_every_kind_of_page(walk: Walk) -> None:
    assert len(walk.pages) >= 24
    told = " ".join(walk.pages)
    for part in (
        "404",
        "essays/",
        "entwuerfe/",
        "typologie/spiel",
        "/reply",
        "/receipts/",
        "/moderation/",
    ):
        assert part in told


@pytest.mark.parametrize(
    "question",
    [
        "axe",
        "landmarks",
        "width",
        "focus",
        "twice the size",
        "spacing",
        "policy",
        "storage",
        "cookies",
        "other hosts",
    ],
)
def test_nothing_is_found(walk: Walk, question: str) -> None:
    assert walk.found[question] == []


PLAIN = "<!DOCTYPE html><html lang=de><title>Kontrolle</title>"
BAD = (
    f"{PLAIN}<p style='color:#999;font-size:12px'>Zu <a href='#' tabindex=0>blass</a></p>"
    f"<img src='{ELSEWHERE}bild.png'><div style='width:900px;height:12px;overflow:hidden'>"
    "<p>Zu<br>hoch<br>und zu breit</p></div><script>localStorage.setItem('a', 1);"
    "document.cookie = 'a=1'</script><style>a:focus { outline: 0 }</style>"
)


POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'self'"}


@pytest.mark.parametrize("policy", [POLICY, {}], ids=["guarded", "unguarded"])
def test_the_control_a_bad_page_is_found_bad(
    browser: Browser, house: House, policy: dict[str, str]
) -> None:
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(LISTEN)
    strangers: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith(ELSEWHERE):
            strangers.append(route.request.url)
            route.fulfill(status=404)
        else:
            route.fulfill(body=BAD, content_type="text/html; charset=utf-8", headers=policy)

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(f"{house.url}/kontrolle/")
    walk = Walk()
    look(page, "control", walk)
    asked = {question for question, findings in walk.found.items() if findings}
    if policy:
        assert "policy" in asked
        assert strangers == []
        assert context.cookies() == []
    else:
        assert asked >= {
            "axe",
            "landmarks",
            "width",
            "focus",
            "twice the size",
            "spacing",
            "storage",
        }
        assert strangers == [f"{ELSEWHERE}bild.png"]
        assert len(context.cookies()) == 1
    context.close()

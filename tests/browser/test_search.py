"""A reader loses something and finds it again, by keyboard; and what happens when nothing works."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from plugins.site_search.folding import fold, plain, stem
from plugins.site_search.words import word_counts
from tests.browser.served import served
from tests.site.conftest import build
from tests.support.project import ROOT

pytestmark = pytest.mark.browser

THREAD = ThreadId("resterampe-der-aufmerksamkeit")
SHELVES = ("essays", "types", "comments")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("fundbuero")
    said = {
        7: "Unsere *Laderampe* ist <b>keine</b> Metapher.",
        12: "Nichts als Selbstvermarktung.",
        31: "Quark. " * 80 + "Und dann der Wochenmarkt.",
    }
    at = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
    comments = [PublicComment(nr, None, "Erna Größe", None, said[nr], at) for nr in said]
    Exchange(folder / "var" / "exchange").write_published(
        PublishedThread(THREAD, 3, tuple(comments))
    )
    with served(build(folder, site_url="").output) as url:
        yield url


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="de-DE")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def finds(page: Page) -> dict[str, list[str]]:
    return {
        shelf: page.locator(f"[data-shelf={shelf}]:not([hidden]) h3").all_inner_texts()
        for shelf in SHELVES
    }


def look_for(page: Page, words: str) -> dict[str, list[str]]:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Suchen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"„{words}“")
    return finds(page)


def test_a_reader_finds_by_keyboard_and_can_pass_the_address_on(
    reader: BrowserContext, address: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = reader.new_page()
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address + "/")
    assert not [url for url in asked if url.startswith("/suche/")]
    page.get_by_role("link", name="Suche", exact=True).click()
    expect(page.get_by_role("search")).to_be_visible()
    assert not [url for url in asked if url.endswith(".json")]  # nothing was asked for yet

    page.get_by_role("searchbox").focus()
    page.keyboard.type("rampe")
    expect(page.get_by_role("status")).to_have_text("„rampe“: 1 Essay, 1 Kommentar.")
    assert finds(page) == {
        "essays": ["Auf der Resterampe der Aufmerksamkeit"],
        "types": [],
        "comments": ["Erna Größe"],
    }
    marks = page.locator("[data-shelf=essays] mark")
    expect(marks).to_have_text(["Resterampe", "Rampe"])
    extract = page.locator("[data-shelf=comments] .shelf__extract")
    expect(extract).to_have_text("Unsere Laderampe ist <b>keine</b> Metapher.")
    expect(extract.locator("mark")).to_have_text("Laderampe")

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Auf der Resterampe")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Erna Größe")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.url == f"{address}/suche/?q=rampe"

    other = reader.new_page()
    other.goto(page.url)
    expect(other.get_by_role("searchbox")).to_have_value("rampe")
    expect(other.get_by_role("status")).to_have_text("„rampe“: 1 Essay, 1 Kommentar.")
    other.get_by_role("link", name="Erna Größe").click()
    expect(other.locator("#kommentar-7")).to_be_in_viewport()
    assert reader.storage_state() == {"cookies": [], "origins": []}
    assert complaints == []


def test_it_knows_german(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(f"{address}/suche/")
    spellings = [look_for(page, word) for word in ("moechtegern", "möchtegern", "Mochtegern")]
    assert spellings[0] == spellings[1] == spellings[2]
    assert "Der Möchtegern-Keynote-Speaker" in spellings[0]["types"]
    assert look_for(page, "Vermarktung")["comments"] == ["Erna Größe"]
    expect(page.locator("[data-shelf=comments] mark")).to_have_text("Selbstvermarktung")
    assert look_for(page, "Groesse")["comments"] == ["Erna Größe"] * 3
    assert look_for(page, "Märkte")["comments"] == ["Erna Größe"]  # Wochenmarkt
    extract = page.locator("[data-shelf=comments] .shelf__extract")
    expect(extract).to_have_text(re.compile(r"^… (Quark\. ){20,30}Und dann der Wochenmarkt\.$"))
    assert look_for(page, "Keynotespeaker")["types"] == ["Der Möchtegern-Keynote-Speaker"]
    both = look_for(page, "Netz Gladiator")["essays"]
    assert "Auf der Resterampe der Aufmerksamkeit" in both


def test_a_long_shelf_is_shown_in_portions(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(f"{address}/suche/?q=der")
    button = page.locator("[data-shelf=types] button")
    expect(button).to_have_text("Noch 26")
    types = page.locator("[data-shelf=types] h3 a")
    expect(types).to_have_count(6)
    button.click()
    expect(types).to_have_count(12)
    expect(types.nth(6)).to_be_focused()
    expect(button).to_have_text("Noch 20")


def test_without_finds_or_without_index_everything_stays(
    reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    page.goto(f"{address}/suche/")
    everything = finds(page)
    assert [len(everything[shelf]) for shelf in SHELVES] == [6, 32, 3]
    assert look_for(page, "Quastenflosser") == everything
    expect(page.get_by_role("status")).to_contain_text("nie abgegeben")
    page.get_by_role("searchbox").fill("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Zwei Buchstaben")
    assert look_for(page, "rampe")["types"] == []  # the control
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_have_text("")
    assert finds(page) == everything
    assert page.url == f"{address}/suche/"

    page.get_by_role("searchbox").fill("Netz Quastenflosser")
    expect(page.get_by_role("status")).to_contain_text("steht nirgends beisammen")
    page.context.route("**/suche/*.json", lambda route: route.abort())
    page.get_by_role("searchbox").fill("ware")
    expect(page.get_by_role("status")).to_contain_text("nicht zu erreichen")
    assert finds(page) == everything


def test_an_index_cut_anew_is_not_mistaken_for_an_empty_one(
    reader: BrowserContext, address: str
) -> None:
    page = reader.new_page()
    page.context.route(
        "**/suche/w-*.json", lambda route: route.fulfill(body=json.dumps({"": ["zz", None]}))
    )
    page.goto(f"{address}/suche/?q=rampe")
    expect(page.get_by_role("status")).to_contain_text("umgeräumt")


def test_what_is_typed_is_folded_as_the_index_was(reader: BrowserContext, address: str) -> None:
    chance = Random(4)  # noqa: S311 words, not secrets
    letters = [
        sign
        for sign in map(chr, range(0x20, 0x2000))
        if unicodedata.category(sign) in {"Ll", "Lu", "Lo", "Nd", "Mn", "Pd", "Zs"}
    ]
    files = sorted((ROOT / "content").rglob("*.md"))
    texts = [line for file in files for line in file.read_text("utf-8").splitlines()]
    texts += ["".join(chance.choices(letters, k=9)) for _ in range(2_000)]
    texts += ["ﬁnden", "Straẞe", "m²", "İstanbul", "Ὀδυσσεύς", "E‑Mail", "Grö\u00adße"]
    page = reader.new_page()
    page.goto(f"{address}/suche/")
    script = """async (texts) => {
      const { plain, shortened, stem, wanted } = await import("/suche/folding.js");
      return texts.map((text) => [plain(text), stem(shortened(plain(text))), wanted(text).sort()]);
    }"""
    for text, (as_plain, as_stem, words) in zip(texts, page.evaluate(script, texts), strict=True):
        assert as_plain == plain(text)
        assert as_stem == stem(fold(text))
        said = {stem(fold(word)) for word in word_counts(plain(text)) if len(word) > 1}
        assert set(words) <= said
        assert len(words) == len({word for word in said if word in words})


@pytest.mark.parametrize("query", ["", "?q=Selbstvermarktungsgesellschaftsvertrag"])
def test_it_fits_a_phone_and_needs_no_script(
    visitor: BrowserContext, address: str, query: str
) -> None:
    requests: list[Request] = []
    page = visitor.new_page()
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 Playwright cannot wrap a builtin
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/suche/{query}")
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["Essays 6", "Typen 32", "Kommentare 3"]
    )
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    scroll, client = page.evaluate(widths)
    assert scroll <= client
    assert all(request.url.startswith(address) for request in requests)

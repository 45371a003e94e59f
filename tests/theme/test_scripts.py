"""What the scripts add to a discussion and to the page, in a real browser, without a server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.settings import read_settings
from playwright.sync_api import Browser, Page, Route, expect

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from tests.support.project import BUILD_TIME, small_content, write_conf
from tests.support.waiting import until

pytestmark = pytest.mark.browser

HOST = "https://spiegelkabinett.example"  # never reached: every answer is given below
ESSAY = "/essays/der-erste-essay/"
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with one essay and one comment, version 3 of its thread."""
    folder = tmp_path_factory.mktemp("house")
    written = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
    comment = PublicComment(7, None, "Erna Muster", None, "Ein Satz.", written)
    exchange = Exchange(folder / "var" / "exchange")
    exchange.write_published(PublishedThread(ThreadId("der-erste-essay"), 3, (comment,)))
    conf = write_conf(
        folder,
        content=small_content(folder),
        BUILD_TIME=BUILD_TIME,
        PLUGINS=["plugins.interface_language", "plugins.stylesheet", "plugins.baked_comments"],
    )
    Pelican(read_settings(str(conf))).run()
    return folder / "output"


class Service:
    """Stands in for the service: answers with `status` and `body`, keeps what was posted."""

    def __init__(self) -> None:
        self.status = 201
        html = '<article class="comment comment--pending" id="kommentar-8"><p>Wartet.</p></article>'
        self.body: object = {
            "id": 8,
            "status": "pending",
            "receipt": "/api/receipts/abc",
            "folder": None,
            "html": html,
        }
        self.posts: list[dict[str, str]] = []
        self.fragment: Callable[[str], str] | None = None

    def answer(self, route: Route) -> None:
        request = route.request
        if request.headers.get("content-type") == "application/json":
            self.posts.append(json.loads(request.post_data or ""))
            body = self.body if isinstance(self.body, str) else json.dumps(self.body)
            route.fulfill(status=self.status, content_type="application/json", body=body)
        elif request.method == "GET":
            route.fulfill(
                status=self.status, content_type="application/json", body=json.dumps(self.body)
            )
        else:
            self.posts.append({"plain": request.post_data or ""})
            route.fulfill(status=200, content_type="text/html", body="<h1>Dienst</h1>")


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def page(browser: Browser, output: Path, service: Service) -> Iterator[Page]:
    def from_disk(route: Route) -> None:
        path = output / route.request.url.removeprefix(HOST).split("?")[0].lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, body="")

    def fragment(route: Route) -> None:
        if service.fragment is None:
            route.fulfill(status=404, body="")
        else:
            html = (output / ESSAY.strip("/") / "index.html").read_text("utf-8")
            found = re.search(r'<section class="thread".*?</section>', html, re.DOTALL)
            assert found
            route.fulfill(content_type="text/html", body=service.fragment(found.group()))

    context = browser.new_context(color_scheme="light")
    context.set_default_timeout(10_000)
    context.route("**/*", from_disk)
    context.route("**/kommentare/**", fragment)
    context.route("**/api/**", service.answer)
    opened = context.new_page()
    faults: list[Any] = []
    opened.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 Playwright cannot wrap a builtin
    opened.goto(HOST + ESSAY)
    yield opened
    assert faults == []
    context.close()


def write(page: Page, words: str) -> None:
    page.get_by_label("Name").fill("Otto Muster")
    page.get_by_label("Kommentar", exact=True).fill(words)
    page.get_by_role("button", name="Kommentar abschicken").click()


def key(page: Page) -> str:
    return page.locator("[name=submission_key]").input_value()


def test_a_comment_appears_in_place_as_the_service_renders_it(page: Page, service: Service) -> None:
    first_key = key(page)
    assert KEY.fullmatch(first_key)
    write(page, "Erst <b>so</b>.\n\nDann so.")
    waiting = page.locator(".comment--pending")
    expect(waiting).to_be_focused()
    expect(waiting).to_contain_text("Wartet.")
    link = waiting.get_by_role("link", name="Ändern oder löschen")
    expect(link).to_have_attribute("href", "/api/receipts/abc")
    assert page.evaluate("() => localStorage.length") == 0
    assert service.posts[0]["submission_key"] == first_key
    assert "parent_id" not in service.posts[0]
    assert KEY.fullmatch(key(page))
    assert key(page) != first_key
    expect(page.get_by_label("Kommentar", exact=True)).to_have_value("")


def test_a_reply_is_written_under_its_comment_and_can_be_called_off(
    page: Page, service: Service
) -> None:
    page.get_by_role("link", name="Antworten").click()
    form = page.locator("#kommentar-7 form.comment-form")
    expect(form).to_contain_text("Antwort an Erna Muster")
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_role("button", name="Lieber doch nicht antworten").click()
    expect(page.locator(".comment form")).to_have_count(0)
    expect(page.get_by_role("link", name="Antworten")).to_be_focused()
    page.get_by_role("link", name="Antworten").click()
    write(page, "Doch.")
    expect(page.locator("#kommentar-7 + .comment--pending")).to_be_focused()
    assert [post["parent_id"] for post in service.posts] == ["7"]


def test_a_mistake_is_told_beside_its_field_and_everything_stays(
    page: Page, service: Service
) -> None:
    service.status = 422
    service.body = {
        "title": "So geht es nicht",
        "errors": [
            {"field": "website", "message": "Das ist keine Adresse."},
            {"field": "parent_id", "message": "Der Kommentar ist fort."},
        ],
    }
    write(page, "Bleibt stehen.")
    website = page.get_by_label(re.compile("Website"))
    expect(website).to_be_focused()
    expect(website).to_have_attribute("aria-invalid", "true")
    expect(website).to_have_accessible_description(re.compile(r"^Das ist keine Adresse\."))
    expect(page.get_by_role("alert")).to_have_text("Der Kommentar ist fort.")
    expect(page.get_by_label("Kommentar", exact=True)).to_have_value("Bleibt stehen.")
    first_key = key(page)
    service.status, service.body = 429, {"title": "Zu viel", "detail": "Bitte etwas warten."}
    page.get_by_role("button", name="Kommentar abschicken").click()
    expect(page.get_by_role("alert")).to_have_text("Bitte etwas warten.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    assert service.posts[1]["submission_key"] == first_key


def test_a_preview_is_shown_in_the_form_and_nothing_else_happens(
    page: Page, service: Service
) -> None:
    service.status, service.body = 200, {"html": "<article>Ein <em>Satz</em>.</article>"}
    first_key = key(page)
    page.get_by_label("Name").fill("Otto Muster")
    page.get_by_label("Kommentar", exact=True).fill("Ein *Satz*.")
    page.get_by_role("button", name="Vorschau").click()
    preview = page.get_by_role("group", name="Vorschau")
    expect(preview).to_be_focused()
    expect(preview.locator("em")).to_have_text("Satz")
    expect(page.get_by_label("Kommentar", exact=True)).to_have_value("Ein *Satz*.")
    expect(page.locator(".comment--pending")).to_have_count(0)
    assert key(page) == first_key


def test_characters_are_counted_as_the_service_counts_them(page: Page) -> None:
    text = page.get_by_label("Kommentar", exact=True)
    count = page.locator(".field__count")
    expect(count).to_be_hidden()
    text.fill("ab 🪞")
    expect(count).to_have_text("noch 7.996 Zeichen")
    text.fill("🪞" * 8_001)
    expect(count).to_have_text("1 Zeichen zu viel")
    expect(text).to_have_value("🪞" * 8_001)


def test_a_draft_is_kept_only_while_its_box_is_ticked_and_until_it_is_sent(page: Page) -> None:
    text = page.get_by_label("Kommentar", exact=True)
    box = page.get_by_label("den Entwurf, bis er abgeschickt ist")
    stored = "() => localStorage.length"
    text.fill("Erst einmal so.")
    expect(box).not_to_be_checked()
    assert page.evaluate(stored) == 0
    box.check()
    text.fill("Und dann so.")
    page.reload()
    expect(text).to_have_value("Und dann so.")
    expect(box).to_be_checked()
    box.uncheck()
    assert page.evaluate(stored) == 0
    box.check()
    write(page, "Und so geht er ab.")
    expect(page.locator(".comment--pending")).to_be_focused()
    assert page.evaluate(stored) == 0


def test_what_was_sent_is_shown_again_after_a_reload_if_that_was_asked(
    page: Page, service: Service
) -> None:
    assert isinstance(service.body, dict)
    service.body |= {"folder": "meine", "parent_id": 7}
    page.get_by_label("Name").focus()
    box = page.get_by_label("was ich abschicke")
    box.check()
    write(page, "Merken Sie sich das.")
    expect(page.locator(".comment--pending")).to_be_focused()
    assert service.posts[0]["folder"] == "new"
    everything = page.get_by_role("link", name="Alle meine Kommentare")
    expect(everything).to_have_attribute("href", "/api/folders/meine")
    service.status = 200
    page.reload()
    waiting = page.locator("#kommentar-7 + .comment--pending")
    link = waiting.get_by_role("link", name="Ändern oder löschen")
    expect(link).to_have_attribute("href", "/api/receipts/abc")
    service.body |= {"status": "approved", "id": 7}
    page.reload()
    expect(page.locator("#kommentar-7")).to_contain_text("Das ist von Ihnen.")
    expect(page.locator(".comment--pending")).to_have_count(0)
    service.status, service.body = 201, {**service.body, "id": 9, "status": "pending"}
    write(page, "Und das dazu.")
    expect(page.locator(".comment--pending")).to_be_focused()
    assert service.posts[-1]["folder"] == "meine"
    service.status, service.body = 404, {"title": "Gelöscht"}
    page.reload()
    expect(box).to_be_checked()
    until(page, "() => !localStorage.comments.includes('abc')")
    box.uncheck()
    expect(everything).to_be_hidden()
    assert page.evaluate("() => localStorage.length") == 0


def test_a_key_that_was_used_for_other_words_is_replaced(page: Page, service: Service) -> None:
    first_key = key(page)
    service.status = 422
    service.body = {"type": "urn:x:problem:key-reused", "title": "Anders", "detail": "Anders."}
    write(page, "Andere Worte.")
    expect(page.get_by_role("alert")).to_have_text("Anders.")
    assert key(page) != first_key


def test_an_answer_nobody_understands_leaves_it_to_the_plain_form(
    page: Page, service: Service
) -> None:
    service.status, service.body = 502, "<p>Das Tor ist zu</p>"
    first_key = key(page)
    write(page, "Kommt trotzdem an.")
    expect(page.get_by_role("heading", name="Dienst")).to_be_visible()
    assert first_key in service.posts[-1]["plain"]


def test_comments_approved_since_the_build_appear(page: Page, service: Service) -> None:
    service.fragment = lambda html: html.replace("Ein Satz.", "Ein neuer Satz.").replace(
        'data-version="3"', 'data-version="4"'
    )
    page.reload()
    expect(page.locator("#kommentar-7")).to_contain_text("Ein neuer Satz.")


def test_an_older_list_changes_nothing(page: Page, service: Service) -> None:
    service.fragment = lambda html: html.replace("Ein Satz.", "Ein alter Satz.")
    with page.expect_response("**/kommentare/**"):
        page.reload()
    expect(page.locator("#kommentar-7")).to_contain_text("Ein Satz.")


def test_the_light_is_chosen_kept_and_forgotten_again(page: Page) -> None:
    root = page.locator("html")
    stored = "() => localStorage.getItem('theme')"
    assert page.evaluate(stored) is None
    page.get_by_role("button", name="Nach Kassenschluss").click()
    expect(root).to_have_css("color-scheme", "dark")
    assert page.evaluate(stored) == "dark"
    page.reload()
    expect(root).to_have_css("color-scheme", "dark")
    page.get_by_role("button", name="Bei Tageslicht").click()
    expect(root).to_have_css("color-scheme", "light dark")
    assert page.evaluate(stored) is None

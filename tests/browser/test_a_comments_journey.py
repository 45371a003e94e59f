"""From the form to the page: a comment travels, with and without JavaScript."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Running
from tests.support.project import small_content, write_essay

pytestmark = pytest.mark.browser

ESSAY = "/essays/resterampe-der-aufmerksamkeit/"
TITLE = "Auf der Resterampe der Aufmerksamkeit"
WORDS = "Meine Leasingrate nimmt ebenfalls keine Daumen."
ANSWER = "Haben Sie es schon mit Herzen versucht?"
PASSWORD = "ein-langes-Passwort-fuer-Proben"


@pytest.fixture
def running(serve: Callable[..., Running], tmp_path: Path) -> Running:
    """A small house, served: every change builds it again."""
    content = small_content(tmp_path)
    write_essay(content / "essays" / "rampe.md", title=TITLE, slug=ESSAY.split("/")[2])
    return serve(content=content)


def test_a_comment_travels_from_the_form_into_static_html(
    visitor: BrowserContext, running: Running
) -> None:
    running.comments_api("moderator", "add", "Leopold Amalgam", "--password-stdin", stdin=PASSWORD)
    page_file = running.output / ESSAY.strip("/") / "index.html"

    reader = visitor.new_page()
    reader.goto(running.url + ESSAY)
    write(reader, "Erna Muster", WORDS)
    expect(reader.get_by_text("wartet auf Freischaltung").first).to_be_visible()
    assert WORDS not in page_file.read_text(encoding="utf-8")

    desk = visitor.new_page()
    log_in(desk, running.url)
    expect(desk.get_by_text(WORDS)).to_be_visible()
    expect(desk.get_by_text(TITLE).first).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Freigeben")).first.click()
    reader.goto(running.url + ESSAY)
    until_it_says(reader, page_file, WORDS)
    expect(reader.get_by_text(WORDS)).to_be_visible()

    running.comments_api("answer", "1", "--as", "Leopold Amalgam", stdin=ANSWER)
    until_it_says(reader, page_file, ANSWER)
    answer = reader.locator("article.comment--author", has_text=ANSWER)
    expect(answer).to_be_visible()
    expect(reader.locator("li", has=answer).first).to_contain_text(WORDS)


def test_what_was_typed_survives_a_mistake(visitor: BrowserContext, running: Running) -> None:
    reader = visitor.new_page()
    reader.goto(running.url + ESSAY)
    form = reader.locator("form.comment-form").last
    form.evaluate("form => form.noValidate = true") if scripted(reader) else None
    form.get_by_label(re.compile("Name")).fill("Erna")
    form.get_by_label(re.compile("Website")).fill("javascript:alert(1)")
    form.get_by_label("Kommentar", exact=True).fill("Ein Satz, der nicht verloren geht.")
    form.get_by_role("button", name="Kommentar abschicken").click()
    error = reader.locator(".field--error, [aria-invalid=true]").first
    expect(error).to_be_visible()
    expect(reader.get_by_label("Kommentar", exact=True).last).to_have_value(
        "Ein Satz, der nicht verloren geht."
    )


def test_a_reply_can_be_written_to_a_comment(visitor: BrowserContext, running: Running) -> None:
    running.comments_api("demo", "load")
    page_file = running.output / ESSAY.strip("/") / "index.html"
    reader = visitor.new_page()
    reader.goto(running.url + ESSAY)
    until_it_says(reader, page_file, "comment--author")
    reader.get_by_role("link", name=re.compile("Antworten|antworten")).first.click()
    write(reader, "Otto Muster", WORDS)
    expect(reader.get_by_text("wartet auf Freischaltung").first).to_be_visible()
    assert WORDS in running.comments_api("pending")


def test_ctrl_c_leaves_no_process_behind(running: Running) -> None:
    family = [running.process.pid, *descendants(running.process.pid)]
    assert len(family) > 1  # the control: there is a family to lose
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(30) == 0
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def write(page: Page, name: str, words: str) -> None:
    form = page.locator("form.comment-form").last
    form.get_by_label(re.compile("Name")).fill(name)
    form.get_by_label("Kommentar", exact=True).fill(words)
    form.get_by_role("button", name="Kommentar abschicken").click()


def log_in(page: Page, url: str) -> None:
    page.goto(f"{url}/moderation/")
    page.get_by_label(re.compile("Name")).fill("Leopold Amalgam")
    page.get_by_label(re.compile("Passwort")).fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Anmelden")).click()


def until_it_says(page: Page, file: Path, words: str) -> None:
    """Reload until the words stand in the file on disk; the page then shows them."""
    for _attempt in range(400):
        if words in file.read_text(encoding="utf-8"):
            break
        os.sched_yield()
        page.wait_for_timeout(50)
    assert words in file.read_text(encoding="utf-8")
    page.reload()


def scripted(page: Page) -> bool:
    return page.evaluate("() => true") is True


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *descendants(int(child))]
    return found

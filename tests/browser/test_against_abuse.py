"""What stands against robots lets readers pass: with JavaScript unseen, without it by hand."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from comments_api.app import Service, assemble, create_app
from comments_api.config import Config
from comments_api.conversation.exchange import Exchange
from comments_api.conversation.rendering import FormState, render_form, render_pages
from comments_api.model import Event, EventKind, NewComment, Status, StoredComment
from tests.comments_api.support import NOON, OPEN, THREADS
from tests.support.project import ROOT

pytestmark = pytest.mark.browser

WORDS = "Meine Leasingrate nimmt ebenfalls keine Daumen, und das ist gut so."
PAGE = """<!DOCTYPE html><html lang="de"><meta charset="utf-8"><title>Essay</title>
<script type="module" src="/theme/js/comments.js"></script>
<section class="talk">{thread}{form}
<template data-talk="pending"><p class="comment__note">wartet <a>Quittung</a></p></template>
<template data-talk="own"><p class="comment__note">Ihrer <a>Quittung</a></p></template>
<template data-talk="preview"><div class="comment-form__preview" tabindex="-1"></div></template>
<template data-talk="device"><fieldset class="comment-form__device"><a hidden>Alle</a>
<input type="checkbox" data-keep="draft"><input type="checkbox" data-keep="mine">
</fieldset></template>
<template data-talk="problem"><p class="comment-form__errors" tabindex="-1"></p></template>
<p role="status" data-sending="Wird gesendet" data-sent="Gesendet"></p></section>"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A site of one page with one comment, whose service demands work."""
    Exchange(tmp_path / "exchange").write_threads(THREADS)
    made = assemble(
        Config.from_env(
            {
                "DATABASE_URL": f"sqlite:///{tmp_path / 'comments.sqlite3'}",
                "EXCHANGE_DIR": str(tmp_path / "exchange"),
                "SECRET_FILE": str(tmp_path / "secret"),
                "SITE_DIR": str(tmp_path / "site"),
                "PROOF_OF_WORK": "200",
                "FORM_SECONDS": "0",
            }
        )
    )
    with made.store.writing() as writing:
        writing.claim_thread(OPEN)
        writing.insert(
            NewComment(
                thread_id=OPEN,
                author="Otto",
                source="Zuerst.",
                written_at=NOON,
                status=Status.APPROVED,
            )
        )
    with made.store.reading() as reading:
        comments = [comment.public() for comment in reading.approved(OPEN)]
    scripts = tmp_path / "site" / "theme" / "js"
    scripts.mkdir(parents=True)
    for script in (ROOT / "theme" / "static" / "js").glob("*.js"):
        shutil.copy(script, scripts)
    page = PAGE.format(
        thread=render_pages(THREADS[0], comments)[0], form=render_form(THREADS[0], FormState())
    )
    (tmp_path / "site" / "index.html").write_text(page, "utf-8")
    (tmp_path / "site" / "favicon.ico").touch()  # browsers ask for one
    yield made
    made.close()


@pytest.fixture
def url(service: Service) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(service.config, service), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    yield context
    context.close()


def write(page: Page, words: str) -> None:
    form = page.locator("form.comment-form")
    form.get_by_label("Name").fill("Erna")
    form.locator("[name=text]").fill(words)
    form.get_by_role("button", name="Kommentar abschicken").click()


def latest(service: Service) -> tuple[StoredComment, list[Event]]:
    with service.store.reading() as reading:
        comment = list(reading.every_comment())[-1]
        held = [event for event in reading.events(comment.id) if event.kind is EventKind.HELD]
    return comment, held


def test_a_device_works_unseen_once_its_reader_begins_to_write(
    browser: Browser, service: Service, url: str
) -> None:
    page = browser.new_page(locale="de-DE")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(url)
    expect(page.get_by_text("Zuerst.")).to_be_visible()
    assert not any(address.startswith("/api/") for address in asked)
    for words in (WORDS, "Und noch ein Kommentar mit ganz anderen Worten als zuvor."):
        write(page, words)
        expect(page.get_by_role("status")).to_have_text("Gesendet")
        comment, held = latest(service)
        assert (comment.source, comment.status, held) == (words, Status.PENDING, [])
        page.evaluate("document.querySelector('[role=status]').textContent = ''")
    assert asked.count(f"/api/threads/{OPEN}/pass") == 3  # one more, for whoever goes on writing
    assert trouble == []  # the policy let everything through
    page.close()


def test_without_javascript_a_comment_is_put_aside_for_a_person_and_a_report_can_be_made(
    scriptless: BrowserContext, service: Service, url: str
) -> None:
    page = scriptless.new_page()
    page.goto(url)
    write(page, WORDS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("wartet auf Freischaltung")
    comment, held = latest(service)
    assert comment.status is Status.HELD
    assert [(event.who, event.why) for event in held] == [("proof-of-work", "missing")]
    page.goto(url)
    page.get_by_role("link", name="Melden").click()
    page.get_by_label("das Gesetz").check()
    page.get_by_label("Warum?").fill("Das ist üble Nachrede.")
    page.get_by_label("in gutem Glauben").check()
    page.get_by_role("button", name="Meldung abschicken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Meldung ist angekommen")
    assert service.reports.waiting(1).waiting == 1

"""What an author sees while writing: the change, the mistake, the mend, and what is to come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Running
from tests.support.project import small_content, write_essay
from tests.support.waiting import until

pytestmark = pytest.mark.browser

WAIT = 30_000  # ms; a build lies between a saved file and its page
LONG = "\n\n".join(f"Absatz {number} mit einigen Worten." for number in range(120))


def test_a_saved_change_shows_itself_a_mistake_is_told_and_a_mend_is_enough(
    browser: Browser, serve: Callable[..., Running], tmp_path: Path
) -> None:
    content = small_content(tmp_path)
    essay = content / "essays" / "lang.md"
    write_essay(essay, f"{LONG}\n\nDas alte Ende.", title="Lang", slug="lang")
    write_essay(
        content / "essays" / "bald.md", title="Bald zu sehen", slug="bald", date="2099-01-01"
    )
    running = serve(content=content)
    page = browser.new_page(viewport={"width": 900, "height": 700}, locale="de-DE")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{running.url}/essays/lang/")
    page.evaluate("scrollTo(0, 2000)")
    until(page, "scrollY === 2000")

    write_essay(essay, f"{LONG}\n\nDas neue Ende.", title="Lang", slug="lang")
    expect(page.get_by_text("Das neue Ende.")).to_be_attached(timeout=WAIT)
    until(page, "scrollY === 2000")
    trouble = page.get_by_role("alert")
    expect(trouble).to_have_count(0)

    write_essay(essay, "Verloren.", title="Lang", slug="lang", status="fertig")
    expect(trouble).to_contain_text("content/essays/lang.md:7:9", timeout=WAIT)
    expect(trouble).to_contain_text("fertig")
    expect(page.get_by_text("Das neue Ende.")).to_be_attached(timeout=WAIT)
    until(page, "scrollY === 2000")
    assert "Das neue Ende." in (running.output / "essays/lang/index.html").read_text("utf-8")

    write_essay(essay, f"{LONG}\n\nDas gute Ende.", title="Lang", slug="lang")
    expect(page.get_by_text("Das gute Ende.")).to_be_attached(timeout=WAIT)
    expect(trouble).to_have_count(0)

    page.get_by_label("Name").fill("Ich schreibe gerade")
    write_essay(content / "essays" / "neu.md", title="Ganz neu", slug="neu")
    until_there(running.output / "essays" / "neu" / "index.html")
    expect(page.get_by_label("Name")).to_have_value("Ich schreibe gerade")

    page.goto(f"{running.url}/redaktion/")
    expect(page.get_by_role("heading", name="Geplant")).to_be_visible()
    page.get_by_role("link", name="Bald zu sehen").click()
    expect(page.locator(".draft")).to_contain_text("Erscheint am 1. Januar 2099 um 00:00 Uhr")
    page.goto(f"{running.url}/")
    expect(page.get_by_text("Ganz neu").first).to_be_visible()  # the control
    expect(page.get_by_text("Bald zu sehen")).to_have_count(0)
    assert complaints == []
    page.close()
    published = "".join(
        file.read_text("utf-8", errors="replace") for file in running.output.rglob("*.html")
    )
    assert "/redaktion/" not in published, "nothing of the preview is in the site itself"
    assert "preview-trouble" not in published


def until_there(path: Path) -> None:
    """Wait for a file; a build behind it takes seconds."""
    for _ in range(3000):
        if path.exists():
            return
        threading.Event().wait(0.01)
    pytest.fail(f"{path} did not come")

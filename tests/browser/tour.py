"""A tour of the house: one page of every kind, the built ones and those that the service makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from playwright.sync_api import Page

from tests.browser.house import DISCUSSED, MODERATOR, PASSWORD, House
from tests.browser.page_kinds import built_kinds, first_of_each_kind

Stop = tuple[str, Callable[[Page], object]]
"""A name, and how to get there."""

ERRORS = ("/moderation/comments/999", "/api/threads/unbekannt/reply", "/gibt/es/nicht/")


def built_stops(house: House) -> Iterator[Stop]:
    """Every kind of page in the built site."""
    for name, address in built_kinds(house.output).items():
        yield name.removesuffix("/index.html"), _to(house.url + address)


def service_stops(house: House, page: Page) -> Iterator[Stop]:
    """Every kind of page of the service; logs `page` in, and leaves some comments to moderate."""
    thread = DISCUSSED.strip("/").rsplit("/", 1)[1]
    post = f"{house.url}/api/threads/{thread}/comments"

    def send(author: str, text: str) -> str:
        headers = {"Origin": house.url, "Accept": "text/html"}
        return page.request.post(post, form={"author": author, "text": text}, headers=headers).url

    for number in range(3):
        send(f"Erna {number}", "Ein Satz mit [Verweis](https://example.org) und `Code`.")
    yield "service: log in", _to(f"{house.url}/moderation/login")
    yield "service: refused login", lambda page: _log_in(page, house, "niemand")
    _log_in(page, house, MODERATOR)
    page.get_by_role("button", name=re.compile("^Freigeben")).first.click()
    starts = [send("Otto", "Nur ein Satz."), page.url, house.url + DISCUSSED]
    starts += [house.url + path for path in ERRORS[:2]]
    for address in first_of_each_kind(sorted(_behind(house, page, starts))):
        yield f"service: {address.removeprefix(house.url)}", _to(address)
    yield "service: refused comment", lambda page: _send_nonsense(page, house)


def _to(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def _behind(house: House, page: Page, starts: list[str]) -> Iterator[tuple[str, str]]:
    """The service's pages among `starts` and wherever their links lead: (address, HTML)."""
    service = (f"{house.url}/api/", f"{house.url}/moderation/")
    seen: set[str] = set()
    while starts:
        address = starts.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = page.request.get(address, headers={"Accept": "text/html"})
        html = answer.text() if "html" in answer.headers["content-type"] else ""
        if html and address.startswith(service):
            yield address, html
        for link in BeautifulSoup(html, "html.parser").select("a[href]"):
            target = urljoin(address, str(link["href"])).split("#")[0]
            if target.startswith(service):
                starts.append(target)


def _log_in(page: Page, house: House, name: str) -> None:
    page.goto(f"{house.url}/moderation/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()


def _send_nonsense(page: Page, house: House) -> None:
    """As without JavaScript: the form's own errors are the service's."""
    page.goto(house.url + DISCUSSED)
    send = "form => { form.elements.website.value = 'javascript:1'; form.submit() }"
    with page.expect_navigation():
        page.locator("form.comment-form").last.evaluate(send)

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service, create_app

PAGE = "<html><head><title>T</title></head><body><p>Text</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "site/index.html",
        "site/404.html",
        "site/fort/410.html",
        "preview/redaktion/index.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE.replace("Text", name))
    return tmp_path


@pytest.fixture
def browser(folder: Path, make_service: Callable[..., Service]) -> Callable[..., FlaskClient]:
    def start(**settings: str) -> FlaskClient:
        own = {"SITE_DIR": str(folder / "site"), "PREVIEW_DIR": str(folder / "preview")}
        service = make_service(**{"SPIEGELKABINETT_MODE": "development", **own, **settings})
        return create_app(service.config, service).test_client()

    return start


def tell(folder: Path, version: str, trouble: str = "") -> None:
    state = json.dumps({"version": version, "trouble": trouble})
    (folder / "preview" / "state.json").write_text(state)


def test_a_page_asks_whether_there_is_something_new(browser, folder: Path) -> None:
    reader = browser()
    tell(folder, "v1")
    page = reader.get("/", buffered=True)
    assert 'src="/redaktion/static/preview.js?version=v1"' in page.text
    assert "preview-trouble" not in page.text
    assert reader.get("/redaktion/version").text == "v1"
    for address in ("/redaktion/static/preview.js", "/redaktion/static/preview.css"):
        assert reader.get(address, buffered=True).status_code == 200


def test_what_is_wrong_stands_in_the_page_even_without_scripts(browser, folder: Path) -> None:
    tell(folder, "v2", "a.md:1:1: <b> ist falsch")
    for address, status in (("/", 200), ("/nirgends", 404), ("/fort/", 410), ("/redaktion/", 200)):
        page = browser().get(address, buffered=True)
        assert page.status_code == status
        assert "a.md:1:1: &lt;b&gt; ist falsch" in page.text
        assert page.text.count("</body>") == 1


def test_a_page_that_did_not_change_is_still_another_when_something_is_wrong(
    browser, folder: Path
) -> None:
    reader = browser()
    tell(folder, "v1")
    first = reader.get("/", buffered=True)
    assert "ETag" not in first.headers
    assert "Last-Modified" not in first.headers


def test_while_nothing_was_ever_built_the_trouble_is_the_page(browser, folder: Path) -> None:
    for file in (folder / "site").rglob("*.html"):
        file.unlink()
    assert browser().get("/").status_code == 404  # no build yet, and nothing wrong either
    tell(folder, "v1", "a.md:1:1: falsch")
    page = browser().get("/")
    assert page.status_code == 503
    assert "a.md:1:1: falsch" in page.text
    assert "preview.js" in page.text


def test_readers_of_a_published_site_get_none_of_it(browser, folder: Path) -> None:
    tell(folder, "v1", "a.md:1:1: falsch")
    reader = browser(SPIEGELKABINETT_MODE="production")
    assert "preview" not in reader.get("/", buffered=True).text
    for address in ("/redaktion/", "/redaktion/version", "/redaktion/static/preview.js"):
        assert reader.get(address, buffered=True).status_code == 404

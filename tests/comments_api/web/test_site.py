from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from comments_api.app import Service, create_app
from comments_api.web.safeguards import CONTENT_SECURITY_POLICY

FILES = {
    "index.html": "<h1>Vorne</h1>",
    "404.html": "<h1>Niemand im Spiegel</h1>",
    "essays/fort/410.html": "<h1>Abgehängt</h1>",
    "essays/ä/index.html": "<h1>Essay</h1>",
    "feeds/alle.atom.xml": "<feed/>",
    "feeds/alle.feed.json": "{}",
    "sitemap.xml": "<urlset/>",
    "theme/css/site.css": "body{}",
    "theme/fonts/a.woff2": "wOF2",
    "theme/js/a.js": "1",
    "bild.avif": "x",
    "ohne-endung": "x",
    ".geheim": "x",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "output"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    (tmp_path / "secret.txt").write_text("nicht für alle")
    (root / "link").symlink_to(tmp_path / "secret.txt")
    (root / "leer").mkdir()
    return root


@pytest.fixture
def browser(root: Path, make_service: Callable[..., Service]) -> FlaskClient:
    service = make_service(SITE_DIR=str(root))
    return create_app(service.config, service).test_client()


def get(browser: FlaskClient, path: str, **headers: str) -> tuple[int, str, str]:
    answer = browser.get(path, headers=headers, buffered=True)
    return answer.status_code, answer.headers.get("Content-Type", ""), answer.text


@pytest.mark.parametrize(
    ("path", "content_type", "content"),
    [
        ("/", "text/html; charset=utf-8", "<h1>Vorne</h1>"),
        ("/index.html", "text/html; charset=utf-8", "<h1>Vorne</h1>"),
        ("/essays/ä/", "text/html; charset=utf-8", "<h1>Essay</h1>"),
        ("/essays/%C3%A4/", "text/html; charset=utf-8", "<h1>Essay</h1>"),
        ("/feeds/alle.atom.xml", "application/atom+xml", "<feed/>"),
        ("/feeds/alle.feed.json", "application/feed+json", "{}"),
        ("/sitemap.xml", "application/xml", "<urlset/>"),
        ("/theme/css/site.css", "text/css; charset=utf-8", "body{}"),
        ("/theme/fonts/a.woff2", "font/woff2", "wOF2"),
        ("/theme/js/a.js", "text/javascript; charset=utf-8", "1"),
        ("/bild.avif", "image/avif", "x"),
        ("/ohne-endung", "application/octet-stream", "x"),
    ],
)
def test_a_file_is_served_as_what_it_is(
    browser: FlaskClient, path: str, content_type: str, content: str
) -> None:
    assert get(browser, path) == (200, content_type, content)


def test_what_can_be_packed_is_packed_for_who_can_unpack_it(browser: FlaskClient) -> None:
    css, gzipped = "/theme/css/site.css", {"Accept-Encoding": "gzip"}
    packed = browser.get(css, headers=gzipped, buffered=True)
    plain = browser.get(css, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == b"body{}"
    for answer in (packed, plain):
        assert answer.headers["Vary"] == "Accept-Encoding"
    known = {**gzipped, "If-None-Match": packed.headers["ETag"]}
    again = browser.get(css, headers=known, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    font = browser.get("/theme/fonts/a.woff2", headers=gzipped, buffered=True)
    assert "Content-Encoding" not in font.headers
    missing = browser.get("/nirgends", headers=gzipped, buffered=True)
    assert (missing.status_code, missing.headers.get("Content-Encoding")) == (404, "gzip")


@pytest.mark.parametrize(
    "path",
    [
        "/nirgends",
        "/nirgends/",
        "/index.html/",
        "/leer/",
        "/.geheim",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/essays/..%5c..%5csecret.txt",
        "/link",
        "/a%00b",
        "/" + "a" * 5000,
        "//etc/passwd",
        "/%2fetc/passwd",
    ],
)
def test_what_is_not_there_or_not_inside_is_the_sites_own_404(
    browser: FlaskClient, path: str
) -> None:
    answer = browser.get(path, buffered=True, follow_redirects=True)
    assert answer.status_code == 404
    assert "Niemand im Spiegel" in answer.text
    assert "nicht für alle" not in answer.text


def test_a_folder_is_led_to_its_slash(browser: FlaskClient) -> None:
    answer = browser.get("/essays/ä", buffered=True)
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("/essays/%C3%A4/")


def test_a_redirect_never_leaves_the_site(browser: FlaskClient, root: Path) -> None:
    (root / "evil.example").mkdir()
    answer = browser.get("/", environ_overrides={"PATH_INFO": "//evil.example"}, buffered=True)
    assert answer.status_code in {301, 308}
    assert answer.headers["Location"].removeprefix("http://localhost") == "/evil.example/"


def test_an_unchanged_file_is_304_and_a_changed_one_is_not(
    browser: FlaskClient, root: Path
) -> None:
    answer = browser.get("/", buffered=True)
    assert answer.headers["Cache-Control"] == "no-cache"
    etag = answer.headers["ETag"]
    assert get(browser, "/", **{"If-None-Match": etag})[0] == 304
    (root / "index.html").write_text("<h1>Vorne, jetzt neu</h1>")
    assert get(browser, "/", **{"If-None-Match": etag})[2] == "<h1>Vorne, jetzt neu</h1>"


def test_a_typeface_named_by_its_content_is_kept_and_what_stands_in_for_it_is_not(
    browser: FlaskClient,
) -> None:
    font = browser.get("/theme/fonts/a.woff2", buffered=True)
    assert font.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    missing = browser.get("/theme/fonts/b.woff2", buffered=True)
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-cache")


def test_the_site_is_dressed_for_safety_too(browser: FlaskClient) -> None:
    for path in ("/", "/nirgends"):
        headers = browser.get(path, buffered=True).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_services_own_places_stay_its_own(browser: FlaskClient, root: Path) -> None:
    (root / "api").mkdir()
    (root / "api" / "index.html").write_text("untergeschoben")
    for path in ("/api/", "/api/nirgends", "/moderation/nirgends", "/kommentare/nirgends"):
        answer = browser.get(path, headers={"Accept": "text/html"}, buffered=True)
        assert answer.status_code in {404, 303}
        assert "untergeschoben" not in answer.text
        assert "Niemand im Spiegel" not in answer.text


def test_only_reading_is_possible(browser: FlaskClient) -> None:
    answer = browser.post("/", headers={"Sec-Fetch-Site": "same-origin"}, buffered=True)
    assert answer.status_code in {404, 405}
    assert browser.head("/", buffered=True).status_code == 200


def test_a_site_without_a_404_page_gets_ours(browser: FlaskClient, root: Path) -> None:
    (root / "404.html").unlink()
    status, _, text = get(browser, "/nirgends", Accept="text/html")
    assert status == 404
    assert "Hier ist nichts zu sehen" in text


def test_before_the_first_build_there_is_nothing_to_see(
    make_service: Callable[..., Service], tmp_path: Path
) -> None:
    service = make_service(SITE_DIR=str(tmp_path / "output"))
    client = create_app(service.config, service).test_client()
    assert get(client, "/")[0] == 404
    assert get(client, "/healthz")[0] == 200


@pytest.mark.parametrize("path", ["/essays/fort/", "/essays/fort/410.html"])
def test_a_withdrawn_page_is_gone_and_says_so(browser: FlaskClient, path: str) -> None:
    assert get(browser, path) == (410, "text/html; charset=utf-8", "<h1>Abgehängt</h1>")
    assert get(browser, "/essays/ä/")[0] == 200  # the control


def test_a_part_that_is_not_there_is_no_fault_of_ours(browser: FlaskClient) -> None:
    status, _type, content = get(browser, "/index.html", Range="bytes=0-2")
    assert (status, content) == (206, "<h1")
    status, content_type, content = get(
        browser, "/index.html", Range="bytes=99-", Accept="text/html"
    )
    assert (status, content_type) == (416, "text/html; charset=utf-8")
    assert "Nicht verstanden" in content

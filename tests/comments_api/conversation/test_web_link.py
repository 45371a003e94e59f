import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.web_link import is_web_link


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/",
        "HTTPS://EXAMPLE.ORG/a?b=c&d#e",
        "https://example.org:8443/ä/%C3%A4",
        "https://münchen.example/",
        "http://127.0.0.1/",
        "https://[2001:db8::1]/a",
        "https://example.org/wiki/A_(b)",
        "https://example.org/@ada",
    ],
)
def test_an_absolute_web_address_may_be_linked(url):
    assert is_web_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "/essays/",
        "#oben",
        "https:",
        "https://",
        "https:///etc/passwd",
        "https:example.org",
        "https:/example.org",
        "https:\\\\example.org",
        "http:\\/example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:ada@example.org",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org/\ta",
        "java\nscript:alert(1)",
        "\x01https://example.org",
        "https://exa\u202emple.org/",
        "https://exa\u00admple.org/",
        "https://exa\u200bmple.org/",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://bank.example@elsewhere.example/",
        "https://bank.example:pass@elsewhere.example/",
        "https://@elsewhere.example/",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org\\@elsewhere.example/",
        "https://exa\ud800mple.org",
    ],
)
def test_nothing_else_may(url):
    assert not is_web_link(url)


@given(st.text(st.characters()))
def test_any_text_gets_an_answer(text):
    assert is_web_link(text) in {True, False}
    assert is_web_link(f"https://{text}") in {True, False}

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.thread_id import (
    MAX_LENGTH,
    InvalidThreadId,
    parse_thread_id,
    thread_id_for,
)


@pytest.mark.parametrize("text", ["a", "7", "die-resterampe", "a-1-b", "x" * MAX_LENGTH])
def test_lower_case_letters_digits_and_single_hyphens_name_a_thread(text):
    assert parse_thread_id(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-a",
        "a-",
        "a--b",
        "Großes",
        "A",
        "a_b",
        "a b",
        "a.b",
        "../a",
        "a/b",
        "a\n",
        "a\x00",
        "ä",
        "٣",
        "x" * (MAX_LENGTH + 1),
    ],
)
def test_anything_else_names_none(text):
    with pytest.raises(InvalidThreadId) as caught:
        parse_thread_id(text)
    assert caught.value.text == text
    assert repr(text) in str(caught.value)


@given(st.text())
def test_an_accepted_name_is_safe_as_a_file_name(text):
    try:
        name = parse_thread_id(text)
    except InvalidThreadId:
        return
    assert name.isascii()
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(name) <= MAX_LENGTH


@pytest.mark.parametrize(
    ("lang", "default", "expected"),
    [
        ("de", "de", "die-resterampe"),
        ("DE", "de", "die-resterampe"),
        ("en", "de", "die-resterampe-en"),
        ("de", "en", "die-resterampe-de"),
        ("pt_BR", "de", "die-resterampe-pt-br"),
        ("de_AT", "de-at", "die-resterampe"),
    ],
)
def test_a_translation_has_a_thread_of_its_own(lang, default, expected):
    assert thread_id_for("die-resterampe", lang, default) == expected


def test_a_slug_that_cannot_name_a_thread_is_refused():
    with pytest.raises(InvalidThreadId):
        thread_id_for("Die Resterampe", "de", "de")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.redirects.alias import Alias, BadAlias, parse_alias, split_aliases


def test_aliases_are_divided_by_commas_or_lines() -> None:
    assert split_aliases("/a/, /?p=1\n  /b,,") == ["/a/", "/?p=1", "/b"]
    assert split_aliases("") == []


@pytest.mark.parametrize(
    ("text", "path", "query"),
    [
        ("/2012/05/eitelkeit/", "/2012/05/eitelkeit/", ""),
        ("/?p=123", "/", "p=123"),
        ("/index.php?page_id=2&cat=3", "/index.php", "page_id=2&cat=3"),
        ("/gr%C3%B6%C3%9Fe/", "/größe/", ""),
        ("/gr%c3%b6ße/", "/größe/", ""),
        ("/gro\u0308ße/", "/größe/", ""),
    ],
)
def test_a_former_address_is_read(text: str, path: str, query: str) -> None:
    assert parse_alias(text) == Alias(path, query)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a/b/",
        "https://a.example/b/",
        "//a.example/",
        "/",
        "/a//b/",
        "/../a/",
        "/a/./b/",
        "/a b/",
        '/a"b/',
        "/a;b/",
        "/a{b}/",
        "/a\\b/",
        "/a#b",
        "/%00/",
        "/%2e%2e/a/",
        "/%ff/",
        "/api/a/",
        "/Theme/a/",
        "/moderation",
        "/.well-known/a/",
        f"/{'ä' * 101}/",
        "/?a=b;c",
        '/?"',
        "/?p=1 2",
        "/a?b?c",
        "/a'b/",
        "/$a/",
        "/a\x7f/",
    ],
)
def test_what_could_do_harm_is_none(text: str) -> None:
    with pytest.raises(BadAlias):
        parse_alias(text)


@pytest.mark.parametrize(
    ("text", "page", "paths"),
    [
        ("/a/b/", "a/b/index.html", ("/a/b", "/a/b/")),
        ("/a/b", "a/b/index.html", ("/a/b", "/a/b/")),
        ("/alt.html", "alt.html", ("/alt.html",)),
        ("/alt.php", None, ("/alt.php",)),
        ("/?p=1", None, ("/",)),
        ("/a/?p=1", None, ("/a", "/a/")),
    ],
)
def test_a_page_answers_where_a_file_can(text: str, page: str | None, paths: tuple) -> None:
    alias = parse_alias(text)
    assert alias.page == page
    assert alias.paths == paths


def test_what_a_server_cannot_tell_apart_has_one_key() -> None:
    assert parse_alias("/Größe/").key == parse_alias("/gr%C3%B6sse").key
    assert parse_alias("/?p=1").key != parse_alias("/?p=2").key


@given(st.text(alphabet="/ab.ä%2e?=&~\\\"';{}$ \n", max_size=30))
def test_an_alias_never_leaves_its_folder_or_its_line(text: str) -> None:
    try:
        alias = parse_alias(text)
    except BadAlias:
        return
    assert alias.path.startswith("/")
    assert not set(str(alias)) & set(" \n\"'\\;{}$")
    assert ".." not in alias.file.split("/")
    assert not alias.file.startswith("/")
    assert parse_alias(str(alias)).key == alias.key

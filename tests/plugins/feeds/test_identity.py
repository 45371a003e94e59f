from __future__ import annotations

import pytest

from plugins.feeds.identity import essay_name, is_authority, tag_uri, usual_authority


@pytest.mark.parametrize(
    "text", ["spiegelkabinett.example,2026", "localhost,2026-11", "127.0.0.1,2026-11-26"]
)
def test_a_host_and_a_day_give_names(text: str) -> None:
    assert is_authority(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spiegelkabinett.example",
        "https://a.example,2026",
        "A.example,2026",
        "a.example,26",
        "a.example,2026-13",
        "a.example,2026-1",
        "a.example, 2026",
        "a..example,2026",
    ],
)
def test_nothing_else_does(text: str) -> None:
    assert not is_authority(text)


def test_neither_scheme_nor_path_nor_port_is_part_of_a_name() -> None:
    assert usual_authority("https://Spiegelkabinett.example:8443/blog") == (
        "spiegelkabinett.example,2026"
    )
    assert usual_authority("") == "localhost,2026"


def test_a_name_is_written_so_that_it_is_a_uri() -> None:
    assert tag_uri("a.example,2026", "feeds", "schlagworte", "größe") == (
        "tag:a.example,2026:feeds/schlagworte/gr%C3%B6%C3%9Fe"
    )


def test_an_essay_is_named_as_its_discussion_is() -> None:
    assert essay_name("", "sichtbar", "de", "de") == "sichtbar"
    assert essay_name("", "sichtbar", "EN", "de") == "sichtbar-en"
    assert essay_name("alter-name", "sichtbar", "en", "de") == "alter-name"

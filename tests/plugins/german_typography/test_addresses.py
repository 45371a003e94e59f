"""Addresses in running text."""

from __future__ import annotations

import pytest

from plugins.german_typography.addresses import addresses
from plugins.german_typography.typesetting import set_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("siehe https://a.de/x'y--z?q=10%20km.", ["https://a.de/x'y--z?q=10%20km"]),
        ('"https://a.de/..."', ["https://a.de/"]),
        ("'https://a.de/?b='c'.'", ["https://a.de/?b='c'"]),
        ("'https://a.de.'", ["https://a.de"]),
        ("(www.a.de/b--c)", ["www.a.de/b--c"]),
        ("mailto:a--b@c.de, tel:+49--1", ["mailto:a--b@c.de", "tel:+49--1"]),
        ("o'neill@x-y.de und a@b.co.uk!", ["neill@x-y.de", "a@b.co.uk"]),
        ("auf a-b.de/c--d und README.md.", ["a-b.de/c--d", "README.md"]),
        ("http://a.de,http://b.de", ["http://a.de,http://b.de"]),
        ("z.B. d.h. Satz.Anfang 8.40 1.000", []),
        ("", []),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == expected


def test_addresses_are_not_set() -> None:
    typed = "\"https://a.de/it's--so...?a=10%&b\" und a--b@c.de und a--b.de/'c"
    expected = "„https://a.de/it's--so...?a=10%&b“ und a--b@c.de und a--b.de/'c"
    assert set_text(typed, "de") == expected

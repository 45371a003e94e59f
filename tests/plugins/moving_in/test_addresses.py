from __future__ import annotations

import pytest

from plugins.moving_in.addresses import LONGEST, Slugs, form


def test_slugs_are_written_out_short_and_each_given_once() -> None:
    slugs = Slugs({"zwei"})
    assert slugs.give("gr%c3%b6%c3%9fe", "egal", "text-1") == ("groesse", "groesse")
    assert slugs.give("Zwei", "egal", "text-2") == ("zwei-2", "zwei")
    assert slugs.give("zwei", "egal", "text-3") == ("zwei-3", "zwei")
    assert slugs.give("", "Größe & Ärger", "text-4")[0] == "groesse-und-aerger"
    assert slugs.give("%f0%9f%99%82", "🙂", "text-5")[0] == "text-5"
    assert slugs.give("a_b.html", "egal", "x")[0] == "a-b-html"
    assert len(slugs.give("wort-" * 50, "egal", "x")[0]) <= LONGEST
    assert slugs.give("w" * 200, "egal", "x")[0] == "w" * LONGEST


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://alt.example/2019/gr%C3%B6%C3%9Fe/?utm=1#more-3", "/2019/größe/"),
        ("/2019/größe", "/2019/größe/"),
        ("http://alt.example/?p=12&preview=1", "/?p=12"),
        ("https://alt.example", "/"),
        ("https://[kaputt/", ""),
    ],
)
def test_an_address_has_one_form(url: str, key: str) -> None:
    assert form(url) == key

from __future__ import annotations

import pytest

from plugins.feeds.settings import Settings
from plugins.manuscript import InvalidSetting

PELICAN = {
    "SITENAME": "Spiegelkabinett",
    "DEFAULT_LANG": "de",
    "SITEURL": "https://a.example/blog",
    "FEED_DOMAIN": "http://127.0.0.1:8000",
    "FEED_MAX_ITEMS": 20,
}


def parse(**changed: object) -> Settings:
    return Settings.parse({**PELICAN, **changed}, str)


def test_names_are_given_by_the_host_of_the_site_unless_somebody_else_gives_them() -> None:
    assert parse().authority == "a.example,2026"
    assert parse(FEED_AUTHORITY="old.example,2019").authority == "old.example,2019"


def test_a_site_without_an_address_names_its_desk() -> None:
    own = parse(SITEURL="")
    assert (own.site, own.authority) == ("http://127.0.0.1:8000", "127.0.0.1,2026")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FEED_AUTHORITY", "https://a.example"),
        ("FEED_AUTHORITY", 2026),
        ("FEED_MAX_ITEMS", 0),
        ("FEED_MAX_ITEMS", "alle"),
        ("FEED_MAX_ITEMS", None),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: object) -> None:
    with pytest.raises(InvalidSetting, match=name):
        parse(**{name: value})

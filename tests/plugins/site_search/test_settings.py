from __future__ import annotations

import pytest

from plugins.manuscript import InvalidSetting
from plugins.site_search.settings import Settings


def test_the_search_is_below_the_site():
    assert Settings.parse({}, str).url == "suche/"
    assert Settings.parse({"SEARCH_URL": "haus/find-it/"}, str).url == "haus/find-it/"


@pytest.mark.parametrize(
    "url", ["", "/", "/suche/", "suche", "../suche/", "Suche/", "a//", 7, None]
)
def test_another_address_is_refused_by_name(url):
    with pytest.raises(InvalidSetting, match="SEARCH_URL"):
        Settings.parse({"SEARCH_URL": url}, str)

from __future__ import annotations

from types import SimpleNamespace

import pytest

from plugins.interface_language.page_language import page_language


@pytest.mark.parametrize("subject", ["article", "page", "card"])
def test_a_page_speaks_the_language_of_what_it_is_about(subject: str) -> None:
    assert page_language({subject: SimpleNamespace(lang="en")}, "de") == "en"


@pytest.mark.parametrize(
    "context",
    [
        {},
        {"article": None},
        {"article": SimpleNamespace()},
        {"article": SimpleNamespace(lang="")},
        {"articles": [SimpleNamespace(lang="en")]},
    ],
)
def test_every_other_page_speaks_the_language_of_the_site(context: dict[str, object]) -> None:
    assert page_language(context, "de") == "de"

"""The anchors of headings."""

from __future__ import annotations

import pytest
from markdown import Markdown

from plugins.german_typography.anchors import anchor, with_anchors

TOC = "markdown.extensions.toc"


def test_umlauts_are_written_out_in_anchors() -> None:
    assert anchor("Größe & Ärger", "-") == "groesse-und-aerger"
    assert anchor("Größe & Ärger", "_") == "groesse_und_aerger"


@pytest.mark.parametrize(
    "options",
    [
        {"extensions": [TOC]},
        {"extensions": ["toc"]},
        {"extensions": [TOC], "extension_configs": None},
        {"extensions": [TOC], "extension_configs": {TOC: {"permalink": False}}},
        {"extensions": ["toc"], "extension_configs": {"toc": {}, "footnotes": {}}},
    ],
)
def test_headings_get_them_whatever_the_extension_is_called(options) -> None:
    html = Markdown(**with_anchors(options)).convert("# Größe & Ärger\n\n# Größe & Ärger\n\n# ?")
    assert 'id="groesse-und-aerger"' in html
    assert 'id="groesse-und-aerger_1"' in html
    assert 'id="_1"' in html


def test_a_site_without_anchors_gets_none_and_one_with_its_own_keeps_them() -> None:
    assert with_anchors({"extensions": ["tables"]}) == {
        "extensions": ["tables"],
        "extension_configs": {},
    }
    own = {"extension_configs": {TOC: {"slugify": len}}}
    assert with_anchors(own) == own


def test_what_is_given_is_not_changed() -> None:
    options = {"extensions": [TOC], "extension_configs": {TOC: {"permalink": False}}}
    made = with_anchors(options)
    assert options == {"extensions": [TOC], "extension_configs": {TOC: {"permalink": False}}}
    assert made["extension_configs"][TOC]["permalink"] is False

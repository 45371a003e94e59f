"""The anchors of headings follow the rules of addresses: ``groesse-und-aerger``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.manuscript.slug import slugify

_NAMES = ("toc", "markdown.extensions.toc", "markdown.extensions.toc:TocExtension")


def anchor(heading: str, separator: str) -> str:
    """The anchor for a heading, as Python-Markdown's toc extension asks for it."""
    return slugify(heading).replace("-", separator)


def with_anchors(markdown: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `Markdown`, Pelican's MARKDOWN, with our anchors where it makes any.

    What is given is not changed. A site that has a `slugify` of its own keeps it.
    """
    configs: Mapping[str, Any] = markdown.get("extension_configs") or {}
    used = {name for name in _NAMES if name in configs or name in markdown.get("extensions", ())}
    ours = {name: {"slugify": anchor, **configs.get(name, {})} for name in used}
    return {**markdown, "extension_configs": {**configs, **ours}}

"""Meets Pelican: develops before the build, hangs when a text is read, writes at the end.

Settings: STATIC_PATHS says where the pictures are, ``PICTURES_CACHE`` where they are kept between
builds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Article, Page

from plugins.manuscript import BrokenManuscripts, Finding, Severity, findings_wanted, messages
from plugins.responsive_pictures.gallery import Gallery
from plugins.responsive_pictures.settings import Settings

_GALLERY = "RESPONSIVE_PICTURES_GALLERY"
"""Where a build's pictures hang: the settings are all that texts, generators and Pelican share."""


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_open)
    findings_wanted.connect(_findings)
    signals.content_object_init.connect(_hang)
    signals.finalized.connect(_write)


def _open(pelican: Any) -> None:
    translate = messages(pelican.settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    settings = Settings.parse(pelican.settings, translate)
    pelican.settings[_GALLERY] = Gallery(settings, translate)


def _findings(pelican: Any) -> Iterable[Finding]:
    return _gallery(pelican.settings).findings()


def _hang(content: Any) -> None:
    if isinstance(content, Article | Page):
        content._content = _gallery(content.settings).hang(content._content)  # noqa: SLF001 Pelican has no other way to it


def _write(pelican: Any) -> None:
    gallery = _gallery(pelican.settings)
    errors = [each for each in gallery.findings() if each.severity is Severity.ERROR]
    if errors:
        raise BrokenManuscripts(errors)
    gallery.write(Path(pelican.output_path))


def _gallery(settings: dict[str, Any]) -> Gallery:
    gallery: Gallery = settings[_GALLERY]
    return gallery

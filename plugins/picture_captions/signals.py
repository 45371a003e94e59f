"""Meets Pelican: adds the Markdown extension, and says what is wrong with authors' pictures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from comments_api.conversation.language import catalogue
from plugins.manuscript import Finding, findings_wanted
from plugins.manuscript.collected import texts_of
from plugins.manuscript.memo import memo_of
from plugins.picture_captions.check import Check, check_pictures
from plugins.picture_captions.extension import PictureCaptions


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_add_extension)
    findings_wanted.connect(_findings)


def _add_extension(pelican: Any) -> None:
    # A new dictionary: the old one belongs to the settings, which outlive this build.
    markdown = pelican.settings["MARKDOWN"]
    own = PictureCaptions(Path(pelican.settings["PATH"]))
    extensions = [*markdown.get("extensions", ()), own]
    pelican.settings["MARKDOWN"] = {**markdown, "extensions": extensions}


def _findings(pelican: Any) -> Iterable[Finding]:
    settings, memo = pelican.settings, memo_of(pelican.settings)
    check = Check(
        content=Path(settings["PATH"]),
        markdown=settings["MARKDOWN"],
        translate=catalogue(settings["DEFAULT_LANG"], Path(__file__).parent).gettext,
    )
    for manuscript in texts_of(settings):
        yield from memo(("pictures", manuscript), partial(check_pictures, manuscript, check))

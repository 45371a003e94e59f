"""Meets Pelican: adds the Markdown extension, and says what is wrong with authors' pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from comments_api.conversation.language import catalogue
from plugins.manuscript import Finding, findings_wanted, read_manuscript
from plugins.manuscript.memo import memo_of
from plugins.picture_captions.check import Check, check_pictures
from plugins.picture_captions.extension import PictureCaptions


@dataclass(frozen=True)
class _Settings:
    folders: tuple[Path, ...]
    check: Check

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> _Settings:
        content = Path(settings["PATH"])
        paths = (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"])
        return cls(
            folders=tuple(content / path for path in paths),
            check=Check(
                content=content,
                markdown=settings["MARKDOWN"],
                translate=catalogue(settings["DEFAULT_LANG"], Path(__file__).parent).gettext,
            ),
        )


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
    settings = _Settings.from_pelican(pelican.settings)
    memo = memo_of(pelican.settings)
    for file in _manuscripts(settings.folders):
        try:
            manuscript = read_manuscript(file, memo)
        except UnicodeDecodeError:
            continue  # the editorial check says so
        yield from memo(
            ("pictures", manuscript), partial(check_pictures, manuscript, settings.check)
        )


def _manuscripts(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.md"))

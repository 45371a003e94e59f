"""Meets Pelican: sets every essay and page when it is read, before anything else looks at it.

Set are the content and the fields that hold HTML (FORMATTED_FIELDS, so the summary), title and
subtitle. Soft hyphens go into the content only: from the fields they would reach feeds, previews
and the titles of windows. Attributes stay as they are, the text alternatives of pictures, too:
they are heard, not seen. Addresses are not made from what is set here.

One setting, optional: ``HYPHENATION_LIST``, the list of divisions, absolute or relative to PATH.
Without it the list is ``trennungen.txt``, and a site that has no such file has no exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.contents import Article, Page

from comments_api.conversation.language import catalogue
from plugins.german_typography.anchors import with_anchors
from plugins.german_typography.hyphenation import Division, Hyphenation
from plugins.german_typography.hyphenation_list import Translate, not_utf_8, read_divisions
from plugins.german_typography.leftovers import left_over
from plugins.german_typography.typesetting import set_html, set_text
from plugins.manuscript import (
    AuthorError,
    BrokenManuscripts,
    Finding,
    Manuscript,
    findings_wanted,
)
from plugins.manuscript.collected import texts_of
from plugins.manuscript.memo import Memo, memo_of

_HERE = Path(__file__).parent
_HYPHENATION = "german_typography_hyphenation"
_PLAIN_FIELDS = ("title", "subtitle")


class BadTypographySetting(AuthorError):
    """A setting of this plugin cannot be used. The text names it."""


@dataclass(frozen=True)
class _Settings:
    hyphenation_list: Path
    default_lang: str
    translate: Translate

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> _Settings:
        _ = catalogue(settings["DEFAULT_LANG"], _HERE).gettext
        own = settings.get("HYPHENATION_LIST")
        path = Path(settings["PATH"]) / str(own or "trennungen.txt")
        if own and not path.is_file():
            raise BadTypographySetting(
                _(
                    "HYPHENATION_LIST: there is no file %(path)s. Correct the name or leave the "
                    "setting out."
                )
                % {"path": path}
            )
        return cls(path, settings["DEFAULT_LANG"], _)


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_prepare)
    signals.generator_init.connect(_read_list)
    signals.content_object_init.connect(_typeset)
    findings_wanted.connect(_findings)


def _prepare(pelican: Any) -> None:
    _Settings.from_pelican(pelican.settings)
    # A new dictionary: the old one belongs to the settings, which outlive this build.
    pelican.settings["MARKDOWN"] = with_anchors(pelican.settings["MARKDOWN"])


def _findings(pelican: Any) -> Iterator[Finding]:
    settings = _Settings.from_pelican(pelican.settings)
    yield from _read(settings)[1]
    memo = memo_of(pelican.settings)
    for manuscript in texts_of(pelican.settings):
        yield from memo(("left over", manuscript), partial(_left_over, manuscript, settings))


def _left_over(manuscript: Manuscript, settings: _Settings) -> tuple[Finding, ...]:
    return tuple(left_over(manuscript, settings.default_lang, settings.translate))


def _read_list(generator: Any) -> None:
    if _HYPHENATION in generator.context:  # all generators of a build share one context
        return
    divisions, findings = _read(_Settings.from_pelican(generator.settings))
    if findings:
        raise BrokenManuscripts(findings)
    generator.context[_HYPHENATION] = Hyphenation(divisions)


def _read(settings: _Settings) -> tuple[tuple[Division, ...], tuple[Finding, ...]]:
    path = settings.hyphenation_list
    if not path.is_file():
        return (), ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return (), (not_utf_8(path, error, settings.translate),)
    return read_divisions(path, text, settings.translate)


def _typeset(content: Any) -> None:
    if not isinstance(content, Article | Page):
        return
    hyphenation = content._context.get(_HYPHENATION)  # noqa: SLF001 Pelican has no other way to it
    memo, html, lang = memo_of(content.settings), content._content, content.lang  # noqa: SLF001 the same
    content._content = memo(  # noqa: SLF001 the same
        ("typeset", html, lang), lambda: set_html(html, lang, hyphenation)
    )
    for name in _PLAIN_FIELDS:
        if isinstance(content.metadata.get(name), str):
            _change(content, name, set_text(content.metadata[name], content.lang))
    for name in content.settings["FORMATTED_FIELDS"]:
        if isinstance(content.metadata.get(name), str):
            _change(content, name, _formatted(content.metadata[name], lang, memo))


def _formatted(html: str, lang: str, memo: Memo) -> str:
    return memo(("typeset field", html, lang), lambda: set_html(html, lang))


def _change(content: Any, name: str, text: str) -> None:
    # Pelican keeps a field as metadata and as an attribute, the summary's under another name.
    content.metadata[name] = text
    setattr(content, "_summary" if name == "summary" else name, text)

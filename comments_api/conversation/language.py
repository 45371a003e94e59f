"""The interface language: gettext catalogues, read straight from their ``.po`` files.

English is the language of the source, so it needs no catalogue; every other language is one
``locale/<lang>.po`` beside the code that speaks. Reading the text form spares a compile step
that an author could forget.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"


def catalogue(lang: str, *packages: Path) -> NullTranslations:
    """The translations for `lang` of every package folder given, the first one winning.

    `lang` is a BCP 47 tag of which only the primary subtag counts (``de-AT`` reads ``de``).
    A language nobody translated falls back to English, the language of the source.
    """
    merged: NullTranslations = NullTranslations()
    for package in packages:
        merged.add_fallback(_read(package / "locale" / f"{primary_subtag(lang)}.po"))
    return merged


def primary_subtag(lang: str) -> str:
    """``de`` for ``de``, ``de-AT`` and ``DE_ch``."""
    return lang.replace("_", "-").split("-", 1)[0].lower()


def locale_of(language: str) -> Locale:
    """How dates and numbers look in `language`, a primary subtag; English where nobody knows."""
    try:
        return Locale(language)
    except UnknownLocaleError:
        return Locale(SOURCE_LANGUAGE)


def _read(po_file: Path) -> NullTranslations:
    # A fresh object each time: `add_fallback` changes the object it is called on.
    return GNUTranslations(BytesIO(_compiled(po_file))) if po_file.is_file() else NullTranslations()


@cache
def _compiled(po_file: Path) -> bytes:
    compiled = BytesIO()
    with po_file.open("rb") as file:
        write_mo(compiled, read_po(file))
    return compiled.getvalue()

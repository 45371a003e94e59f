"""What a plugin says, in the language of the publication."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

from comments_api.conversation.language import catalogue

Translate = Callable[[str], str]
"""gettext: from a message in English to the same in the interface language."""

_HERE = Path(__file__).parent


def messages(lang: str, *packages: Path) -> NullTranslations:
    """The translations of a plugin's own package folders, and of the ground they stand on."""
    return catalogue(lang, *packages, _HERE)

"""The words and numbers of the report in the language of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal, format_percent

from comments_api.conversation.language import primary_subtag
from plugins.manuscript import messages


@dataclass(frozen=True)
class Voice:
    """Speaks `lang`, a primary subtag Babel knows."""

    lang: str
    translations: NullTranslations

    @classmethod
    def of(cls, lang: str) -> Voice:
        """The voice for a BCP 47 tag."""
        return cls(primary_subtag(lang), messages(lang, Path(__file__).parent))

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The form of the message that fits `count`."""
        return self.translations.ngettext(singular, plural, count)

    def number(self, value: float, digits: int = 2, *, signed: bool = False) -> str:
        """``0,50`` or, signed, ``+0,50`` and ``−0,50``."""
        text = format_decimal(abs(value), format=f"#,##0.{'0' * digits}", locale=self.lang)
        return self._sign(value, text, signed=signed)

    def percent(self, share: float, *, aligned: bool = False, signed: bool = False) -> str:
        """``84 %`` or ``6,3 %``: one decimal unless it is 0; `aligned`, for columns, always one."""
        pattern: str = Locale.parse(self.lang).percent_formats[None].pattern
        pattern = pattern.replace("0", "0.0" if aligned else "0.#", 1)
        text = format_percent(round(abs(share), 3), pattern, locale=self.lang)
        return self._sign(share, text, signed=signed)

    def whole(self, value: int) -> str:
        """``2.000``."""
        return format_decimal(value, locale=self.lang)

    @staticmethod
    def _sign(value: float, text: str, *, signed: bool) -> str:
        minus = "−" if value < 0 else ""
        return (minus or "+") + text if signed else minus + text

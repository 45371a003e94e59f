"""Which page gets which picture, and what it says: from articles and cards to drawings.

Articles are Pelican's, cards the typology's; of both only what the protocols below name is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import Markup

from plugins.share_images.essay_picture import Essay, Fact
from plugins.share_images.paint import HEIGHT, WIDTH
from plugins.share_images.type_picture import Type, Value

FOLDER = "share"
_VALUES = 3  # as many as a picture of a type shows

Speak = Callable[[str], Any]
"""From a language to its translations (gettext's NullTranslations or a subclass)."""


class Kind(Protocol):
    """A value's name, as the typology has it."""

    label: str
    lower_wins: bool


class Card(Protocol):
    """What is asked of a card of the typology."""

    code: str
    family: Any
    full_name: str
    motto: str
    values: Sequence[tuple[Kind, int]]
    portrait: Markup
    alt: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page says of its picture.

    `url` has no leading slash; `alt` is for those who do not see it; width and height in pixels.
    """

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def picture_url(page_url: str) -> str:
    """``essays/eitelkeit/`` has ``share/essays/eitelkeit.png``."""
    return f"{FOLDER}/{page_url.strip('/').removesuffix('.html')}.png"


def picture_of_article(article: Any, speak: Speak) -> Picture:
    """The picture of a Pelican article, in the article's language."""
    alt = speak(article.lang).gettext("A theatre bill: “%(title)s” by %(author)s")
    said = {"title": plain(article.title), "author": article.author}
    return Picture(picture_url(article.url), alt % said)


def picture_of_card(card: Card) -> Picture:
    """The picture of a card of the typology."""
    return Picture(picture_url(card.url), f"{card.full_name}: {card.alt}")


def essay_of(article: Any, speak: Speak) -> Essay:
    """What the picture of a Pelican article says.

    What other plugins tell of it (`number`, `reading`, `foam`) stands on the ticket, if they do.
    They speak last, when everything has been read.
    """
    translations = speak(article.lang)
    _ = translations.gettext
    return Essay(
        title=plain(article.title),
        subtitle=plain(getattr(article, "subtitle", "")),
        section=str(article.category),
        byline=_("By %(author)s") % {"author": article.author},
        number_label=_("No."),
        number=str(getattr(article, "number", None) or "–"),
        facts=tuple(_facts(article, translations)),
    )


def plain(text: str) -> str:
    """A title as it is read: without tags, and with characters for entities."""
    return str(Markup(text).striptags())  # noqa: S704 this takes the markup away


def _facts(article: Any, translations: Any) -> Iterator[Fact]:
    _, lang = translations.gettext, article.lang
    if reading := getattr(article, "reading", None):
        low, high = reading.minutes_low, reading.minutes_high
        minutes = (
            translations.ngettext("%(num)s minute", "%(num)s minutes", low) % {"num": low}
            if low == high
            else _("%(low)s–%(high)s minutes") % {"low": low, "high": high}
        )
        yield Fact(_("Reading time"), minutes)
    if foam := getattr(article, "foam", None):
        share = format_decimal(foam.percent, "0.#", _locale(lang))
        yield Fact(_("Share of foam"), _("%(share)s%%") % {"share": share})


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def type_of(card: Card, highest: int, speak: Speak) -> Type:
    """What the picture of a card says, whose values reach up to `highest`: the three highest."""
    _ = speak(card.lang).gettext
    best = sorted(card.values, key=lambda entry: -entry[1])[:_VALUES]
    return Type(
        code=card.code,
        family=card.family.name,
        name=card.full_name,
        motto=_("“%(motto)s”") % {"motto": card.motto},
        values=tuple(
            Value(f"{kind.label} ↓" if kind.lower_wins else kind.label, value, value / highest)
            for kind, value in best
        ),
        portrait=str(card.portrait),
    )

"""From a folder of card files to a deck, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from plugins.manuscript import (
    Finding,
    InvalidSetting,
    Manuscript,
    Translate,
    read_manuscripts,
)
from plugins.manuscript.memo import Memo
from plugins.narcissist_typology.card import Card
from plugins.narcissist_typology.card_file import check_card, read_card
from plugins.narcissist_typology.citations import check_citations
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_rules import check_deck, known_slugs
from plugins.narcissist_typology.portrait import draw_portrait
from plugins.narcissist_typology.settings import Settings


@dataclass(frozen=True, slots=True)
class DeckFiles:
    """The card files of a folder; `unreadable` tells of those that are no text."""

    manuscripts: tuple[Manuscript, ...]
    unreadable: tuple[Finding, ...] = ()

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of all cards, sound or not."""
        return known_slugs(self.manuscripts)


def read_files(settings: Settings, _: Translate) -> DeckFiles:
    """Read ``*.md`` in the deck's folder. No folder is an empty deck.

    Raises InvalidSetting when somebody named the folder and it is not there.
    """
    if settings.must_exist and not settings.folder.is_dir():
        raise InvalidSetting(
            _("The setting TYPOLOGY_PATH names a folder that does not exist: %s.") % settings.folder
        )
    return DeckFiles(*read_manuscripts(sorted(settings.folder.glob("*.md")), _))


def check_files(files: DeckFiles, settings: Settings, _: Translate) -> Iterator[Finding]:
    """Every fault of every card, and of the deck as a whole."""
    yield from files.unreadable
    for manuscript in files.manuscripts:
        yield from check_card(manuscript, settings, _)
        yield from check_citations(manuscript, files.slugs, settings.tag, _)
    if files.manuscripts:
        yield from check_deck(files.manuscripts, settings, _)


def deal(files: DeckFiles, settings: Settings, memo: Memo | None = None) -> Deck:
    """The deck in files without errors: every card with its address and its portrait."""
    cards = [read_card(manuscript, settings) for manuscript in files.manuscripts]
    order = [family.letter for family in settings.families]

    memo = memo or Memo()

    def drawn(card: Card) -> Card:
        shares = tuple(settings.share(value) for _kind, value in card.values)
        family = order.index(card.family.letter)
        portrait = memo(
            ("portrait", shares, family, card.number, card.alt),
            lambda: draw_portrait(shares, family=family, number=card.number - 1, label=card.alt),
        )
        return replace(card, url=settings.card_url.format(slug=card.slug), portrait=portrait)

    return Deck.of(cards, settings.kinds, settings.families).changed(drawn)


def written_out(deck: Deck, convert: Callable[[str], str]) -> Deck:
    """The deck with every portrait in words as HTML; `convert` turns Markdown into it."""
    return deck.changed(
        # The card files are the author's own, as the essays are.
        lambda card: replace(card, text_html=Markup(convert(card.text)))  # noqa: S704 see above
    )

"""Cards in Markdown: ``[[karte:slug]]`` as a link in a sentence, or as a card on its own line.

Where the card stands is decided here; the card itself is drawn later (`placed_cards`), when it is
known who else cites it. Until then its place holds a link, so that what Markdown makes is sound
HTML even if nobody draws the card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from plugins.narcissist_typology.card import Card
from plugins.narcissist_typology.citations import citation_pattern
from plugins.narcissist_typology.deck import Deck

# Above Markdown's own links (160 and 170), below code spans (190) and escapes (180).
_INLINE_PRIORITY = 175
# Below lists and quotations, which hand us their insides; above paragraphs (10).
_BLOCK_PRIORITY = 16

_PLACE = re.compile(r'<aside class="card-place" data-card="([^"]+)"[^>]*>.*?</aside>', re.DOTALL)
_CITED = re.compile(r'<(?:a|aside)\b[^>]*\bdata-card="([^"]+)"')
_UNKNOWN = re.compile(r'<span data-unknown-card="([^"]*)"')


class CardMarkup(Extension):
    """Makes Markdown know the cards of `deck`.

    `tag` is the word in the brackets; `site_url` precedes addresses; `lang` is the language of a
    text that does not name its own. Without `places` a card on its own line is a link as well.
    """

    def __init__(
        self, deck: Deck, *, tag: str, site_url: str, lang: str, places: bool = True
    ) -> None:
        super().__init__()
        self.deck = deck
        self.pattern = citation_pattern(tag)
        self._site_url = site_url
        self._lang = lang
        self._places = places
        self._placed: set[str] = set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 Markdown's name for it
        """Register with one converter."""
        md.registerExtension(self)
        md.inlinePatterns.register(_CardLink(self, md), "card", _INLINE_PRIORITY)
        if self._places:
            md.parser.blockprocessors.register(_CardPlace(self, md.parser), "card", _BLOCK_PRIORITY)

    def reset(self) -> None:
        """Forget which cards stand in the text converted last."""
        self._placed.clear()

    def place(self, slug: str) -> bool:
        """Whether the card may stand here: it exists, and stands nowhere else in this text."""
        if slug not in self.deck or slug in self._placed:
            return False
        self._placed.add(slug)
        return True

    def link(self, card: Card, text: str, md: Markdown) -> ET.Element:
        """A link to the card's page that says `text`, or the card's name when that is empty."""
        lang = getattr(md, "Meta", {}).get("lang", [self._lang])[0].strip()
        link = ET.Element("a", {"class": "card-link", "href": f"{self._site_url}/{card.url}"})
        link.set("data-card", card.slug)
        if lang != card.lang:
            link.set("hreflang", card.lang)
            if not text:
                link.set("lang", card.lang)
        link.text = AtomicString(text or card.name)
        return link


class _CardLink(InlineProcessor):
    def __init__(self, cards: CardMarkup, md: Markdown) -> None:
        super().__init__(cards.pattern, md)
        self._cards = cards

    # Markdown's base class allows a string as the first result as well.
    def handleMatch(  # type: ignore[override] # noqa: N802 Markdown's name for it
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 Markdown's signature
    ) -> tuple[ET.Element, int, int]:
        slug = m["slug"].strip()
        if slug in self._cards.deck:
            text = (m["text"] or "").strip()
            return self._cards.link(self._cards.deck[slug], text, self.md), m.start(0), m.end(0)
        unknown = ET.Element("span", {"data-unknown-card": slug})
        unknown.text = AtomicString(m[0])
        return unknown, m.start(0), m.end(0)


class _CardPlace(BlockProcessor):
    def __init__(self, cards: CardMarkup, parser: BlockParser) -> None:
        super().__init__(parser)
        self._cards = cards
        self._line = re.compile(rf"^ {{0,3}}{cards.pattern}[ \t]*(?:\n|$)", re.MULTILINE)

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002 Markdown's signature
        return "[[" in block

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Take the first card out of the block; False leaves the block to the next processor."""
        block = blocks[0]
        match = next((m for m in self._line.finditer(block) if m["text"] is None), None)
        if match is None:
            return False
        blocks[0] = block[match.end() :]
        before = block[: match.start()].rstrip()
        if before:
            self.parser.parseBlocks(parent, [before])
        slug = match["slug"].strip()
        if self._cards.place(slug):
            place = ET.SubElement(parent, "aside", {"class": "card-place", "data-card": slug})
            place.set("data-reading", "skip")
            place.append(self._cards.link(self._cards.deck[slug], "", self.parser.md))
        else:
            ET.SubElement(parent, "p").text = match[0].strip()
        return True


def cited_slugs(html: str) -> tuple[str, ...]:
    """The cards a text cites, in the order in which they first appear."""
    return tuple(dict.fromkeys(_CITED.findall(html)))


def unknown_slugs(html: str) -> tuple[str, ...]:
    """The cards a text cites although nobody wrote them."""
    return tuple(dict.fromkeys(unescape(slug) for slug in _UNKNOWN.findall(html)))


def has_places(html: str) -> bool:
    """Whether there is a place for `placed_cards` to fill."""
    return _PLACE.search(html) is not None


def placed_cards(html: str, draw: Callable[[str], str]) -> str:
    """`html` with every card's place taken by what `draw` makes of its slug."""
    return _PLACE.sub(lambda match: draw(match[1]), html)

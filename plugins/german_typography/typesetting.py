"""Sets a text as its language is set. One that is set already comes out as it went in."""

from __future__ import annotations

from collections.abc import Iterator

from comments_api.conversation.language import primary_subtag
from plugins.german_typography.addresses import addresses
from plugins.german_typography.galley import Edit, Galley, Piece
from plugins.german_typography.hyphenation import Hyphenation
from plugins.german_typography.languages import LANGUAGES
from plugins.german_typography.markup import read_html
from plugins.german_typography.quotes import Sign, quotes

_DIVIDING = frozenset(tag for tag, language in LANGUAGES.items() if language.divides)


def set_text(text: str, lang: str) -> str:
    """A plain text, a title for example, in the language `lang`, a BCP 47 tag."""
    return _set([Piece(text, text, primary_subtag(lang))], None)


def set_html(html: str, lang: str, hyphenation: Hyphenation | None = None) -> str:
    """A fragment of HTML whose language is `lang`, but for parts that name their own.

    With `hyphenation` the words it knows get their soft hyphen, or a span that keeps them whole.
    """
    return _set(read_html(html, lang), hyphenation)


def _set(pieces: list[Piece], hyphenation: Hyphenation | None) -> str:
    text = "".join(piece.text for piece in pieces)
    galley = Galley(pieces, addresses(text))
    return galley.set(edits(galley, hyphenation))


def edits(galley: Galley, hyphenation: Hyphenation | None = None) -> Iterator[Edit]:
    """Everything the rules of its languages want changed in a text."""

    def sign_at(position: int) -> Sign:
        piece = galley.piece_at(position)
        language = LANGUAGES.get(piece.lang)
        fixed = piece.fixed or galley.is_fixed(position, position + 1)
        return Sign(language.marks if language else None, fixed)

    yield from quotes(galley.text, sign_at)
    for lang in sorted(galley.languages & LANGUAGES.keys()):
        for rule in LANGUAGES[lang].rules:
            yield from rule(galley.text, lang)
    if hyphenation:
        yield from hyphenation.edits(galley, _DIVIDING)

"""What there is to find, on three shelves: essays, types, and comments that were approved.

A find has a number that is its own on its shelf and stays while others come: essays are counted
from the oldest, types in the order of the deck, comments have the number of their address. Essays,
cards and comments are taken as the other plugins leave them on Pelican's objects; of each only what
is named here is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from comments_api.conversation.comment import PublicComment
from comments_api.conversation.markup import to_html
from plugins.manuscript.memo import Memo
from plugins.manuscript.plain_text import plain_text
from plugins.site_search.index import Document

_OPENING = 60
"""Letters of a comment that the list without JavaScript shows."""


@dataclass(frozen=True, slots=True)
class Find:
    """One thing to be found: the `subject` the page shows, and the document that is searched."""

    nr: int
    subject: Any
    document: Document


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the essay it stands under, and its first words."""

    comment: PublicComment
    essay: Any
    opening: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """`finds` in the order of the page; `per_file` of their texts lie in one file."""

    name: str
    per_file: int
    finds: tuple[Find, ...]

    @property
    def documents(self) -> Mapping[int, Document]:
        """What is searched, by number."""
        return {find.nr: find.document for find in self.finds}

    @property
    def texts(self) -> Mapping[int, str]:
        """What extracts are cut from, by number."""
        return {find.nr: find.document.text for find in self.finds}


def collection(
    essays: Iterable[Any], deck: Iterable[Any], memo: Memo | None = None
) -> tuple[Shelf, Shelf, Shelf]:
    """The shelves of the published `essays`, translations among them, and of the cards of `deck`.

    Essays and comments stand on the page with the newest first.
    """
    essays = sorted(essays, key=lambda essay: (essay.date, essay.slug, essay.lang))
    memo = memo or Memo()
    return (
        Shelf("essays", 1, tuple(_newest_first(_essays(essays, memo)))),
        Shelf("types", 4, tuple(_types(deck, memo))),
        Shelf("comments", 5, tuple(_newest_first(_comments(essays, memo)))),
    )


def _newest_first(finds: Iterable[Find]) -> list[Find]:
    return sorted(finds, key=lambda find: -find.nr)


def _essays(essays: Iterable[Any], memo: Memo) -> Iterator[Find]:
    for nr, essay in enumerate(essays):
        tags = " ".join(str(tag) for tag in getattr(essay, "tags", ()))
        aside = f"{getattr(essay, 'subtitle', '')} {essay.category} {tags}"
        yield Find(nr, essay, Document(_lines(essay.title), aside, _read(essay.content, memo)))


def _types(deck: Iterable[Any], memo: Memo) -> Iterator[Find]:
    for nr, card in enumerate(deck):
        told = "; ".join(card.symptoms), card.habitat, card.prey, card.enemy, card.antidote
        text = "\n".join((*told, card.quotation.text, _read(card.text_html, memo)))
        yield Find(nr, card, Document(card.full_name, card.motto, text))


def _comments(essays: Iterable[Any], memo: Memo) -> Iterator[Find]:
    for essay in essays:
        talk = getattr(essay, "comments", None)
        for comment in talk.comments if talk else ():
            text = memo(("remark", comment.source), partial(_said, comment.source))
            remark = Remark(comment, essay, _opening(text))
            yield Find(comment.id, remark, Document(comment.author, "", text))


def _said(source: str) -> str:
    return _lines(plain_text(to_html(source)))


def _read(html: str, memo: Memo) -> str:
    return memo(("read", html), lambda: _lines(plain_text(html)))


def _lines(text: str) -> str:
    """The lines that say something, each with single spaces."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def _opening(text: str) -> str:
    words = text.replace("\n", " ")
    if len(words) <= _OPENING:
        return words
    return words[:_OPENING].rsplit(" ", 1)[0] + " …"

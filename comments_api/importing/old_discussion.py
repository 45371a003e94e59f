"""A discussion as another system held it, already in our words. Nothing here knows a format."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime
from enum import StrEnum

from comments_api.conversation.passage import Passage
from comments_api.conversation.text import clean_line, clean_text
from comments_api.conversation.web_link import is_web_link

_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_NAME = 200


class LeftOut(StrEnum):
    """Why something stays behind."""

    SPAM = "spam"
    TRASH = "trash"
    DELETED = "deleted"
    PINGBACK = "pingback"
    OTHER_KIND = "other kind"
    EMPTY = "empty"
    TWICE = "twice"
    ERASED = "erased"  # it came before, and was erased here


@dataclass(frozen=True, slots=True, kw_only=True)
class OldComment:
    """A comment. `origin` names it for good, `parent` is the origin of the comment it answers.

    `source` is visitors' Markdown, `written_at` aware. `waits`: nobody had decided on it there.
    """

    origin: str
    parent: str | None = None
    author: str
    email: str | None = field(default=None, repr=False)
    website: str | None = None
    source: str
    written_at: datetime
    by_author: bool = False
    waits: bool = False
    passage: Passage | None = None


@dataclass(slots=True)
class OldThread:
    """A discussion. `names` are what it was known under, the surest first: an id, its addresses.

    `left_out` counts what stays behind. `undated` counts comments that had no time of their own.
    """

    names: tuple[str, ...]
    title: str
    closed: bool = False
    comments: list[OldComment] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    undated: int = 0

    def add(
        self,
        *,
        origin: str,
        parent: str | None,
        author: str,
        email: str,
        website: str,
        source: str,
        written_at: datetime | None,
        fallback: datetime,
        by_author: bool = False,
        waits: bool = False,
        passage: Passage | None = None,
    ) -> None:
        """Take in a comment as it was found, cleaned like a visitor's; nothing is shortened.

        `fallback` is its time if it has none. An empty `author` stays empty.
        """
        text = clean_text(_SURROGATES.sub("\ufffd", source))
        if not text:
            self.left_out[LeftOut.EMPTY] += 1
            return
        if written_at is not None and not MINYEAR < written_at.year < MAXYEAR:
            written_at = None  # an empty time of Go's, 0001-01-01, or one as far away
        if written_at is None:
            self.undated += 1
        self.comments.append(
            OldComment(
                origin=origin,
                parent=parent,
                author=_line(author)[:_LONGEST_NAME],
                email=_email(_line(email)),
                website=_website(_line(website)),
                source=text,
                written_at=written_at or fallback,
                by_author=by_author,
                waits=waits,
                passage=passage,
            )
        )


def _line(text: str) -> str:
    return clean_line(_SURROGATES.sub("\ufffd", text))


def _email(text: str) -> str | None:
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+", text) else None


def _website(text: str) -> str | None:
    for url in (text, f"http://{text}"):
        if text and is_web_link(url):
            return url
    return None

"""A thread and a comment as the public sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that stood in the page until its writer corrected it. Markdown, like the present one.

    `replaced_at` must be aware and is kept in UTC. Raises ValueError like `PublicComment`.
    """

    source: str
    replaced_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "replaced_at", _utc(self.replaced_at, "replaced_at"))


@dataclass(frozen=True, slots=True)
class PublicComment:
    """An approved comment. It has no field for an e-mail or a network address, on purpose.

    `source` is the visitor's own Markdown; HTML is made of it on reading. `written_at` must be
    aware and is kept in UTC. `by_author` marks an answer of the essay's author. `earlier` is what
    stood in place of `source` before it was corrected, oldest first. `passage` is what of the essay
    it is about, None for all of it. `avatar` is the seed of the drawing beside the name, None for
    no drawing. Raises ValueError when `written_at` is naive or in the first or
    last year a datetime can hold.
    """

    id: int
    parent_id: int | None
    author: str
    website: str | None
    source: str
    written_at: datetime
    by_author: bool = False
    earlier: tuple[EarlierText, ...] = ()
    passage: Passage | None = None
    avatar: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "written_at", _utc(self.written_at, "written_at"))


@dataclass(frozen=True, slots=True)
class Thread:
    """The discussion of one essay: what the site tells the service about it.

    `url` is the essay's address, absolute (``https://…``) or from the root (``/essays/…/``).
    `lang` is a BCP 47 tag. `open` is what the author decided; `closes_at`, aware and kept in UTC,
    ends an open discussion by itself. `zone` is the IANA name of the time zone its dates are shown
    in. `lost` are the comments whose passage is not in the essay (any more); only the site knows
    that. `rules_url`, `privacy_url` and `imprint_url` are the addresses of the house rules, the
    privacy page and the imprint, absolute or from the root. Raises ValueError when `closes_at` is
    naive or in the first or last year a datetime can hold.
    """

    id: ThreadId
    title: str
    url: str
    lang: str
    author: str
    open: bool
    closes_at: datetime | None = None
    zone: str = "Europe/Berlin"
    lost: frozenset[int] = frozenset()
    rules_url: str = "/mitreden/"
    privacy_url: str = "/datenschutz/"
    imprint_url: str = "/impressum/"

    def __post_init__(self) -> None:
        if self.closes_at is not None:
            object.__setattr__(self, "closes_at", _utc(self.closes_at, "closes_at"))

    def accepts_comments(self, now: datetime) -> bool:
        """Whether a comment written at `now` (aware) is welcome."""
        return self.open and (self.closes_at is None or now < self.closes_at)

    def as_of(self, now: datetime) -> Thread:
        """This thread with `open` settled for `now` (aware), ready to be rendered."""
        accepts = self.accepts_comments(now)
        return self if accepts is self.open else replace(self, open=accepts)


def permalink(comment_id: int) -> str:
    """Leads to a public comment wherever it stands; below the root, answered by the service."""
    return f"/api/comments/{comment_id}"


def _utc(moment: datetime, name: str) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{name} needs a time zone: {moment.isoformat()}")
    if not MINYEAR < moment.year < MAXYEAR:  # leave room to show it in any zone
        raise ValueError(f"{name} is out of range: {moment.isoformat()}")
    return moment.astimezone(UTC)

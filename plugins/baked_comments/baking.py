"""From an essay and its approved comments to what its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.exchange import PublishedThread, fragment_name
from comments_api.conversation.feed import SITE_FEED, feed_address
from comments_api.conversation.rendering import (
    FormState,
    Order,
    has_orders,
    page_url,
    pages_of,
    render_form,
    render_pages,
    render_remarks,
)
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments.marking import lost, marked
from plugins.baked_comments.settings import Settings
from plugins.manuscript.memo import Memo


@dataclass(frozen=True, slots=True)
class Essay:
    """What baking needs to know of a published essay. `date` is aware.

    `comments` is its front matter field: empty, ``open`` (closes never by itself) or ``closed``.
    """

    title: str
    url: str
    lang: str
    author: str
    date: datetime
    comments: str


@dataclass(frozen=True, slots=True)
class BakedPage:
    """A page of a discussion besides the essay's own. `number` counts from 1 in its order.

    `address` is below that of the site. `fragment_url`, where there is one, is as with
    `BakedThread`.
    """

    address: str
    number: int
    list_html: Markup
    fragment_url: str


@dataclass(frozen=True, slots=True)
class BakedThread:
    """A discussion ready for the page; `fragment_url` is where a newer list would be found.

    `feed_url` is its own feed, `site_feed_url` that of all discussions.
    `list_html` is the first page, `pages` are those overleaf and those in the other order, and
    `overleaf` says under which address a comment stands that is not on the first.

    `comments` are those in the list, as they were approved, for whoever looks for their words.
    """

    thread: Thread
    comments: tuple[PublicComment, ...]
    count: int
    list_html: Markup
    form_html: Markup
    fragment_url: str
    feed_url: str
    site_feed_url: str
    pages: tuple[BakedPage, ...]
    overleaf: Mapping[int, str]

    @property
    def thread_id(self) -> ThreadId:
        """The discussion's name."""
        return self.thread.id

    @property
    def is_open(self) -> bool:
        """Whether comments are welcome."""
        return self.thread.open

    def remarked(self, html: str) -> Markup:
        """The essay's text with the passages marked that comments are about."""
        ways = partial(render_remarks, self.thread, overleaf=self.overleaf)
        return Markup(marked(html, self.comments, ways))  # noqa: S704 the author's own HTML


def thread_of(essay: Essay, thread_id: ThreadId, settings: Settings) -> Thread:
    """What the service is told about the essay's discussion."""
    closes_at = None
    if settings.close_after is not None and not essay.comments:
        closes_at = essay.date + settings.close_after
    return Thread(
        id=thread_id,
        title=essay.title,
        url=f"{settings.site_url}/{essay.url}",
        lang=essay.lang,
        author=essay.author,
        open=essay.comments != "closed",
        closes_at=closes_at,
        zone=settings.zone,
        rules_url=f"{settings.site_url}/{settings.rules_url}",
        privacy_url=f"{settings.site_url}/{settings.privacy_url}",
        imprint_url=f"{settings.site_url}/{settings.imprint_url}",
    )


def bake(
    thread: Thread,
    published: PublishedThread | None,
    html: str,
    settings: Settings,
    memo: Memo | None = None,
) -> BakedThread:
    """The thread as its page shows it at the moment of the build. `html` is the essay's text."""
    memo = memo or Memo()
    comments = tuple(published.comments) if published else ()
    version = published.version if published else 0
    current = replace(thread.as_of(settings.now), lost=lost(html, comments))
    first, *overleaf = memo(
        ("thread", current, comments, version),
        lambda: render_pages(current, comments, version),
    )
    pages = [
        BakedPage(
            _address(thread, number, Order.CONVERSATION, settings),
            number,
            section,
            _fragment_url(thread, number, settings),
        )
        for number, section in enumerate(overleaf, start=2)
    ]
    if has_orders(comments):
        by_time = render_pages(current, comments, version, Order.TIME)
        pages += [
            BakedPage(_address(thread, number, Order.TIME, settings), number, section, "")
            for number, section in enumerate(by_time, start=1)
        ]
    return BakedThread(
        thread=current,
        comments=comments,
        count=len(comments),
        list_html=first,
        form_html=memo(
            ("form", current),
            lambda: render_form(current, FormState(), replies=settings.mail),
        ),
        feed_url=settings.site_url + feed_address(thread),
        site_feed_url=settings.site_url + SITE_FEED,
        fragment_url=_fragment_url(thread, 1, settings),
        pages=tuple(pages),
        overleaf={
            number: url for number, url in pages_of(current, comments).items() if url != thread.url
        },
    )


def _address(thread: Thread, number: int, order: Order, settings: Settings) -> str:
    return page_url(thread, number, order).removeprefix(f"{settings.site_url}/")


def _fragment_url(thread: Thread, number: int, settings: Settings) -> str:
    return f"{settings.site_url}/kommentare/{fragment_name(thread.id, number)}"

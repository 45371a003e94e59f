"""From an essay and its approved comments to what its page shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.exchange import PublishedThread
from comments_api.conversation.feed import SITE_FEED, feed_address
from comments_api.conversation.rendering import (
    FormState,
    render_form,
    render_remarks,
    render_thread,
)
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments.marking import lost, marked
from plugins.baked_comments.settings import Settings


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
class BakedThread:
    """A discussion ready for the page; `fragment_url` is where a newer list would be found.

    `feed_url` is its own feed, `site_feed_url` that of all discussions.
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

    @property
    def is_open(self) -> bool:
        """Whether comments are welcome."""
        return self.thread.open

    def remarked(self, html: str) -> Markup:
        """The essay's text with the passages marked that comments are about."""
        ways = partial(render_remarks, self.thread)
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
    )


def bake(
    thread: Thread, published: PublishedThread | None, html: str, settings: Settings
) -> BakedThread:
    """The thread as its page shows it at the moment of the build. `html` is the essay's text."""
    comments = published.comments if published else ()
    version = published.version if published else 0
    current = replace(thread.as_of(settings.now), lost=lost(html, comments))
    return BakedThread(
        thread=current,
        comments=tuple(comments),
        count=len(comments),
        list_html=render_thread(current, comments, version),
        form_html=render_form(current, FormState(), replies=settings.mail),
        fragment_url=f"{settings.site_url}/kommentare/{thread.id}.html",
        feed_url=settings.site_url + feed_address(thread),
        site_feed_url=settings.site_url + SITE_FEED,
    )

"""How a thread, a comment and the form look. One renderer for page, fragment and service.

Rendering depends on nothing but its arguments: no clock, no request, no settings. A thread whose
closing date may have passed must come as ``thread.as_of(now)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from comments_api.conversation.avatar import avatar
from comments_api.conversation.comment import PublicComment, Thread, permalink
from comments_api.conversation.language import catalogue, locale_of, primary_subtag
from comments_api.conversation.limits import Limits
from comments_api.conversation.markup import LINK_REL, gist, to_html
from comments_api.conversation.paging import page_starts
from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.tree import build_tree, walk
from comments_api.conversation.web_link import is_web_link

HONEYPOT = "url2"
"""Name of the form field that people never see. Whoever fills it in is a machine."""

FORM_TIME = "form_time"
"""Name of the hidden field that says when the form was taken up, where that is known."""

REPLIES = "replies"
"""Name of the box that asks for replies by mail."""

DEEPEST_INDENT = 3
"""Replies below it stand at this indent and name the comment they answer."""

FIELDS = ("author", "email", "website", "quote", "text")
"""Names of the form's visible fields in their order."""

_KEPT = 32_768  # comments; a decision on a long thread changes one of them

_HERE = Path(__file__).parent
_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class FormState:
    """What the form shows: typed `values` and `errors` by field name, and what is answered.

    Values: `FIELDS`, quote_prefix, quote_suffix, submission_key, `FORM_TIME` and `REPLIES`. An
    error under a name that is no visible field is told above the form. Messages are sentences in
    the thread's language.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    reply_to: PublicComment | None = None


class Order(StrEnum):
    """How a thread is read."""

    CONVERSATION = "conversation"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class _View:
    """A comment as its template needs it.

    `link` leads to itself, `parent_link` to `parent`, which is named when the lists do not show it,
    and `essay` precedes the passage it is about, which is `lost` when the essay has it no more.
    `waits`: only its writer sees it.
    """

    comment: PublicComment
    link: str
    parent: PublicComment | None = None
    parent_link: str = ""
    essay: str = ""
    lost: bool = False
    orphaned: bool = False
    answerable: bool = False
    waits: bool = False
    reportable: bool = False

    @property
    def website(self) -> str | None:
        website = self.comment.website
        return website if website and is_web_link(website) else None


@dataclass(frozen=True, slots=True)
class _Row:
    """A comment in the lists of its page.

    `opens`: a list begins here. `closes`: how many lists end here. `ends`: another item follows in
    the same list, so only the item ends.
    """

    view: _View
    opens: bool
    closes: int
    ends: bool


def page_url(thread: Thread, number: int, order: Order = Order.CONVERSATION) -> str:
    """The address of a page of the thread, counted from 1; the first is the essay's own."""
    by_time = order is Order.TIME
    if number == 1 and not by_time:
        return thread.url
    parts = [thread.url.rstrip("/"), "kommentare", "zeit" * by_time, str(number) * (number > 1)]
    return "/".join([*filter(None, parts), ""])


def has_orders(comments: Sequence[PublicComment]) -> bool:
    """Whether it makes a difference in which order the thread is read."""
    return any(comment.parent_id is not None for comment in comments)


def render_pages(
    thread: Thread,
    comments: Sequence[PublicComment],
    version: int = 0,
    order: Order = Order.CONVERSATION,
) -> tuple[Markup, ...]:
    """The section ``#kommentare`` of each page, at least one, for the pages and the fragments.

    `version` is that of the published thread; a page compares it with a fragment's. Raises
    ValueError when two comments share an id.
    """
    pages = _pages(thread, comments, order)
    return tuple(
        _render(
            "thread.html",
            thread,
            rows=rows,
            article=partial(_kept_article, thread.id, thread.lang, thread.zone),
            count=len(comments),
            version=version,
            orders=[(each, each is order, page_url(thread, 1, each)) for each in Order]
            if has_orders(comments)
            else [],
            number=number,
            pages=len(pages),
            before=page_url(thread, number - 1, order) if number > 1 else None,
            after=page_url(thread, number + 1, order) if number < len(pages) else None,
            first=page_url(thread, 1, order) if number - 1 > 1 else None,
            last=page_url(thread, len(pages), order) if number + 1 < len(pages) else None,
        )
        for number, rows in enumerate(pages, start=1)
    )


def pages_of(thread: Thread, comments: Sequence[PublicComment]) -> dict[int, str]:
    """The address of the page on which each comment stands, by id."""
    return {
        row.view.comment.id: page_url(thread, number)
        for number, rows in enumerate(_pages(thread, comments, Order.CONVERSATION), start=1)
        for row in rows
    }


def render_comment(
    thread: Thread,
    comment: PublicComment,
    *,
    parent: PublicComment | None = None,
    waits: bool = False,
    public: bool = False,
) -> Markup:
    """One comment outside its page: none of its links invites a reply.

    With a public `parent` it says whom it answers; when it `waits`, that it does. When it is
    `public`, its date leads to where it stands, else into the essay's page.
    """
    view = _View(
        comment,
        permalink(comment.id) if public else thread.url + _anchor(comment),
        parent,
        permalink(parent.id) if parent else "",
        thread.url,
        lost=comment.id in thread.lost,
        waits=waits,
    )
    return _article(thread.id, thread.lang, thread.zone, view)


def render_remarks(
    thread: Thread, comments: Sequence[PublicComment], overleaf: Mapping[int, str]
) -> Markup:
    """What stands in the essay behind a passage: the ways to the comments on it.

    Each is the place ``#passage-…`` that its comment leads back to. `overleaf` are the addresses of
    the pages that hold comments, by id, other than the essay's own.
    """
    return _render("remarks.html", thread, comments=comments, overleaf=overleaf)


def render_form(
    thread: Thread,
    form: FormState,
    limits: Limits = _DEFAULT_LIMITS,
    *,
    replies: bool = False,
) -> Markup:
    """The form to write with or, in a closed thread, the word that it is closed.

    With `replies` it offers them by mail.
    """
    named = [(name, form.errors[name]) for name in FIELDS if name in form.errors]
    general = [message for name, message in form.errors.items() if name not in FIELDS]
    return _render(
        "form.html",
        thread,
        form=form,
        limits=limits,
        named=named,
        general=general,
        first=named[0][0] if named else None,
        honeypot=HONEYPOT,
        form_time=FORM_TIME,
        replies=REPLIES if replies else None,
    )


def _pages(thread: Thread, comments: Sequence[PublicComment], order: Order) -> list[list[_Row]]:
    nodes = list(walk(build_tree(comments)))
    if order is Order.TIME:
        nodes.sort(key=lambda row: (row[1].comment.written_at, row[1].comment.id))
        nodes = [(0, node) for _, node in nodes]
    by_id = {node.comment.id: node.comment for _, node in nodes}
    views = [
        _View(
            node.comment,
            _anchor(node.comment),
            parent=None if node.orphaned else by_id.get(node.comment.parent_id or 0),
            lost=node.comment.id in thread.lost,
            orphaned=node.orphaned,
            answerable=thread.open,
            reportable=True,
        )
        for _, node in nodes
    ]
    weighed = [
        (depth, _weight(thread, view)) for (depth, _), view in zip(nodes, views, strict=True)
    ]
    starts = page_starts(weighed)
    numbers = {
        view.comment.id: number
        for number, (start, end) in enumerate(pairwise([*starts, len(views)]), start=1)
        for view in views[start:end]
    }
    return [
        _outline(thread, views[start:end], order, numbers)
        for start, end in pairwise([*starts, len(views)])
    ]


def _weight(thread: Thread, view: _View) -> int:
    """Bytes of a comment, with the line that may have to say whom it answers.

    Whether it has to depends on where the pages break, and that on this.
    """
    naming = len(escape(view.parent.author).encode()) + len(thread.url) + 200 if view.parent else 0
    article = _kept_article(thread.id, thread.lang, thread.zone, replace(view, parent=None))
    return len(article.encode()) + naming


def _outline(
    thread: Thread, views: Sequence[_View], order: Order, numbers: Mapping[int, int]
) -> list[_Row]:
    """A page as a flat list that opens and closes its own lists, so that no template recurses.

    What answers a comment of another page stands at the top and says whom it answers.
    """
    depths: dict[int, int] = {}
    shown = []
    for view in views:
        comment, parent = view.comment, view.parent
        above = None if parent is None or order is Order.TIME else depths.get(parent.id)
        depths[comment.id] = 0 if above is None else above + 1
        here = numbers[comment.id]
        if parent is None or (above is not None and above < DEEPEST_INDENT):
            named, link = None, ""
        else:
            named, there = parent, numbers[parent.id]
            link = ("" if there == here else page_url(thread, there, order)) + _anchor(parent)
        at_essay = comment.passage is None or (here == 1 and order is Order.CONVERSATION)
        essay = "" if at_essay else thread.url
        shown.append(replace(view, parent=named, parent_link=link, essay=essay))
    indents = [min(depths[view.comment.id], DEEPEST_INDENT) for view in views]
    return [
        _Row(
            view,
            opens=indent > before,
            closes=max(indent - after, 0),
            ends=0 <= after <= indent,
        )
        for view, indent, before, after in zip(
            shown, indents, [-1, *indents], [*indents[1:], -1], strict=False
        )
    ]


def _anchor(comment: PublicComment) -> str:
    return f"#kommentar-{comment.id}"


def _article(thread_id: ThreadId, lang: str, zone: str, view: _View) -> Markup:
    # The macro itself, for a template's context costs more than a comment.
    macro = _environment(primary_subtag(lang)).get_template("_comment.html").module
    article: Markup = macro.comment_article(thread_id, zone, view)  # type: ignore[attr-defined]
    return article


_kept_article = lru_cache(maxsize=_KEPT)(_article)
"""Kept by what a comment shows and no more: what changes about its thread draws no other anew."""


def _render(template: str, thread: Thread, **context: object) -> Markup:
    language = primary_subtag(thread.lang)
    html = _environment(language).get_template(template).render(thread=thread, **context)
    return Markup(html)  # noqa: S704 every template autoescapes


@lru_cache(maxsize=8)
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        auto_reload=False,  # or each comment looks whether its template changed
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        catalogue(language, _HERE), newstyle=True
    )
    locale = locale_of(language)
    environment.filters["avatar"] = avatar
    environment.filters["html"] = to_html
    environment.filters["in_zone"] = lambda moment, zone: moment.astimezone(ZoneInfo(zone))
    day = lru_cache(maxsize=_KEPT)(partial(format_date, format="long", locale=locale))
    clock = lru_cache(maxsize=_KEPT)(partial(format_time, format="short", locale=locale))
    environment.filters["day"] = lambda moment: day(moment.date())
    environment.filters["clock"] = lambda moment: clock(time(moment.hour, moment.minute))
    environment.filters["number"] = lambda number: format_decimal(number, locale=locale)
    environment.filters["gist"] = gist
    environment.globals["link_rel"] = LINK_REL
    environment.globals["permalink"] = permalink
    return environment

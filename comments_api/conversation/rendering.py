"""How a thread, a comment and the form look. One renderer for page, fragment and service.

Rendering depends on nothing but its arguments: no clock, no request, no settings. A thread whose
closing date may have passed must come as ``thread.as_of(now)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.language import SOURCE_LANGUAGE, catalogue, primary_subtag
from comments_api.conversation.limits import Limits
from comments_api.conversation.markup import LINK_REL, gist, to_html
from comments_api.conversation.tree import Node, build_tree, walk
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


@dataclass(frozen=True, slots=True)
class _View:
    """A comment as its template needs it.

    `page` precedes every ``#kommentar-…``. `parent` is named when the lists do not show it.
    `waits`: only its writer sees it. `opens`: a list begins here. `closes`: how many lists end
    here. `ends`: another item follows in the same list, so only the item ends.
    """

    comment: PublicComment
    page: str = ""
    parent: PublicComment | None = None
    orphaned: bool = False
    answerable: bool = False
    waits: bool = False
    reportable: bool = False
    opens: bool = False
    closes: int = 0
    ends: bool = False

    @property
    def website(self) -> str | None:
        website = self.comment.website
        return website if website and is_web_link(website) else None


def render_thread(thread: Thread, comments: Sequence[PublicComment], version: int = 0) -> Markup:
    """The section ``#kommentare`` with every comment, for the page and for the fragment.

    `version` is that of the published thread; a page compares it with a fragment's. Raises
    ValueError when two comments share an id.
    """
    return _render(
        "thread.html",
        thread,
        views=_outline(build_tree(comments), answerable=thread.open),
        count=len(comments),
        version=version,
    )


def render_comment(
    thread: Thread,
    comment: PublicComment,
    *,
    parent: PublicComment | None = None,
    waits: bool = False,
) -> Markup:
    """One comment outside its page: its links lead into the essay's page, and none invites a reply.

    With `parent` it says whom it answers; when it `waits`, that it does.
    """
    view = _View(comment, page=thread.url, parent=parent, waits=waits)
    return _render("comment.html", thread, view=view)


def render_remarks(thread: Thread, comments: Sequence[PublicComment]) -> Markup:
    """What stands in the essay behind a passage: the ways to the comments on it.

    Each is the place ``#passage-…`` that its comment leads back to.
    """
    return _render("remarks.html", thread, comments=comments)


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


def _outline(tree: Sequence[Node], *, answerable: bool) -> list[_View]:
    """The tree as a flat list that opens and closes its own lists, so that no template recurses."""
    rows = list(walk(tree))
    by_id = {node.comment.id: node.comment for _, node in rows}
    indents = [min(depth, DEEPEST_INDENT) for depth, _ in rows]
    views = []
    for (depth, node), indent, before, after in zip(
        rows, indents, [-1, *indents], [*indents[1:], -1], strict=False
    ):
        unseen = node.comment.parent_id if depth > DEEPEST_INDENT else None
        views.append(
            _View(
                node.comment,
                parent=None if unseen is None else by_id[unseen],
                orphaned=node.orphaned,
                answerable=answerable,
                reportable=True,
                opens=indent > before,
                closes=max(indent - after, 0),
                ends=0 <= after <= indent,
            )
        )
    return views


def _render(template: str, thread: Thread, **context: object) -> Markup:
    language = primary_subtag(thread.lang)
    html = _environment(language).get_template(template).render(thread=thread, **context)
    return Markup(html)  # noqa: S704 every template autoescapes


@lru_cache(maxsize=8)
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        catalogue(language, _HERE), newstyle=True
    )
    locale = _locale(language)
    environment.filters["html"] = to_html
    environment.filters["in_zone"] = lambda moment, zone: moment.astimezone(ZoneInfo(zone))
    environment.filters["day"] = lambda moment: format_date(moment, "long", locale)
    environment.filters["clock"] = lambda moment: format_time(
        moment, "short", tzinfo=moment.tzinfo, locale=locale
    )
    environment.filters["number"] = lambda number: format_decimal(number, locale=locale)
    environment.filters["gist"] = gist
    environment.globals["link_rel"] = LINK_REL
    return environment


def _locale(language: str) -> Locale:
    try:
        return Locale(language)
    except UnknownLocaleError:
        return Locale(SOURCE_LANGUAGE)

"""A post as the file an author would have written: front matter that passes the check, and text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from comments_api.conversation.text import legible
from plugins.manuscript import Translate
from plugins.manuscript.slug import slugify
from plugins.moving_in.body import Body, plain
from plugins.moving_in.dialect import escaped_line
from plugins.moving_in.plan import House, Place
from plugins.moving_in.wordpress_export import PUBLIC, Blog, Post

LONGEST_SUMMARY = 280
"""Characters; a summary made of the text's beginning ends at a word."""

_MADE_DRAFTS = {"private", "pending", "draft"}


def fields_of(
    post: Post, blog: Blog, body: Body, place: Place, house: House, _: Translate
) -> Mapping[str, str]:
    """The fields of a post's front matter, in their order, without empty ones.

    Adds to the notes of `body`.
    """
    title = _title(post, body, _)
    category, *more = [name for name in map(_name, post.categories) if slugify(name)] or [
        house.category
    ]
    tags = [name for name in dict.fromkeys([*more, *map(_name, post.tags)]) if slugify(name)]
    if post.other_terms:
        body.notes.append(_("Left out: %(terms)s.") % {"terms": ", ".join(post.other_terms)})
    _tell_state(post, body, _)
    lang = blog.language.partition("-")[0].lower()
    shared = {
        "title": title,
        "slug": place.slug,
        "lang": lang if lang and lang != house.lang.partition("-")[0] else "",
        "summary": _summary(post, body, _),
        "status": "draft" if post.is_draft else "",
        "aliases": ", ".join(place.aliases),
        "origin": blog.origin(post),
    }
    if post.kind == "page":
        return {key: value for key, value in shared.items() if value}
    date, modified = _day(post.date, house.zone), _day(post.modified, house.zone)
    fields = {
        "title": title,
        "date": date,
        "modified": modified if not post.is_draft and modified > date else "",
        "category": category,
        "tags": ", ".join(tags),
        "author": _author(post, blog, body, house, _),
        **{key: value for key, value in shared.items() if key != "title"},
        "comments": "closed" if post.comments_closed else "",
    }
    return {key: value for key, value in fields.items() if value}


def file_text(fields: Mapping[str, str], markdown: str) -> str:
    """The whole file, without controls that nobody sees."""
    front = "\n".join(f"{key}: {value}" for key, value in fields.items())
    return legible(f"---\n{front}\n---\n\n{markdown}\n" if markdown else f"---\n{front}\n---\n")


def _title(post: Post, body: Body, _: Translate) -> str:
    title = plain(post.title)
    if title:
        return title
    body.notes.append(_("It has no title; its beginning stands for one."))
    words: Sequence[str] = body.lead.split()[:6]
    return " ".join(words) or _("Untitled (%(number)s)") % {"number": post.number}


def _author(post: Post, blog: Blog, body: Body, house: House, _: Translate) -> str:
    name = _name(blog.authors.get(post.author, post.author))
    if name and not slugify(name):
        body.notes.append(_("Its author “%(name)s” gives no address.") % {"name": name})
        return house.author
    return name or house.author


def _tell_state(post: Post, body: Body, _: Translate) -> None:
    if post.password:
        body.notes.append(_("It was protected by a password; it is a draft now."))
    elif post.status == "private":
        body.notes.append(_("It was private; it is a draft now."))
    elif post.status == "pending":
        body.notes.append(_("It waited for review; it is a draft now."))
    elif post.status not in {*PUBLIC, *_MADE_DRAFTS}:
        body.notes.append(
            _("Its state “%(status)s” is not known here; it is a draft now.")
            % {"status": post.status}
        )
    elif post.date is None and post.status in PUBLIC:
        body.notes.append(_("It has no date; it is a draft now."))


def _summary(post: Post, body: Body, _: Translate) -> str:
    text = plain(post.excerpt) or body.lead
    if not text:
        body.notes.append(_("There is nothing to make a summary of."))
        return _("⟨summary⟩")
    if len(text) > LONGEST_SUMMARY:
        text = text[:LONGEST_SUMMARY].rpartition(" ")[0] or text[:LONGEST_SUMMARY]
        text = f"{text.rstrip(' .,;:–-')} …"
    return escaped_line(text)


def _name(text: str) -> str:
    """A name that may stand in a list: commas and semicolons part names."""
    return " ".join(re.sub("[,;]", " ", plain(text)).split()).lstrip("[")


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"

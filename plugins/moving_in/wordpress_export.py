"""What a WordPress export holds, as its own nouns: the blog, its posts, its pictures.

The file is read twice, one record in memory at a time: `survey` gathers what texts refer to
wherever it stands, `posts` gives the texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from comments_api.conversation import wxr
from comments_api.conversation.foreign_file import Heard, opened
from comments_api.conversation.foreign_xml import text_of
from comments_api.conversation.text import legible

TEXTS = {"post", "page"}
PUBLIC = {"publish", "future"}
_DROPPED = {"trash", "auto-draft", "inherit"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """An entry of the media library."""

    url: str
    title: str
    alt: str
    caption: str
    parent: str


@dataclass(slots=True)
class Blog:
    """What the whole export says. `address` has no slash at its end; `name` stands in origins.

    `attachments` by number. `others` counts what is neither text nor attachment, by kind.
    """

    address: str = ""
    name: str = "?"
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        """Where on its host the blog lives; empty at the root."""
        return urlsplit(self.address).path.rstrip("/")

    @property
    def origins(self) -> str:
        """How the origin of everything from this blog begins."""
        return wxr.origin(self.name, "")

    def origin(self, post: Post) -> str:
        """What a text is called for good, whatever file and address it gets."""
        return wxr.origin(self.name, post.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post or a page (`kind`), `number` as `wxr.Numbering` gives it.

    `date` and `modified` are aware; None: never.
    """

    number: str
    kind: str
    title: str
    slug: str
    link: str
    status: str
    password: bool
    date: datetime | None
    modified: datetime | None
    author: str
    html: str
    excerpt: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    other_terms: tuple[str, ...]
    thumbnail: str
    footnotes: dict[str, str]
    comments_closed: bool

    @property
    def is_draft(self) -> bool:
        """Whether only its author may see it: not public there, with a password, without a day."""
        return self.status not in PUBLIC or self.password or self.date is None


def survey(path: Path, heard: Heard) -> Blog:
    """Everything texts may refer to. Reads the whole file, so a broken one is known at once.

    Raises UnusableExport.
    """
    blog = Blog()
    link = ""
    with opened(path, heard) as file:
        for record in wxr.channel(file):
            text = (record.text or "").strip()
            match record.tag:
                case "link":
                    link = text
                case "wp-base_blog_url":
                    blog.address = text.rstrip("/")
                case "language":
                    blog.language = text
                case "wp-author":
                    _note_author(blog, record)
                case "item":
                    _note_item(blog, record)
    blog.address = blog.address or link.rstrip("/")
    blog.name = wxr.blog_name(blog.address)
    return blog


def posts(path: Path, zone: tzinfo, heard: Heard) -> Iterator[Post]:
    """The posts and pages that are neither thrown away nor mere revisions, in order.

    `zone` is that of times without GMT. Raises UnusableExport.
    """
    numbering = wxr.Numbering()
    with opened(path, heard) as file:
        for record in wxr.channel(file):
            if record.tag != "item":
                continue
            number = numbering.of(record)
            if text_of(record, "wp-post_type").strip() in TEXTS:
                post = _post(record, number, zone)
                if post.status not in _DROPPED:
                    yield post


def _note_author(blog: Blog, record: Element) -> None:
    names = ("wp-author_first_name", "wp-author_last_name")
    full = " ".join(filter(None, (text_of(record, name).strip() for name in names)))
    login = text_of(record, "wp-author_login").strip()
    shown = text_of(record, "wp-author_display_name").strip()
    blog.authors[login] = shown or full or login


def _note_item(blog: Blog, record: Element) -> None:
    kind = text_of(record, "wp-post_type").strip()
    if kind == "attachment":
        meta = _meta(record)
        blog.attachments[text_of(record, "wp-post_id").strip()] = Attachment(
            url=(text_of(record, "wp-attachment_url") or text_of(record, "guid")).strip(),
            title=" ".join(text_of(record, "title").split()),
            alt=meta.get("_wp_attachment_image_alt", "").strip(),
            caption=text_of(record, "excerpt-encoded").strip(),
            parent=text_of(record, "wp-post_parent").strip(),
        )
    elif kind not in TEXTS:
        blog.others[kind or "?"] += 1
    elif (status := text_of(record, "wp-status").strip()) in _DROPPED:
        blog.others[f"{kind}: {status}"] += 1


def _meta(record: Element) -> dict[str, str]:
    return {
        text_of(meta, "wp-meta_key"): text_of(meta, "wp-meta_value")
        for meta in record.iterfind("wp-postmeta")
    }


def _post(record: Element, number: str, zone: tzinfo) -> Post:
    meta = _meta(record)
    terms = [
        (term.get("domain", ""), (term.text or "").strip()) for term in record.iter("category")
    ]
    return Post(
        number=number,
        kind=text_of(record, "wp-post_type").strip(),
        title=text_of(record, "title"),
        slug=text_of(record, "wp-post_name").strip(),
        link=text_of(record, "link").strip(),
        status=text_of(record, "wp-status").strip(),
        password=bool(text_of(record, "wp-post_password").strip()),
        date=_moment(record, "wp-post_date", zone),
        modified=_moment(record, "wp-post_modified", zone),
        author=text_of(record, "dc-creator").strip(),
        html=text_of(record, "content-encoded"),
        excerpt=text_of(record, "excerpt-encoded"),
        categories=_terms(terms, {"category", ""}),
        tags=_terms(terms, {"post_tag", "tag"}),
        other_terms=tuple(
            f"{domain}: {name}"
            for domain, name in terms
            if domain not in {"category", "", "post_tag", "tag", "post_format"}
        ),
        thumbnail=meta.get("_thumbnail_id", "").strip(),
        footnotes=_footnotes(meta.get("footnotes", "")),
        comments_closed=text_of(record, "wp-comment_status").strip() == "closed",
    )


def _moment(record: Element, name: str, zone: tzinfo) -> datetime | None:
    return wxr.moment(text_of(record, f"{name}_gmt"), text_of(record, name), zone)


def _terms(terms: list[tuple[str, str]], domains: set[str]) -> tuple[str, ...]:
    """The names, each once: version 1.0 tells every term twice."""
    return tuple(dict.fromkeys(name for domain, name in terms if domain in domains and name))


def _footnotes(text: str) -> dict[str, str]:
    """The texts of the block editor's footnotes by their ids."""
    try:
        return {str(note["id"]): legible(str(note["content"])) for note in json.loads(text or "[]")}
    except (ValueError, LookupError, TypeError):
        return {}

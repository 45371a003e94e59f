"""From Pelican's articles to feeds: which there are, and what each entry says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from plugins.feeds.content import feed_content, feed_text
from plugins.feeds.feed import Entry, Feed, Person
from plugins.feeds.identity import essay_name, tag_uri
from plugins.feeds.settings import Settings

FOLDER = "feeds"
_WHOLE = "alle"


@dataclass(frozen=True, slots=True)
class Links:
    """What a page says of its feed: a title, and two addresses below the site's."""

    title: str
    atom: str
    json: str


class Shelf:
    """The feeds of a site. An article is turned into its entry once, however many feeds it is in.

    `articles` come newest first; `groups` are Pelican's sections, authors and tags with their
    articles. The newest `settings.most` of each list make its feed.
    """

    def __init__(
        self,
        settings: Settings,
        articles: Sequence[Any],
        groups: Iterable[tuple[Any, Sequence[Any]]],
    ) -> None:
        self._settings = settings
        self._lists = [
            ("", settings.name, articles),
            *((str(group.url), f"{settings.name} · {group.name}", own) for group, own in groups),
        ]
        self._entries: dict[str, Entry] = {}

    @cached_property
    def links(self) -> dict[str, Links]:
        """From the address of a list's page to its feed; the front page's address is empty."""
        return {page: _links(page, title) for page, title, articles in self._lists if articles}

    def feeds(self) -> Iterator[tuple[Links, Feed]]:
        """Every feed."""
        site = self._settings.site
        for page, title, articles in self._lists:
            links = self.links.get(page)
            if links:
                yield (
                    links,
                    Feed(
                        id=tag_uri(self._settings.authority, FOLDER, *_names(page)),
                        title=feed_text(title),
                        subtitle=feed_text(self._settings.subtitle),
                        lang=self._settings.lang,
                        page=f"{site}/{page}",
                        atom=f"{site}/{links.atom}",
                        json=f"{site}/{links.json}",
                        entries=tuple(map(self._entry, articles[: self._settings.most])),
                    ),
                )

    def _entry(self, article: Any) -> Entry:
        if article.url not in self._entries:
            self._entries[article.url] = entry_of(article, self._settings)
        return self._entries[article.url]


def entry_of(article: Any, settings: Settings) -> Entry:
    """What feeds say of a Pelican article, its reading time first if another plugin tells it."""
    url = f"{settings.site}/{article.url}"
    told = getattr(article, "reading_label", "")
    summary = feed_content(article.summary, url)
    name = essay_name(article.metadata.get("thread", ""), article.slug, article.lang, settings.lang)
    return Entry(
        id=tag_uri(settings.authority, "essay", name),
        url=url,
        title=feed_text(_plain(article.title)),
        lang=article.lang,
        published=article.date,
        updated=getattr(article, "modified", article.date),
        authors=tuple(
            Person(feed_text(author.name), f"{settings.site}/{author.url}")
            for author in article.authors
        ),
        tags=tuple(
            dict.fromkeys(
                feed_text(group.name) for group in (article.category, *getattr(article, "tags", ()))
            )
        ),
        summary=f"<p>{escape(told)}</p>{summary}" if told else summary,
        summary_text=". ".join(filter(None, (told, feed_text(_plain(summary))))),
        content=feed_content(article.content, url),
    )


def _links(page: str, title: str) -> Links:
    path = "/".join((FOLDER, *_names(page)))
    return Links(title, f"{path}.atom.xml", f"{path}.feed.json")


def _names(page: str) -> list[str]:
    """``rubriken/bestiarium/`` → ``rubriken``, ``bestiarium``."""
    return page.removesuffix(".html").strip("/").split("/") if page else [_WHOLE]


def _plain(html: str) -> str:
    return str(Markup(html).striptags())  # noqa: S704 this takes the markup away

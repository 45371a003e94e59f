"""Meets Pelican: gives every text the state and the address that its front matter asks for.

Pelican writes what it calls a draft and shows it nowhere. That is right for three of our states,
which differ in their address: a draft's is secret, a withdrawn text's is the old one with another
file, and a scheduled text has one in a preview only.

Settings, all optional: ``BUILD_TIME``, the moment that decides what is due; ``DRAFT_KEY_FILE`` and
``DRAFT_PATH``; ``PREVIEW_PATH``, with which a build is a preview and has an editor's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import signals
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator
from pelican.utils import set_date_tzinfo

from plugins.manuscript.date import build_time
from plugins.manuscript.slug import slugify
from plugins.publication_states.addresses import editors_address, gone_file, public_address
from plugins.publication_states.editors_page import EditorsPageGenerator
from plugins.publication_states.preview_address import preview_address, preview_key
from plugins.publication_states.schedule import Scheduled, is_due


@dataclass(frozen=True)
class _Settings:
    now: datetime
    zone: ZoneInfo
    default_lang: str
    key_file: Path
    draft_path: str
    preview: bool

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> _Settings:
        return cls(
            now=build_time(settings.get("BUILD_TIME")),
            zone=ZoneInfo(settings["TIMEZONE"]),
            default_lang=settings["DEFAULT_LANG"],
            key_file=Path(settings.get("DRAFT_KEY_FILE", "var/draft.key")),
            draft_path=settings.get("DRAFT_PATH", "entwuerfe"),
            preview=bool(settings.get("PREVIEW_PATH")),
        )


def register() -> None:
    """Connect to Pelican's signals."""
    signals.article_generator_init.connect(_prepare)
    signals.page_generator_init.connect(_prepare)
    signals.article_generator_context.connect(_judge)
    signals.page_generator_context.connect(_judge)
    signals.article_generator_finalized.connect(_list_scheduled)
    signals.article_generator_finalized.connect(_settle_addresses)
    signals.page_generator_finalized.connect(_settle_addresses)
    signals.get_generators.connect(_generators)


def _generators(pelican: Any) -> type[EditorsPageGenerator] | None:
    return EditorsPageGenerator if _Settings.from_pelican(pelican.settings).preview else None


def _prepare(generator: Any) -> None:
    generator.publication = _Settings.from_pelican(generator.settings)
    generator.scheduled = []


def _judge(generator: Any, metadata: dict[str, Any]) -> None:
    publication: _Settings = generator.publication
    slug = metadata.get("slug") or slugify(metadata.get("title", ""))
    lang = metadata.get("lang", publication.default_lang)
    status, date = metadata.get("status"), metadata.get("date")
    if status == "draft":
        key = preview_key(publication.key_file)
        secret = preview_address(key, slug, lang, metadata.get("preview", ""))
        _hide(metadata, f"{publication.draft_path}/{secret}/")
    elif status == "withdrawn":
        kind = "ARTICLE" if isinstance(generator, ArticlesGenerator) else "PAGE"
        url, save_as = public_address(kind, generator.settings, metadata, slug, lang)
        _hide(metadata, url, gone_file(save_as))
        metadata.update(template="withdrawn", withdrawn=True)
    elif date is not None:
        due = set_date_tzinfo(date, str(publication.zone))
        if not is_due(due, publication.now):
            generator.scheduled.append(Scheduled(due, slug, metadata.get("title", slug)))
            metadata["due"] = due
            if publication.preview:
                _hide(metadata, editors_address(slug, lang, publication.default_lang))
            else:
                metadata["status"] = "skip"


def _hide(metadata: dict[str, Any], url: str, save_as: str = "") -> None:
    metadata.update(status="draft", url=url, save_as=save_as or f"{url}index.html")


def _list_scheduled(generator: Any) -> None:
    generator.context["scheduled"] = tuple(sorted(generator.scheduled))


def _settle_addresses(generator: Any) -> None:
    """From here on no address changes; Pelican would put it together whenever it is said.

    Not `override_save_as`: with that, Pelican would let one page silently replace another.
    """
    for content in generator.context["generated_content"].values():
        if isinstance(content, Article | Page):
            content.override_url = content.url

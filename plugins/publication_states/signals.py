"""Meets Pelican: holds back scheduled essays and hides drafts under their secret address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import signals
from pelican.utils import set_date_tzinfo

from plugins.manuscript.date import build_time
from plugins.manuscript.slug import slugify
from plugins.publication_states.preview_address import preview_address, preview_key
from plugins.publication_states.schedule import Scheduled, is_due


@dataclass(frozen=True)
class _Settings:
    now: datetime
    zone: ZoneInfo
    default_lang: str
    key_file: Path
    draft_path: str

    @classmethod
    def from_pelican(cls, settings: dict[str, Any]) -> _Settings:
        return cls(
            now=build_time(settings.get("BUILD_TIME")),
            zone=ZoneInfo(settings["TIMEZONE"]),
            default_lang=settings["DEFAULT_LANG"],
            key_file=Path(settings.get("DRAFT_KEY_FILE", "var/draft.key")),
            draft_path=settings.get("DRAFT_PATH", "entwuerfe"),
        )


def register() -> None:
    """Connect to Pelican's signals."""
    signals.article_generator_init.connect(_prepare)
    signals.page_generator_init.connect(_prepare)
    signals.article_generator_context.connect(_judge)
    signals.page_generator_context.connect(_judge)
    signals.article_generator_finalized.connect(_list_scheduled)


def _prepare(generator: Any) -> None:
    generator.publication = _Settings.from_pelican(generator.settings)
    generator.scheduled = []


def _judge(generator: Any, metadata: dict[str, Any]) -> None:
    publication: _Settings = generator.publication
    slug = metadata.get("slug") or slugify(metadata.get("title", ""))
    if metadata.get("status") == "draft":
        lang = metadata.get("lang", publication.default_lang)
        secret = preview_address(preview_key(publication.key_file), slug, lang)
        metadata["url"] = f"{publication.draft_path}/{secret}/"
        metadata["save_as"] = f"{publication.draft_path}/{secret}/index.html"
        return
    date = metadata.get("date")
    if date is None:
        return
    due = set_date_tzinfo(date, str(publication.zone))
    if not is_due(due, publication.now):
        metadata["status"] = "skip"
        generator.scheduled.append(Scheduled(due, slug, metadata.get("title", slug)))


def _list_scheduled(generator: Any) -> None:
    generator.context["scheduled"] = tuple(sorted(generator.scheduled))

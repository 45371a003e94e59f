"""Meets Pelican: gathers every plugin's findings before a build, and stops it on an error."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.editorial_check.front_matter import (
    ESSAY,
    PAGE,
    check_addresses,
    check_front_matter,
)
from plugins.editorial_check.targets import Archive, check_targets
from plugins.manuscript import (
    BrokenManuscripts,
    Finding,
    Manuscript,
    Severity,
    findings_wanted,
    messages,
    read_manuscripts,
)
from plugins.manuscript.date import build_time

logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_stop_on_errors)
    findings_wanted.connect(_own_findings)


def _stop_on_errors(pelican: Any) -> None:
    findings: list[Finding] = []
    for _receiver, answer in findings_wanted.send(pelican):
        findings.extend(answer)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise BrokenManuscripts(findings)
    for finding in sorted(findings):
        logger.info("%s", finding)


def _own_findings(pelican: Any) -> Iterable[Finding]:
    settings = pelican.settings
    translate = messages(settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    zone = ZoneInfo(settings["TIMEZONE"])
    content = Path(settings["PATH"])
    everything: list[Manuscript] = []
    for paths, schema in ((settings["ARTICLE_PATHS"], ESSAY), (settings["PAGE_PATHS"], PAGE)):
        read, unreadable = read_manuscripts(_files(content, paths), translate)
        yield from unreadable
        for manuscript in read:
            yield from check_front_matter(manuscript, schema, zone, translate)
        yield from check_addresses(read, settings["DEFAULT_LANG"], translate)
        everything += read
    now = build_time(settings.get("BUILD_TIME"))
    yield from check_targets(Archive(content, everything, now, zone), translate)


def _files(content: Path, paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        yield from sorted((content / path).rglob("*.md"))

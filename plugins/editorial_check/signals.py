"""Meets Pelican: gathers every plugin's findings, and stops the build on an error.

Two settings for whoever runs the build, neither for an author: in the list ``EDITORIAL_FINDINGS``
all findings are left, hints too; with ``EDITORIAL_CHECK_STOPS = False`` a build goes on as long as
it can, so that one run finds everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.editorial_check.front_matter import check_addresses, check_front_matter
from plugins.editorial_check.links import dead_links, told
from plugins.editorial_check.schema import ESSAY, PAGE
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
from plugins.manuscript.memo import memo_of


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_ask_everybody)
    signals.finalized.connect(_check_output)
    findings_wanted.connect(_own_findings)


def _ask_everybody(pelican: Any) -> None:
    _tell(pelican, [found for _who, answer in findings_wanted.send(pelican) for found in answer])


def _tell(pelican: Any, findings: Iterable[Finding]) -> None:
    """Keep the findings for who asked, and stop on an error unless everything is to be told."""
    findings = list(findings)
    pelican.settings.setdefault("EDITORIAL_FINDINGS", []).extend(findings)
    stops = pelican.settings.get("EDITORIAL_CHECK_STOPS", True)
    if stops and any(finding.severity is Severity.ERROR for finding in findings):
        raise BrokenManuscripts(findings)


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


def _check_output(pelican: Any) -> None:
    settings = pelican.settings
    translate = messages(settings["DEFAULT_LANG"], Path(__file__).parent).gettext
    links = dead_links(Path(settings["OUTPUT_PATH"]), settings["SITEURL"], memo_of(settings))
    _tell(pelican, [told(link, translate) for link in links])


def _files(content: Path, paths: Iterable[str]) -> Iterator[Path]:
    for path in paths:
        yield from sorted((content / path).rglob("*.md"))

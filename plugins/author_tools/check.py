"""One run that finds everything: texts, cards, settings, the built site, and the deck's balance."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.author_tools.build import BuildStopped, Settings, build_site
from plugins.manuscript import BrokenManuscripts, Finding, Severity
from plugins.narcissist_typology.balance.command import balance_findings


def examine(settings: Settings, folder: Path) -> tuple[Finding, ...]:
    """Build the site below `folder`, away from the one that stands, and return all findings.

    Raises AuthorError for what is no finding: a setting, a template.
    """
    found: list[Finding] = []
    try:
        build_site(_apart(settings, folder, found), into=folder / "site")
        found += balance_findings(settings)
    except BrokenManuscripts as broken:
        found += broken.findings
    except BuildStopped:
        # What Pelican stumbles over is mostly what was found before it began.
        if not any(finding.severity is Severity.ERROR for finding in found):
            raise
    return tuple(sorted(set(found)))


def _apart(settings: Settings, folder: Path, found: list[Finding]) -> Settings:
    """The same settings, but nothing is told to the comments service or written to its files."""
    exchange = Path(settings["COMMENTS_EXCHANGE"])
    if exchange.is_dir():
        shutil.copytree(exchange, folder / "exchange")
    return {
        **settings,
        "COMMENTS_EXCHANGE": str(folder / "exchange"),
        "EDITORIAL_FINDINGS": found,
        "EDITORIAL_CHECK_STOPS": False,
    }

"""One run that finds everything: texts, cards, settings, the built site, its weight, the deck."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from plugins import page_weight
from plugins.author_tools.build import BuildStopped, Settings, build_site
from plugins.manuscript import BrokenManuscripts, Finding, Severity, messages
from plugins.narcissist_typology.balance.command import balance_findings
from plugins.page_weight.budget import check_budget


def examine(settings: Settings, folder: Path) -> tuple[Finding, ...]:
    """Build the site below `folder`, away from the one that stands, and return all findings.

    Raises AuthorError for what is no finding: a setting, a template.
    """
    found: list[Finding] = []
    try:
        build_site(_apart(settings, folder, found), into=folder / "site")
        found += _budget_findings(settings, folder / "site")
        found += balance_findings(settings)
    except BrokenManuscripts as broken:
        # Of what was found before, a build may stumble over it once more, without knowing the line.
        told = {(one.path, one.rule, one.what) for one in found}
        found += (one for one in broken.findings if (one.path, one.rule, one.what) not in told)
    except BuildStopped:
        # What Pelican stumbles over is mostly what was found before it began.
        if not any(finding.severity is Severity.ERROR for finding in found):
            raise
    return tuple(sorted(set(found)))


def _budget_findings(settings: Settings, site: Path) -> Iterator[Finding]:
    package = Path(page_weight.__file__).parent
    translate = messages(settings["DEFAULT_LANG"], package).gettext
    return check_budget(site, settings["SITEURL"], translate)


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

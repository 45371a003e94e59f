"""What a reader's line has to carry: the weight of an essay's page, and who else is asked.

The limits are the design's: style sheets and scripts gzipped, and everything an essay's page
needs but the essay's own pictures. Pages other than essays may be heavier; asking another host
no page may.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from plugins.manuscript import Finding, Severity, Translate
from plugins.page_weight.weighing import Site, Weighed, everything

STYLE, SCRIPTS, PAGE = 12_000, 6_000, 180_000
"""The limits, in bytes."""

ESSAY = ".h-entry .e-content"
"""An essay's page is one with a whole text in it (microformats2)."""


def check_budget(output: Path, site_url: str, _: Translate) -> Iterator[Finding]:
    """Essay pages that are too heavy, and pages of any kind that ask another host."""
    site = Site(output, site_url)
    told = set()
    for name, soup in site.pages.items():
        for finding in _findings(site, name, soup, _):
            if (finding.path, finding.what) not in told:
                told.add((finding.path, finding.what))
                yield finding


def _findings(site: Site, name: str, soup: BeautifulSoup, _: Translate) -> Iterator[Finding]:
    text = soup.select_one(ESSAY)
    loaded, strangers = everything(site, name, soup, spare=text)
    for address in strangers:
        yield _finding(
            name,
            "other-host",
            _("This page asks another host for “%(address)s”.") % {"address": address},
            _("Keep a copy among the site's own files and name that."),
            _("That host would learn who reads this."),
        )
    if text is None:
        return
    style = site.weighed(file for file in loaded if file.endswith(".css"))
    if style.bytes > STYLE:
        what = _("The style sheets of an essay weigh %(weight)s bytes gzipped, not %(limit)s.")
        yield _over(style, STYLE, what, _("Shrink, or load only where needed: %(files)s."), _)
    scripts = site.weighed(file for file in loaded if file.endswith((".js", ".mjs")))
    if scripts.bytes > SCRIPTS:
        what = _("The scripts of an essay weigh %(weight)s bytes gzipped, not %(limit)s.")
        yield _over(scripts, SCRIPTS, what, _("Shrink, or import() on use: %(files)s."), _)
    page = site.weighed({name, *loaded})
    if page.bytes > PAGE:
        what = _("This page weighs %(weight)s bytes without its pictures, not %(limit)s.")
        yield _over(page, PAGE, what, _("The heaviest of it: %(files)s."), _, name=name)


def _over(
    weighed: Weighed, limit: int, what: str, remedy: str, _: Translate, name: str = ""
) -> Finding:
    weight = {"weight": weighed.bytes, "limit": limit}
    return _finding(
        name or weighed.files[0][0],
        "over-budget",
        what % weight,
        remedy % {"files": weighed},
        _("Readers on a slow line wait for every byte of it."),
    )


def _finding(name: str, rule: str, what: str, remedy: str, why: str) -> Finding:
    return Finding(Path(name), 1, 1, Severity.ERROR, rule, what, remedy, why)

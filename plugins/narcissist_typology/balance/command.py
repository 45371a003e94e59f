"""What ``make deck`` and ``make check`` do: from a site's settings to findings, or to a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plugins.narcissist_typology
from plugins.manuscript import BrokenManuscripts, Finding, Severity, messages
from plugins.narcissist_typology.balance.limits import Limits, parse_limits
from plugins.narcissist_typology.balance.measures import Scale, Sheet
from plugins.narcissist_typology.balance.plot import balance_plot
from plugins.narcissist_typology.balance.report import check_balance
from plugins.narcissist_typology.balance.suggest import Suggestion, suggest
from plugins.narcissist_typology.balance.text import report_text, suggestion_text
from plugins.narcissist_typology.balance.voice import Voice
from plugins.narcissist_typology.balance.wording import CardFiles, findings
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_files import check_files, deal, read_files
from plugins.narcissist_typology.settings import Settings

OK, FAULT = 0, 1
TEXT, PLOT = "report.txt", "balance.svg"


@dataclass(frozen=True, slots=True)
class DeckOnDesk:
    """A deck with what is needed to judge it. `limits` is None when nothing is to be enforced."""

    deck: Deck
    files: CardFiles
    scale: Scale
    limits: Limits | None


def lay_out(settings: Mapping[str, Any], voice: Voice) -> DeckOnDesk:
    """Read a site's deck, given Pelican's settings.

    Raises InvalidSetting, and BrokenManuscripts when a card is not sound: a deck can only be
    weighed when all its cards can be read.
    """
    package = Path(plugins.narcissist_typology.__file__).parent
    translate = messages(voice.lang, package).gettext
    parsed = Settings.parse(settings, translate)
    files = read_files(parsed, translate)
    broken = list(check_files(files, parsed, translate))
    if any(finding.severity is Severity.ERROR for finding in broken):
        raise BrokenManuscripts(broken)
    deck = deal(files, parsed)
    by_slug = {manuscript.value("slug"): manuscript for manuscript in files.manuscripts}
    return DeckOnDesk(
        deck,
        CardFiles(parsed.folder, by_slug),
        (parsed.lowest, parsed.highest),
        parse_limits(settings, voice.gettext),
    )


def balance_findings(settings: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Every limit a site's deck breaks; none without a deck, or when TYPOLOGY_BALANCE is None.

    Takes some seconds, because games are played. Raises what `lay_out` raises.
    """
    voice = Voice.of(settings["DEFAULT_LANG"])
    desk = lay_out(settings, voice)
    if not desk.deck or desk.limits is None:
        return ()
    report = check_balance(desk.deck, desk.limits, desk.scale)
    return tuple(findings(report, desk.files, voice))


def run(desk: DeckOnDesk, out_dir: Path, voice: Voice, *, propose: bool) -> int:
    """Report on the deck, on the terminal and into `out_dir`; with `propose` look for a mend.

    Returns 1 when a limit is broken that is to be enforced, else 0.
    """
    _ = voice.gettext
    if not desk.deck:
        _say(_("There are no cards in %s.") % desk.files.folder)
        return OK
    limits = desk.limits or Limits()
    report = check_balance(desk.deck, limits, desk.scale)
    found = tuple(findings(report, desk.files, voice))
    parts = [report_text(report, found, voice)]
    if desk.limits is None:
        parts.append(_("TYPOLOGY_BALANCE is None: nothing of this is enforced.") + "\n")
    _say(*parts)
    if propose:
        _say(_("Looking for the smallest changes; this takes up to a minute …"), "")
        parts.append(_proposal(report.sheet, limits, desk.files, voice))
        _say(parts[-1])
    out_dir.mkdir(parents=True, exist_ok=True)
    (out_dir / TEXT).write_text("\n".join(parts), encoding="utf-8")
    (out_dir / PLOT).write_text(balance_plot(report, voice), encoding="utf-8")
    _say(_("Written: %(text)s, %(plot)s") % {"text": out_dir / TEXT, "plot": out_dir / PLOT})
    return FAULT if found and desk.limits else OK


def _proposal(sheet: Sheet, limits: Limits, files: CardFiles, voice: Voice) -> str:
    suggestion: Suggestion = suggest(sheet, limits)
    return suggestion_text(suggestion, sheet, limits, files, voice)


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 a command line speaks

"""Meets Pelican: gathers every plugin's findings, and stops the build on an error.

Settings for authors: ``CHECK_SENTENCE_WORDS`` and ``CHECK_PARAGRAPH_WORDS`` say from how many words
on a sentence or a paragraph is very long.

Settings for whoever runs the build: in the list ``EDITORIAL_FINDINGS`` all findings are left, hints
too; with ``EDITORIAL_CHECK_STOPS = False`` a build goes on as long as it can, so that one run finds
everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import signals

from plugins.editorial_check.bodies import check_body
from plugins.editorial_check.front_matter import check_addresses, check_front_matter
from plugins.editorial_check.manuscript_markdown import ManuscriptMarkdown
from plugins.editorial_check.output import check_output
from plugins.editorial_check.output_findings import RULES as OUTPUT_RULES
from plugins.editorial_check.output_findings import Origin, output_findings
from plugins.editorial_check.schema import ESSAY, PAGE
from plugins.editorial_check.silences import Silence, check_silences, heard, silences
from plugins.editorial_check.slips import Lengths
from plugins.editorial_check.targets import Archive, check_targets
from plugins.editorial_check.text import Text
from plugins.manuscript import (
    BrokenManuscripts,
    Finding,
    Manuscript,
    Severity,
    Translate,
    findings_wanted,
    messages,
    must_be,
    not_utf8,
)
from plugins.manuscript.collected import manuscripts_of
from plugins.manuscript.date import build_time
from plugins.manuscript.memo import memo_of

_RUN = "EDITORIAL_CHECK_RUN"
"""Where a run's state hangs: the settings are all that generators and Pelican share."""
_META = "markdown.extensions.meta"


@dataclass(frozen=True)
class _Settings:
    content: Path
    kinds: tuple[tuple[tuple[str, ...], Any], ...]
    default_lang: str
    zone: ZoneInfo
    site_urls: tuple[str, ...]
    lengths: Lengths
    translate: Translate

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> _Settings:
        translate = messages(settings["DEFAULT_LANG"], Path(__file__).parent).gettext
        return cls(
            content=Path(settings["PATH"]),
            kinds=((settings["ARTICLE_PATHS"], ESSAY), (settings["PAGE_PATHS"], PAGE)),
            default_lang=settings["DEFAULT_LANG"],
            zone=ZoneInfo(settings["TIMEZONE"]),
            site_urls=(settings["SITEURL"], settings.get("FEED_DOMAIN") or ""),
            lengths=Lengths(
                _words("CHECK_SENTENCE_WORDS", 60, settings, translate),
                _words("CHECK_PARAGRAPH_WORDS", 250, settings, translate),
            ),
            translate=translate,
        )


@dataclass
class _Run:
    settings: _Settings
    texts: dict[Path, Text]
    silences: dict[Path, tuple[Silence, ...]]

    contents: Iterable[Any] = ()


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_prepare)
    signals.all_generators_finalized.connect(_remember_sources)
    signals.finalized.connect(_check_output)
    findings_wanted.connect(_own_findings)


def _words(name: str, default: int, settings: Mapping[str, Any], _: Translate) -> int:
    value = settings.get(name, default)
    if type(value) is not int or value < 1:
        raise must_be(name, _("a number of words"), value, _)
    return value


def _prepare(pelican: Any) -> None:
    # A new dictionary: the old one belongs to the settings, which outlive this build.
    markdown = pelican.settings["MARKDOWN"]
    extensions = [each for each in markdown.get("extensions", ()) if each != _META]
    pelican.settings["MARKDOWN"] = {
        **markdown,
        "extensions": [_META, *extensions, ManuscriptMarkdown()],
    }
    settings = _Settings.from_pelican(pelican.settings)
    memo = memo_of(pelican.settings)
    read = manuscripts_of(pelican.settings)
    texts = {one.path: memo(("text", one), partial(Text.of, one)) for one in read}
    run = _Run(settings, texts, {path: silences(text) for path, text in texts.items()})
    pelican.settings[_RUN] = run
    found = [finding for _who, answer in findings_wanted.send(pelican) for finding in answer]
    _tell(pelican, run, found, lambda rule: rule not in OUTPUT_RULES)


def _own_findings(pelican: Any) -> Iterator[Finding]:
    run: _Run = pelican.settings[_RUN]
    settings, translate = run.settings, run.settings.translate
    memo = memo_of(pelican.settings)
    everything: list[Manuscript] = []
    manuscripts = manuscripts_of(pelican.settings)
    for paths, schema in settings.kinds:
        for file, error in manuscripts.unreadable_below(*paths):
            yield not_utf8(file, error, translate)
        read = manuscripts.below(*paths)
        for manuscript in read:
            yield from check_front_matter(manuscript, schema, settings.zone, translate)
            text = run.texts[manuscript.path]
            yield from memo(("body", manuscript), partial(_bodys_findings, text, settings))
        yield from check_addresses(read, settings.default_lang, translate)
        everything += read
    now = build_time(pelican.settings.get("BUILD_TIME"))
    archive = Archive(settings.content, everything, now, settings.zone)
    yield from check_targets(archive, translate, memo)


def _bodys_findings(text: Text, settings: _Settings) -> tuple[Finding, ...]:
    return tuple(check_body(text, settings.lengths, settings.translate))


def _remember_sources(generators: Iterable[Any]) -> None:
    generator = next(iter(generators))  # all share one context
    generator.settings[_RUN].contents = generator.context["generated_content"].values()


def _check_output(pelican: Any) -> None:
    run: _Run = pelican.settings[_RUN]
    output = Path(pelican.settings["OUTPUT_PATH"])
    sources = {
        content.save_as: Path(content.source_path)
        for content in run.contents
        if content is not None and content.save_as
    }
    faults = check_output(output, *run.settings.site_urls, memo=memo_of(pelican.settings))
    found = output_findings(faults, Origin(output, sources), run.settings.translate)
    _tell(pelican, run, found, lambda rule: rule in OUTPUT_RULES)


def _tell(pelican: Any, run: _Run, findings: Iterable[Finding], judged: Any) -> None:
    """Keep what is not silenced for who asked, and stop on an error unless all is to be told.

    `judged` says of a rule whether its findings, and so its silences, belong to this half of a run.
    """
    of_file: defaultdict[Path, list[Finding]] = defaultdict(list)
    for finding in findings:
        of_file[finding.path].append(finding)
    told: list[Finding] = []
    for path in of_file.keys() | run.silences.keys():
        left, needed = heard(of_file[path], run.silences.get(path, ()))
        told += left
        told += _about_silences(run, path, needed, judged)
    pelican.settings.setdefault("EDITORIAL_FINDINGS", []).extend(told)
    stops = pelican.settings.get("EDITORIAL_CHECK_STOPS", True)
    if stops and any(finding.severity is Severity.ERROR for finding in told):
        raise BrokenManuscripts(told)


def _about_silences(
    run: _Run, path: Path, needed: Collection[Silence], judged: Any
) -> Iterator[Finding]:
    if path in run.texts:
        own = [silence for silence in run.silences[path] if judged(silence.rule)]
        yield from check_silences(run.texts[path], own, needed, run.settings.translate)

"""Meets Pelican: sets ``article.reading``, ``article.foam``, and ``reading_label``, both in words.

Settings, all optional:

- ``READING_TIME_RATES``: letters a minute by primary language subtag, ``"*"`` for the others;
- ``READING_TIME_CJK_RATES``: the same for ideographs, kana and Hangul;
- ``READING_TIME_CODE_LINE_SECONDS``: seconds for a line of a listing;
- ``FOAM_LIST``: the word list, absolute or relative to PATH. Without the setting it is
  ``schaum.txt``, and a site that has no such file counts hashtags and emoji only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from comments_api.conversation.language import primary_subtag
from plugins.manuscript import (
    BrokenManuscripts,
    Finding,
    Translate,
    findings_wanted,
    messages,
    must_be,
    not_utf8,
)
from plugins.manuscript.memo import memo_of
from plugins.reading_time.duration import (
    CJK_PER_MINUTE,
    LETTERS_PER_MINUTE,
    SECONDS_PER_CODE_LINE,
    Pace,
    ReadingTime,
    reading_time,
)
from plugins.reading_time.foam import FoamGauge, FoamShare
from plugins.reading_time.foam_list import Entry, read_entries
from plugins.reading_time.label import label
from plugins.reading_time.prose import read_prose

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class _Settings:
    pace: Pace
    foam_list: Path
    translate: Translate

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> _Settings:
        _ = messages(settings["DEFAULT_LANG"], _HERE).gettext
        return cls(
            pace=Pace(
                letters=_rates(settings, "READING_TIME_RATES", LETTERS_PER_MINUTE, _),
                cjk=_rates(settings, "READING_TIME_CJK_RATES", CJK_PER_MINUTE, _),
                code_line=_seconds(settings, "READING_TIME_CODE_LINE_SECONDS", _),
            ),
            foam_list=_foam_list(settings, _),
            translate=_,
        )


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_check_settings)
    signals.all_generators_finalized.connect(_measure)
    findings_wanted.connect(_findings)


def _check_settings(pelican: Any) -> None:
    _Settings.from_pelican(pelican.settings)


def _findings(pelican: Any) -> Iterable[Finding]:
    _entries, findings = _read_foam_list(_Settings.from_pelican(pelican.settings))
    return findings


def _measure(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            _measure_all(generator)


def _measure_all(generator: Any) -> None:
    settings = _Settings.from_pelican(generator.settings)
    entries, findings = _read_foam_list(settings)
    if findings:
        raise BrokenManuscripts(findings)
    gauge = FoamGauge(entries)
    articles = tuple(_articles(generator))
    memo = memo_of(generator.settings)
    spoken = {lang: messages(lang, _HERE) for lang in {article.lang for article in articles}}
    for article in articles:
        # Not `article.content`: reading it would fix its links before every plugin had its say.
        html, lang = article._content, article.lang  # noqa: SLF001 Pelican has no other way to it
        article.reading, article.foam = memo(
            ("reading", html, lang), partial(_judge, html, lang, settings.pace, gauge)
        )
        article.reading_label = label(article.reading, article.foam, spoken[article.lang])


def _judge(html: str, lang: str, pace: Pace, gauge: FoamGauge) -> tuple[ReadingTime, FoamShare]:
    prose = read_prose(html)
    return reading_time(prose, lang, pace), gauge.measure(prose)


def _articles(generator: Any) -> Iterator[Any]:
    return chain(
        generator.articles,
        generator.translations,
        generator.hidden_articles,
        generator.hidden_translations,
        generator.drafts,
        generator.drafts_translations,
    )


def _read_foam_list(settings: _Settings) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    if not settings.foam_list.is_file():
        return (), ()
    try:
        text = settings.foam_list.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return (), (not_utf8(settings.foam_list, error, settings.translate),)
    return read_entries(settings.foam_list, text, settings.translate)


def _foam_list(settings: Mapping[str, Any], _: Translate) -> Path:
    own = settings.get("FOAM_LIST")
    path = Path(settings["PATH"]) / str(own or "schaum.txt")
    if own and not path.is_file():
        raise must_be("FOAM_LIST", _("the name of a file that is there"), str(path), _)
    return path


def _rates(
    settings: Mapping[str, Any], name: str, usual: Mapping[str, int], _: Translate
) -> Mapping[str, int]:
    own = settings.get(name) or {}
    if not isinstance(own, Mapping) or not all(map(_is_rate, own.items())):
        expected = _("a table from languages (“*” for the others) to whole numbers, {“de”: 1214}")
        raise must_be(name, expected, own, _)
    return MappingProxyType({**usual, **own})


def _is_rate(entry: tuple[object, object]) -> bool:
    lang, rate = entry
    return lang == primary_subtag(str(lang)) and type(rate) is int and rate >= 1


def _seconds(settings: Mapping[str, Any], name: str, _: Translate) -> int:
    seconds = settings.get(name, SECONDS_PER_CODE_LINE)
    if type(seconds) is not int or seconds < 0:
        raise must_be(name, _("a whole number from 0 on"), seconds, _)
    return seconds

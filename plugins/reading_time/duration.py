"""How long an essay takes: letters, not words, because German compounds must price themselves.

The rate is 1,214 letters a minute = 238 words a minute × 5.1 letters a word. Silent readers of
English non-fiction read 238 words a minute on average and most of them between 175 and 300
(Brysbaert 2019, doi 10.1016/j.jml.2019.104047). Dutch readers keep the same 238 at 5.1 letters a
word, 270 at 4.5 and 202 at 6.0: the number of letters a minute stays what it is (Brysbaert et al.
2021, doi 10.1177/17470218211017100). Nobody has measured German this way; taking the Dutch rate
for it, the nearest relative that was measured, is an extrapolation. English has shorter words,
4.6 letters on average, and so 238 × 4.6 = 1,095 letters a minute of its own.

From 238 to 300 words a minute is a factor of 1.26, from 175 to 238 one of 1.36: the estimate is
the range between the two, never one minute that nobody asked for.

Three rates are conventions and not findings:

- 500 signs a minute for Chinese, Japanese and Korean, and 12 seconds for the first picture, 11
  for the second, down to 3 for the tenth and every further one: both as Medium counts them.
- 3 seconds for a line of code: some 30 letters take one and a half, and code is read with
  returns, not from left to right (Busjahn et al. 2015, doi 10.1109/ICPC.2015.36), hence twice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from comments_api.conversation.language import primary_subtag
from plugins.reading_time.letters import count_letters, legible
from plugins.reading_time.prose import Prose

ANY_LANGUAGE = "*"
LETTERS_PER_MINUTE: Mapping[str, int] = MappingProxyType({ANY_LANGUAGE: 1214, "en": 1095})
CJK_PER_MINUTE: Mapping[str, int] = MappingProxyType({ANY_LANGUAGE: 500})
SECONDS_PER_CODE_LINE = 3

_FAST = Fraction(126, 100)
_SLOW = Fraction(136, 100)
_FIRST_IMAGE = 12
_LAST_IMAGE = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast people read, by primary language subtag; ``*`` stands for every other language.

    `letters` and `cjk` are signs a minute, `code_line` is seconds a line.
    """

    letters: Mapping[str, int] = field(default_factory=lambda: LETTERS_PER_MINUTE)
    cjk: Mapping[str, int] = field(default_factory=lambda: CJK_PER_MINUTE)
    code_line: int = SECONDS_PER_CODE_LINE


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """What a reader is in for.

    `minutes_low` is rounded down and `minutes_high` up, both are at least 1, so that an empty
    essay takes one minute, not none. `letters` counts every script, `code_lines` the lines of
    listings, `iso_duration` is the middle estimate in whole minutes (ISO 8601, ``PT6M``).
    """

    minutes_low: int
    minutes_high: int
    words: int
    letters: int
    images: int
    code_lines: int
    iso_duration: str


def reading_time(prose: Prose, lang: str, pace: Pace) -> ReadingTime:
    """The reading time of `prose` in `lang`, a BCP 47 tag, known or not."""
    counted = count_letters(legible(prose.text).text)
    minutes = (
        Fraction(counted.letters - counted.cjk, _rate(pace.letters, lang))
        + Fraction(counted.cjk, _rate(pace.cjk, lang))
        + Fraction(_image_seconds(prose.images) + prose.code_lines * pace.code_line, 60)
    )
    return ReadingTime(
        minutes_low=max(1, math.floor(minutes / _FAST)),
        minutes_high=max(1, math.ceil(minutes * _SLOW)),
        words=counted.words,
        letters=counted.letters,
        images=prose.images,
        code_lines=prose.code_lines,
        iso_duration=f"PT{max(1, math.floor(minutes + Fraction(1, 2)))}M",
    )


def _rate(rates: Mapping[str, int], lang: str) -> int:
    return rates.get(primary_subtag(lang), rates[ANY_LANGUAGE])


def _image_seconds(images: int) -> int:
    falling = min(images, _FIRST_IMAGE - _LAST_IMAGE)
    return falling * (2 * _FIRST_IMAGE - falling + 1) // 2 + (images - falling) * _LAST_IMAGE

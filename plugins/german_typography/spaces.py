"""Spaces at which no line may break, as German writes them.

They are narrow (U+202F): in abbreviations of several words: z. B., d. h., i. d. R.; before per cent
and units: 10 %, 5 km; behind signs and abbreviations that number: § 5, Nr. 48; in dates:
7. September, 7. 9. 2026.

Where nothing was typed a space is put in (``z.B.``, ``10%``), except before units of one letter:
5G, 4K and 10a are names. A space that does not break already is left as it is, and so is a space
that might be meant: 10 Uhr, 5 Euro, 3. Jahrhundert. Sources: DIN 5008, Duden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.german_typography.galley import Edit

NARROW = "\u202f"

_SPACE = r"[ \t\r\n]"
_ANY_SPACE = r"[ \t\r\n\u00a0\u2009\u202f]*"
_ABBREVIATIONS = (
    "a. a. O.|a. D.|a. G.|a. M.|a. o.|d. h.|d. i.|d. J.|d. M.|e. G.|e. V.|h. c.|i. A.|i. d. R."
    "|i. e.|i. e. S.|i. H. v.|i. R.|i. S. v.|i. Ü.|i. V.|i. w. S.|m. a. W.|m. E.|m. W.|n. Chr."
    "|N. N.|o. a.|o. ä.|o. Ä.|o. B.|o. g.|o. J.|o. O.|p. a.|q. e. d.|s. a.|s. o.|s. S.|s. u."
    "|u. a.|u. a. m.|u. A. w. g.|u. ä.|u. Ä.|u. U.|u. v. a.|u. v. m.|v. a.|v. Chr.|v. d. H."
    "|v. l. n. r.|v. r. n. l.|v. u. Z.|z. B.|z. H.|z. Hd.|z. K.|z. T.|z. Zt."
)
_UNITS = (
    "km/h|km²|km³|km2|km|cm²|cm³|cm2|cm3|cm|mm²|mm|µm|nm|dm|m²|m³|m2|m3|m/s|ha|kg|mg|µg|ml|cl|dl|hl"
    "|kB|KB|MB|GB|TB|PB|KiB|MiB|GiB|kbit|Mbit|Gbit|kbit/s|Mbit/s|Gbit/s|kWh|MWh|GWh|TWh|kW|MW|GW"
    "|kV|mV|mA|Ah|mAh|Hz|kHz|MHz|GHz|dB|hPa|kPa|kN|kJ|MJ|kcal|°C|°F|€|£|¥|EUR|USD|CHF|GBP"
    "|Tsd\\.|Mio\\.|Mrd\\.|Std\\.|Min\\.|Sek\\."
)
_SHORT_UNITS = "m|g|t|l|s|h|A|V|W|K|J|N|ms|px|pt|min|dpi|ppm|fps|\\$"
_MONTHS = (
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    "|Dezember|Jan\\.|Jän\\.|Feb\\.|Apr\\.|Aug\\.|Sept\\.|Sep\\.|Okt\\.|Nov\\.|Dez\\."
)
_NUMBERED = "Nr|Nrn|Art|Abs|Abb|Anm|Bd|Bl|Kap|Rn|Tab|Ziff|S|Z"

_FIRST_PART = re.compile(r"[a-zA-Z]\.(?<![\w.…\u202f][a-zA-Z]\.)")
_PART_GAP = re.compile(rf"(?<=\.){_SPACE}*(?=\w)")


def _abbreviation(written: str) -> str:
    first, *others = (re.escape(part) for part in written.split())
    initial = f"[{first[0].lower()}{first[0].upper()}]{first[1:]}"
    return _ANY_SPACE.join((initial, *others))


def _longest_first(alternatives: str) -> list[str]:
    return sorted(alternatives.split("|"), key=len, reverse=True)


_ABBREVIATION = re.compile("|".join(map(_abbreviation, _longest_first(_ABBREVIATIONS))))
_UNIT = "|".join(_longest_first(_UNITS))
_NUMBERING = "|".join(rf"(?<=\b{word}\.)" for word in _NUMBERED.split("|"))

# Each pattern begins with the sign it is found by, and only then looks back: that is what the
# engine searches for fast.
_NARROW_GAPS = (
    re.compile(rf"[\d½¼¾]({_SPACE}*)[%‰](?!\w|-\w)"),
    re.compile(rf"[€$£¥](?<!\d.)(?<!\d\s.)({_SPACE}+)(?=\d)"),
    re.compile(rf"§({_SPACE}*)(?=\d)"),
    re.compile(rf"\.(?:{_NUMBERING})({_SPACE}*)(?=\d)"),
)
_NUMBER = re.compile(
    rf"""
    \d(?<!\w\d)(?<!\d[.,]\d)
    (?: \d?\.(?P<month>{_SPACE}*)(?:{_MONTHS})(?!\w)
      | \d?\.(?P<date>{_SPACE}+)\d\d?\.(?P<year>{_SPACE}+)\d{{4}}(?!\w)
      | (?:[\d.,]*\d)?
        (?:(?P<unit>{_SPACE}*)(?:{_UNIT})|(?P<short>{_SPACE}+)(?:{_SHORT_UNITS}))(?!\w)
    )
    """,
    re.VERBOSE,
)


def spaces(text: str, lang: str) -> Iterator[Edit]:
    """The edits that put in the spaces of a German text."""
    for first in _FIRST_PART.finditer(text):
        abbreviation = _ABBREVIATION.match(text, first.start())
        if abbreviation:
            for gap in _PART_GAP.finditer(text, *abbreviation.span()):
                yield Edit(gap.start(), gap.end(), NARROW, lang)
    for pattern in _NARROW_GAPS:
        for match in pattern.finditer(text):
            yield Edit(*match.span(1), NARROW, lang)
    for number in _NUMBER.finditer(text):
        for name in ("month", "date", "year", "unit", "short"):
            start, end = number.span(name)
            if start >= 0:
                yield Edit(start, end, NARROW, lang)

"""Addresses from titles: ``Größe & Ärger`` becomes ``groesse-und-aerger``."""

from __future__ import annotations

import re
import unicodedata

from unidecode import unidecode

_GERMAN = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("&", " und ")]
_LATIN = [chr(code) for code in range(0x00C0, 0x0250) if chr(code).islower()]
_PLAIN = {
    letter: unidecode(letter)
    for letter in _LATIN
    # What NFKC takes apart, as it does ǆ, stands in no normalised title.
    if letter not in "äöüß" and unicodedata.is_normalized("NFKC", letter)
}
_TIDY = [(r"[^a-z0-9\s-]", ""), (r"\A[-\s]+", ""), (r"[-\s]+\Z", ""), (r"[-\s]+", "-")]

SLUG_RULES = [
    *_GERMAN,
    # All letters that become the same in one rule: Pelican applies each to every name it meets.
    *(
        (f"[{''.join(letter for letter in _PLAIN if _PLAIN[letter] == plain)}]", plain)
        for plain in dict.fromkeys(_PLAIN.values())
    ),
    *_TIDY,
]
"""Pelican's SLUG_REGEX_SUBSTITUTIONS, applied in order and regardless of case. What German writes
out comes first, then every other Latin letter loses its accent, then the rest goes."""


def slugify(title: str, lang: str = "de") -> str:
    """The address part for `title`, in ASCII; empty when the title has no letter or digit.

    The sign & is written out in the language `lang`, a BCP 47 tag: and in English, else und.
    """
    slug = unicodedata.normalize("NFKC", title)
    if lang.partition("-")[0] == "en":
        slug = slug.replace("&", " and ")
    for pattern, replacement in SLUG_RULES:
        slug = re.sub(pattern, replacement, slug, flags=re.IGNORECASE)
    return slug.lower()

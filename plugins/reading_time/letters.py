"""What a letter is, what a word is, and what neither is.

- A letter is a letter or a number of Unicode (categories L and N) after composition (NFC). ß is
  one letter, ẞ another; ä is one, whether typed as one sign or as a and two dots. Combining marks
  never count, not even where no composed letter exists.
- Ideographs, kana and Hangul syllables are letters too, counted apart: each says as much as
  several letters of an alphabet.
- An emoji is no letter, and one emoji whatever it is made of: a family of four, a flag, a keycap.
- A word is a run of letters; hyphens and apostrophes inside it (Keynote-Speaker, geht’s) and the
  points of a number (1.214,5) do not end it. Where a script divides no words, each sign is one.
- Soft hyphens and other marks without width are not there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CJK_BLOCKS = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3035\u3040-\u31ff\u3400-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
_CJK = re.compile(f"[{_CJK_BLOCKS}]")
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:(?:[-‐‑'’]|(?<=\d)[.,:](?=\d))[^\W_]+)*")

# Unicode 17, emoji-data.txt: what is an emoji by itself (Emoji_Presentation) and what becomes one
# before U+FE0F (Emoji). Above the basic plane whole blocks are taken, so that the emoji of the
# years to come are known already.
_PICTURE = (
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f201"
    "\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0"
    "\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff]"
)
_SYMBOL = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23fa\u24c2\u25aa-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f170-\U0001f251]"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_ONE = (
    f"(?:{_PICTURE}(?!\ufe0e)|{_SYMBOL}(?=\ufe0f))"
    "\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
)
# What follows a joiner in a sequence is often a symbol without U+FE0F: the ♂ of a running man.
_JOINED = f"\u200d(?:{_ONE}|{_SYMBOL}\ufe0f?)"
_EMOJI = re.compile(f"[0-9#*]\ufe0f?\u20e3|{_FLAG}|{_ONE}(?:{_JOINED})*")

_MAYBE_EMOJI = re.compile(f"{_PICTURE[:-1]}\ufe0f\u20e3]")
_SECOND_SIGNS = "\ufe0f\u20e3"

_WITHOUT_WIDTH = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]+")
_JOINER = "\u200d"
_MAYBE_MARK = re.compile(r"[^\w\s\u0020-\u007e\u2010-\u2027]")


@dataclass(frozen=True, slots=True)
class Legible:
    """A text in composed form without marks, emoji and signs of no width, and its emoji."""

    text: str
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """How much there is to read. `cjk` of the `letters` are ideographs, kana or Hangul."""

    letters: int
    cjk: int
    words: int


def legible(text: str) -> Legible:
    """Divide a text into what is spelled and what is drawn. A gap stands for each emoji."""
    if text.isascii():
        return Legible(text, ())
    composed = unicodedata.normalize("NFC", _WITHOUT_WIDTH.sub("", text))
    spelled, emoji = _without_emoji(composed)
    return Legible(_MAYBE_MARK.sub(_unless_mark, spelled.replace(_JOINER, "")), emoji)


def count_letters(text: str) -> Letters:
    """Count a text that `legible` has made."""
    spaced, cjk = text, 0
    if _CJK.search(text):
        cjk = sum(map(str.isalnum, _CJK.findall(text)))
        spaced = _CJK.sub(" ", text)
    return Letters(
        letters=len(_NO_LETTER.sub("", spaced)) + cjk,
        cjk=cjk,
        words=len(_WORD.findall(spaced)) + cjk,
    )


def _without_emoji(text: str) -> tuple[str, tuple[str, ...]]:
    # A sequence is only looked for where one can be: trying it at every letter takes ten times
    # as long as everything else together.
    spelled: list[str] = []
    emoji: list[str] = []
    end = 0
    for maybe in _MAYBE_EMOJI.finditer(text):
        start = maybe.start() - (maybe[0] in _SECOND_SIGNS)
        match = _EMOJI.match(text, start) if start >= end else None
        if match:
            spelled.append(text[end:start])
            emoji.append(match[0])
            end = match.end()
    return " ".join((*spelled, text[end:])), tuple(emoji)


def _unless_mark(match: re.Match[str]) -> str:
    return "" if unicodedata.category(match[0]).startswith("M") else match[0]

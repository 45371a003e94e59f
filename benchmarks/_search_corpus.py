"""A German corpus of any size, made of the publication's own sentences, and what is true of it.

The sentences are the authors' own; so that the vocabulary grows as that of two hundred different
essays would, nouns are replaced by compounds coined from the publication's own nouns. Whoever
coins a compound knows its parts: from that comes the answer key a search is held against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SEED = 1900
WORDS = 1250
COINED = 0.7
"""The share of nouns replaced: at 200 essays there are then as many different words (29,000) as the
publication's own would grow to, by Heaps' law with the exponent they show (0.68)."""
DERIVED, LONG = 0.3, 0.05
"""The shares of coined words that are a noun with a prefix, and that have three parts."""
SHY = 12
"""One noun in so many is said within compounds only, so that no search knows it from elsewhere."""

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKUP = re.compile(r"\[\^[^\]]+\]:?|\[\[[^\]]+\]\]|!\[.*?\](?:\{.*?\})?|[*_#>`]|\]\([^)]*\)|\[")
_NOUN = re.compile(r"(?<=[a-zäöüß,;] )[A-ZÄÖÜ][a-zäöüß]{3,9}(?![\w-])")
_PREFIXES = ("Haupt", "Neben", "Ober", "Unter", "Vor", "Nach", "Über", "Rück", "Gegen", "Mit")
_LINKED = re.compile(r"(?:ung|heit|keit|schaft|tion|tät|ling)\Z")


@dataclass(frozen=True)
class Corpus:
    """`essays` are lists of paragraphs. `holders`: for each noun the essays it is in, alone or
    within a compound; `compounds`: the same, within a compound; `alone`: the nouns that stand
    alone somewhere."""

    essays: list[list[str]] = field(default_factory=list)
    holders: dict[str, set[int]] = field(default_factory=dict)
    compounds: dict[str, set[int]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)


def sentences() -> list[str]:
    """Every sentence of the publication's German essays and cards, in the order of the files."""
    found: list[str] = []
    for file in sorted((ROOT / "content").rglob("*.md")):
        if file.name.endswith(".en.md"):
            continue
        text = _MARKUP.sub("", _FRONT_MATTER.sub("", file.read_text("utf-8")))
        for paragraph in text.split("\n"):
            found += re.findall(r"[A-ZÄÖÜ„][^.!?]{25,300}[.!?]“?", paragraph)
    return found


def nouns(lines: list[str]) -> list[str]:
    """What is written large within a sentence and small nowhere, the rarest included."""
    small = {word for line in lines for word in re.findall(r"\b[a-zäöüß]+\b", line)}
    found = {word for line in lines for word in _NOUN.findall(line)}
    return sorted(word for word in found if word.lower() not in small)


def corpus(size: int, seed: int = SEED) -> Corpus:
    """`size` essays of some 1,250 words each; the same for the same seed."""
    chance = Random(seed)
    lines = sentences()
    made = Corpus()
    mint = _Mint(chance, nouns(lines), made)
    for number in range(size):
        mint.begin(number)
        made.essays.append(list(_paragraphs(chance, lines, mint.coined)))
    return made


class _Mint:
    """Coins compounds, and writes down which essay says which noun."""

    def __init__(self, chance: Random, roots: list[str], made: Corpus) -> None:
        self._chance = chance
        self._roots = roots
        self._known = frozenset(roots)
        self._shy = frozenset(roots[::SHY])
        self._made = made
        self._essay = 0
        self._favourites: list[str] = []

    def begin(self, essay: int) -> None:
        """Each essay has nouns it likes, as essays do."""
        self._essay = essay
        self._favourites = self._chance.sample(self._roots, 60)

    def coined(self, match: re.Match[str]) -> str:
        word = match.group()
        if word not in self._known:
            return word
        parts = [word]
        if word in self._shy or self._chance.random() < COINED:
            derived = self._chance.random() < DERIVED
            first = self._chance.choice(_PREFIXES if derived else self._favourites)
            parts = [first, self._chance.choice(self._favourites)]
            if self._chance.random() < LONG:
                parts.insert(1, self._chance.choice(self._favourites))
        for part in parts:
            if part in self._known:
                self._made.holders.setdefault(part, set()).add(self._essay)
                if len(parts) > 1:
                    self._made.compounds.setdefault(part, set()).add(self._essay)
                else:
                    self._made.alone.add(part)
        return joined(parts)


def joined(parts: list[str]) -> str:
    """The parts as one German word: Vermarktung and Kosten are Vermarktungskosten."""
    linked = [part + "s" * bool(_LINKED.search(part)) for part in parts[:-1]]
    return "".join([*linked, parts[-1]]).capitalize()


def _paragraphs(
    chance: Random, lines: list[str], coined: Callable[[re.Match[str]], str]
) -> Iterator[str]:
    words = 0
    while words < WORDS:
        chosen = chance.sample(lines, chance.randint(3, 7))
        paragraph = " ".join(_NOUN.sub(coined, line) for line in chosen)
        words += paragraph.count(" ") + 1
        yield paragraph

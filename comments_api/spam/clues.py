"""What the filter looks at in a comment: its words, where it leads, and how it is made."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from comments_api.spam.german import folded, pieces, without_digits, words

PIECE = 5
"""Letters of a piece. Four of them are in too many words, six in too few."""

LONGEST_WORD = 60
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)
_MANY_LINKS = 3
_SHOUTED_LETTERS = 12
_SHOUTED_SHARE = 0.6
_LETTERS = 200  # tell what a comment is written in
_LATIN = "LATIN"
_WORDS_KEPT = 20_000  # most of what is said anywhere


class Kind(StrEnum):
    """What a clue is."""

    WORD = "word"
    DOMAIN = "domain"
    LINKS = "links"  # `shown` is how many, at most "3"
    WEBSITE = "website"  # one was given
    SHOUTING = "shouting"  # most letters are capitals
    SCRIPT = "script"  # `shown` is the script most letters belong to, if not Latin


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing noticed. `feature` is what is learned of it, `shown` how the comment has it.

    `pieces` are features too: what is known of them stands in for a word that is not known.
    """

    kind: Kind
    shown: str
    feature: str
    pieces: tuple[str, ...] = ()


def clues_in(author: str, website: str | None, text: str) -> tuple[Clue, ...]:
    """Everything noticed, each feature once, in the order of its first occurrence."""
    found: dict[str, Clue] = {}
    for clue in _clues(author, website, text):
        found.setdefault(clue.feature, clue)
    return tuple(found.values())


def features_of(clues: Iterable[Clue]) -> frozenset[str]:
    """All that is to be learned of a comment."""
    return frozenset(feature for clue in clues for feature in (clue.feature, *clue.pieces))


def _clues(author: str, website: str | None, text: str) -> Iterator[Clue]:
    addresses = _ADDRESS.findall(text)
    yield _plain(Kind.LINKS, str(min(len(addresses), _MANY_LINKS)))
    if website is not None:
        yield _plain(Kind.WEBSITE, "")
        addresses.append(website)
    for address in addresses:
        if domain := domain_of(address):
            yield _plain(Kind.DOMAIN, domain)
            yield _plain(Kind.DOMAIN, f".{domain.rpartition('.')[2]}")
    yield from _words(f"{author}\n{_ADDRESS.sub(' ', text)}")
    yield from _manner(text)


def _plain(kind: Kind, shown: str) -> Clue:
    return Clue(kind, shown, f"{kind}:{shown}")


def _words(text: str) -> Iterator[Clue]:
    return filter(None, (_word(shown[:LONGEST_WORD]) for shown in words(text)))


@lru_cache(maxsize=_WORDS_KEPT)
def _word(shown: str) -> Clue | None:
    word = without_digits(folded(shown))[:LONGEST_WORD]
    if len(word) == 1 and word.isalnum():
        return None
    parts = tuple(f"piece:{piece}" for piece in pieces(word, PIECE)) if word.isalpha() else ()
    return Clue(Kind.WORD, shown, f"{Kind.WORD}:{word}", parts if len(word) > PIECE else ())


def _manner(text: str) -> Iterator[Clue]:
    letters = "".join(filter(str.isalpha, text))
    capitals = sum(map(str.isupper, letters))
    if len(letters) >= _SHOUTED_LETTERS and capitals > len(letters) * _SHOUTED_SHARE:
        yield _plain(Kind.SHOUTING, "")
    telling = letters[:_LETTERS]
    others = [letter for letter in telling if not letter.isascii()]
    scripts = Counter(unicodedata.name(letter, "?").partition(" ")[0] for letter in others)
    scripts[_LATIN] += len(telling) - len(others)
    most = max(scripts, key=lambda script: scripts[script])
    if most != _LATIN:
        yield _plain(Kind.SCRIPT, most.capitalize())


def domain_of(address: str) -> str | None:
    """The host of an address without ``www.``, as ASCII (IDNA); None when there is none."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return ascii_host(host) if host else None


def ascii_host(host: str) -> str:
    """A host's name in the form in which names are the same, without ``www.``."""
    host = host.casefold().strip(".")
    with suppress(UnicodeError):  # no name at all; compared as it stands there
        host = host.encode("idna").decode("ascii")
    return host.removeprefix("www.")

"""Finding a passage again in a text that was edited since, or saying that it is gone.

Both are compared as skeletons: letters, digits and signs without spaces, soft hyphens and the
differences that typesetting makes. First the very words are looked for, then words that nearly are
those. Of several places the one with the likeliest surroundings counts. A place is only believed
when the words alone are enough or the surroundings agree: better none than a wrong one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from comments_api.conversation.passage import Passage

ENOUGH = 32
"""Characters from which on words stand for themselves, whatever is around them."""

FEWEST = 8
"""Characters below which nothing is *nearly* the same, and surroundings say nothing."""

MOST_EDITED = 0.3
"""The share of a passage that may have changed where the surroundings agree."""

SLIPS = 0.15
"""The share where nothing but the words speaks for the place."""

AGREEMENT = 0.75
"""How alike (0 to 1) what stands on one side must be for the surroundings to agree."""

_MOST_PLACES = 64
_SIGNS = str.maketrans(
    dict.fromkeys("„“”‟«»″", '"') | dict.fromkeys("‚‘’‛‹›′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text` is what is compared; its character i comes from position ``origins[i]``."""

    text: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Positions in a skeleton, `edits` away from what is looked for."""

    start: int
    end: int
    edits: int


def skeleton(characters: Iterable[tuple[int, str]]) -> Skeleton:
    """The skeleton of a text given as characters with their positions."""
    known: dict[str, str] = {}
    text: list[str] = []
    origins: list[int] = []
    for position, character in characters:
        if character not in known:
            known[character] = _folded(character)
        text.append(known[character])
        origins.extend(position for _ in known[character])
    return Skeleton("".join(text), tuple(origins))


def _folded(character: str) -> str:
    letters = unicodedata.normalize("NFKD", character).casefold().translate(_SIGNS)
    return "".join(each for each in letters if unicodedata.category(each)[0] not in "ZC")


def find(text: Skeleton, passage: Passage) -> tuple[int, int] | None:
    """Where the passage begins, and the position of its last character; None when it is gone.

    The first of several equally likely places. Time: O(n · m / 64) for n characters of text and m
    of the passage, in C.
    """
    exact, prefix, suffix = (
        skeleton(enumerate(words)).text for words in (passage.exact, passage.prefix, passage.suffix)
    )
    if not exact:
        return None
    around = _Surroundings(text.text, prefix[-FEWEST * 8 :], suffix[: FEWEST * 8])
    places = _very_words(text.text, exact) or _nearly(text.text, exact)
    believed = [place for place in around.likeliest(places) if _believed(place, exact, around)]
    if not believed:
        return None
    best = max(believed, key=lambda place: (around.mean(place), -place.edits, -place.start))
    return text.origins[best.start], text.origins[best.end - 1]


def _believed(place: _Place, exact: str, around: _Surroundings) -> bool:
    if place.edits <= SLIPS * len(exact) and (len(exact) >= ENOUGH or not around.known):
        return True
    if len(exact) < FEWEST:  # a syllable further on has nearly the same around it
        return around.touching(place) >= FEWEST
    return max(around.sides(place), default=0.0) >= AGREEMENT


@dataclass(frozen=True, slots=True)
class _Surroundings:
    text: str
    prefix: str
    suffix: str

    @property
    def known(self) -> bool:
        """Whether there is enough around the passage to say anything."""
        return max(len(self.prefix), len(self.suffix)) >= FEWEST

    def likeliest(self, places: Iterable[_Place]) -> list[_Place]:
        """The places worth a closer look."""
        return nlargest(
            _MOST_PLACES, places, lambda place: (self.touching(place) - place.edits, -place.start)
        )

    def touching(self, place: _Place) -> int:
        """How many characters are unchanged directly before or directly behind, where more are."""
        before, behind = self._around(place)
        return max(_in_common(before[::-1], self.prefix[::-1]), _in_common(behind, self.suffix))

    def sides(self, place: _Place) -> list[float]:
        """How alike each side is that is long enough to say anything."""
        pairs = zip(self._around(place), (self.prefix, self.suffix), strict=True)
        return [
            SequenceMatcher(None, here, there, autojunk=False).ratio()
            for here, there in pairs
            if len(there) >= FEWEST
        ]

    def mean(self, place: _Place) -> float:
        sides = self.sides(place)
        return sum(sides) / len(sides) if sides else 0.0

    def _around(self, place: _Place) -> tuple[str, str]:
        before = self.text[max(place.start - len(self.prefix), 0) : place.start]
        return before, self.text[place.end : place.end + len(self.suffix)]


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def _very_words(text: str, exact: str) -> list[_Place]:
    places = []
    start = text.find(exact)
    while start >= 0:
        places.append(_Place(start, start + len(exact), 0))
        start = text.find(exact, start + 1)
    return places


def _nearly(text: str, exact: str) -> Iterator[_Place]:
    """Places at most `MOST_EDITED` away, each the nearest of those that overlap it."""
    allowed = int(len(exact) * MOST_EDITED)
    if len(exact) < FEWEST:
        return
    near = [(end, edits) for end, edits in enumerate(_distances(text, exact)) if edits <= allowed]
    best: tuple[int, int] | None = None
    for end, edits in [*near, (len(text) + len(exact) + allowed, 0)]:
        if best is not None and end - best[0] > len(exact) // 2:
            yield _reaching_back(text, exact, *best)
            best = None
        if best is None or edits < best[1]:
            best = end, edits


def _reaching_back(text: str, exact: str, last: int, edits: int) -> _Place:
    """The place whose last character is known: where it starts is found by reading backwards."""
    window = text[max(last + 1 - len(exact) - edits, 0) : last + 1]
    lengths = enumerate(_distances(window[::-1], exact[::-1], anchored=True), start=1)
    length = next(length for length, distance in lengths if distance == edits)
    return _Place(last + 1 - length, last + 1, edits)


def _distances(text: str, pattern: str, *, anchored: bool = False) -> Iterator[int]:
    """For each character of `text`: the least edits by which `pattern` can end there.

    `anchored`: it begins with the text; otherwise anywhere. The bit-parallel algorithm of G. Myers
    (JACM 46, 1999) as H. Hyyrö states it (Nordic J. of Computing 10, 2003, fig. 3); Python's
    integers are as wide as the pattern.
    """
    masks: dict[str, int] = {}
    for index, character in enumerate(pattern):
        masks[character] = masks.get(character, 0) | 1 << index
    last = 1 << len(pattern) - 1
    everything = (last << 1) - 1
    rising, falling, distance = everything, 0, len(pattern)
    for character in text:
        same = masks.get(character, 0)
        vertical = same | falling
        diagonal = (((same & rising) + rising) ^ rising) | same
        up = falling | (~(diagonal | rising) & everything)
        down = rising & diagonal
        distance += bool(up & last) - bool(down & last)
        up = up << 1 & everything | anchored
        down = down << 1 & everything
        rising = down | (~(vertical | up) & everything)
        falling = up & vertical
        yield distance

"""What counts as a word of a text. ``static/folding.js`` divides what is typed in the same way."""

from __future__ import annotations

import re
from collections import Counter

_CHUNK = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_HYPHEN = re.compile("[-‐]")


def word_counts(plain_text: str) -> Counter[str]:
    """How often each run of letters and digits is in a text in its plain form (`folding.plain`).

    What hyphens hold together is one word besides its parts: a Keynote-Speaker is found as Keynote,
    as Speaker, and as Keynotespeaker.
    """
    counts = Counter(_CHUNK.findall(plain_text))
    for chunk in [chunk for chunk in counts if not chunk.isalnum()]:
        count = counts.pop(chunk)
        parts = _HYPHEN.split(chunk)
        for word in (*parts, "".join(parts)):
            counts[word] += count
    return counts

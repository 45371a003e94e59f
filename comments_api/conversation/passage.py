"""The passage of an essay that a comment is about: the words themselves, and what stands around.

This is the W3C's TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector):
it names a passage by what it says, so it survives that the essay is edited around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comments_api.conversation.text import clean_line

CONTEXT = 64
"""Characters kept of what stands before a passage, and of what stands behind it."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")  # where words may break, and where not


@dataclass(frozen=True, slots=True)
class Passage:
    """`exact` is never empty; `prefix` and `suffix` are, where nobody knows what stood around."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def clean_quotation(text: str) -> str:
    """Quoted words as one line, without what typesetting put between the letters.

    Raises UnacceptableText.
    """
    return clean_line(_UNSEEN.sub("", text))


def passage_of(exact: str, prefix: str, suffix: str) -> Passage | None:
    """The passage of clean words; None without any. Context is cut to what is nearest."""
    if not exact:
        return None
    return Passage(exact, prefix[-CONTEXT:].lstrip(), suffix[:CONTEXT].rstrip())

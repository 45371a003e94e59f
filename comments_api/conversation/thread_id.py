"""The only rule for naming a thread.

A thread's identity is its id, never its URL, so that an essay may move and keep its discussion.
The id is a file name and part of an address, hence the narrow alphabet.
"""

from __future__ import annotations

import re
from typing import NewType

ThreadId = NewType("ThreadId", str)

MAX_LENGTH = 100
"""Characters; all of them ASCII, so also bytes of a file name."""

_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class InvalidThreadId(ValueError):
    """The text names no thread. `text` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} cannot name a thread: lower-case letters a–z, digits and single hyphens "
            f"between them, at most {MAX_LENGTH} characters"
        )
        self.text = text


def parse_thread_id(text: str) -> ThreadId:
    """The id that `text` spells. Raises InvalidThreadId."""
    if len(text) > MAX_LENGTH or not _PATTERN.fullmatch(text):
        raise InvalidThreadId(text)
    return ThreadId(text)


def thread_id_for(slug: str, lang: str, default_lang: str) -> ThreadId:
    """The id of an essay that names none: its slug, and for a translation the language as well.

    Languages are BCP 47 tags compared without regard to case. Raises InvalidThreadId when the
    slug cannot name a thread.
    """
    tag = lang.replace("_", "-").lower()
    translated = tag != default_lang.replace("_", "-").lower()
    return parse_thread_id(f"{slug}-{tag}" if translated else slug)

"""The order of names in a register: DIN 5007-1, as in a German dictionary."""

from __future__ import annotations

import unicodedata


def sort_key(name: str) -> tuple[str, str]:
    """Ä beside A, ß as ss, upper and lower case alike; the name itself decides between equals."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters, name

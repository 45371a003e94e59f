"""How long a visitor's words may be. The form says it, the service's validation keeps to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Greatest lengths in characters (code points after cleaning)."""

    author: int = 80
    email: int = 254
    website: int = 300
    text: int = 8000
    quote: int = 500

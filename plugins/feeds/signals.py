"""Meets Pelican: its own feeds stay switched off in pelicanconf.py, these take their place.

Settings, all optional:

- ``FEED_AUTHORITY``: who gives the names of feeds and essays, ``host,year`` (RFC 4151). Set it when
  the site moves to another host, to what it was; readers then see no essay twice;
- ``FEED_MAX_ITEMS``: how many essays a feed holds;
- ``FEED_DOMAIN``: the address feeds name while SITEURL is empty, at one's desk.
"""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.feeds.generator import FeedsGenerator


def register() -> None:
    """Connect to Pelican's signals."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[FeedsGenerator]:
    return FeedsGenerator

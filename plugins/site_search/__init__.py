"""Search that knows German: an index in small pieces, and a page that is complete without it."""

from plugins.site_search.signals import register

__all__ = ["register"]

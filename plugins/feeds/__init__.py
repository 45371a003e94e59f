"""Full-text feeds, Atom and JSON, of the whole site and of every section, author and subject."""

from plugins.feeds.signals import register

__all__ = ["register"]

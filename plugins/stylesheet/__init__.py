"""One style sheet for the reader, one file a component for those who work on it."""

from plugins.stylesheet.signals import register

__all__ = ["register"]

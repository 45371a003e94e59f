"""Reading time and foam share of every essay, for templates, feeds and machines."""

from plugins.reading_time.signals import register

__all__ = ["register"]

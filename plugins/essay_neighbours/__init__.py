"""What stands beside an essay: the one before, the one after, and those most like it."""

from plugins.essay_neighbours.signals import register

__all__ = ["register"]

"""What helps to find one's way in a text, and back to a place in it."""

from plugins.signposts.signals import register

__all__ = ["register"]

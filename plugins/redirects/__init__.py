"""Permanent redirects from a text's former addresses, `aliases:` in its front matter."""

from plugins.redirects.signals import register

__all__ = ["register"]

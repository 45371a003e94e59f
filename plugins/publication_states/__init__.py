"""Draft, scheduled, published: what of an author's work is out, and what is not yet."""

from plugins.publication_states.signals import register

__all__ = ["register"]

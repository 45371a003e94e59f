"""Supertrumpf with the deck, played in the browser against one of three opponents."""

from plugins.narcissist_typology.supertrumpf.signals import register

__all__ = ["register"]

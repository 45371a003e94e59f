"""The typology: a deck of cards in the essays, in a gallery, on pages of their own, and as data."""

from plugins.narcissist_typology.signals import register

__all__ = ["register"]

"""The deck to print, cut out and play with: sheets of nine cards, fronts and backs."""

from plugins.narcissist_typology.print_sheets.signals import register

__all__ = ["register"]

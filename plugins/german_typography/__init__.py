"""German typography: quotation marks, apostrophes, dashes, narrow spaces, places for hyphens."""

from plugins.german_typography.signals import register

__all__ = ["register"]

"""Pictures with caption, credit and size; and a word with the author where one is missing."""

from plugins.picture_captions.signals import register

__all__ = ["register"]

"""One style sheet for the reader, one file a component for those who work on it.

Only pages unlike the others (the game, the quiz, the empty mirror) load one more.
"""

from plugins.stylesheet.signals import register

__all__ = ["register"]

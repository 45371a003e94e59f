"""Every authoring mistake as file:line, what is wrong, why it matters, how to mend it."""

from plugins.editorial_check.signals import register

__all__ = ["register"]

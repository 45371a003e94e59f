"""Lets templates speak the language of the page they render."""

from plugins.interface_language.signals import register

__all__ = ["register"]

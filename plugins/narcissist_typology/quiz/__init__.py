"""“Which mirror am I?”: linked pages from one question to the next, and at the end a type."""

from plugins.narcissist_typology.quiz.signals import register

__all__ = ["register"]

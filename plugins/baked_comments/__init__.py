"""Approved comments into the essay's page, and the list of threads out to the service."""

from plugins.baked_comments.signals import register

__all__ = ["register"]

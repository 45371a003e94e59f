"""A picture for every essay and every type, for those who pass on their addresses."""

from plugins.share_images.signals import register

__all__ = ["register"]

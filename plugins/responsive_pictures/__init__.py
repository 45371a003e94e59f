"""Pictures in the sizes and formats that screens want, without what cameras write into them."""

from plugins.responsive_pictures.signals import register

__all__ = ["register"]

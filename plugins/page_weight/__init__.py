"""What a page weighs on the line: on the ticket of every essay, and within the budget or not."""

from plugins.page_weight.signals import register

__all__ = ["register"]

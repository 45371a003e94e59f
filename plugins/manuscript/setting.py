"""A setting that cannot be used."""

from __future__ import annotations

from plugins.manuscript.finding import AuthorError
from plugins.manuscript.messages import Translate


class InvalidSetting(AuthorError):
    """A setting has a value it cannot have; the text names it and says what it may be."""


def must_be(name: str, expected: str, value: object, _: Translate) -> InvalidSetting:
    """The error for a setting's value; `expected` completes "The setting … must be …"."""
    return InvalidSetting(
        _("The setting %(name)s must be %(expected)s, not %(value)r.")
        % {"name": name, "expected": expected, "value": value}
    )

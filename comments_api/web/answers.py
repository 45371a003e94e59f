"""What several of the readers' pages answer with."""

from __future__ import annotations

from flask import Response

from comments_api.web import texts
from comments_api.web.problem import Problem
from comments_api.web.texts import gettext as _


def private(response: Response) -> Response:
    """For one reader alone: neither kept on the way nor found by a search."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def typed(form: dict[str, object]) -> dict[str, str]:
    """The texts of a form, to be shown again; half a surrogate pair becomes a question mark."""
    return {
        name: value.encode("utf-8", "replace").decode()
        for name, value in form.items()
        if isinstance(value, str)
    }


def too_many(retry_after: int) -> Problem:
    """More than one network may send; `retry_after` is seconds."""
    minutes = -(-retry_after // 60)
    return Problem(
        429,
        "too-many",
        _("A little slower, please"),
        texts.ngettext(
            "Many comments came from your network just now. "
            "Please send yours again in %(minutes)s minute.",
            "Many comments came from your network just now. "
            "Please send yours again in %(minutes)s minutes.",
            minutes,
        )
        % {"minutes": minutes},
        retry_after=retry_after,
    )

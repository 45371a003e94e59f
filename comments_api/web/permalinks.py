"""``/api/comments/<id>``: where a comment stands now, on whichever page of its thread."""

from __future__ import annotations

from flask import Blueprint, Response

from comments_api.publication import Publication
from comments_api.validation import LARGEST_ID
from comments_api.web.problem import known

_DIGITS = len(str(LARGEST_ID))


def blueprint(publication: Publication) -> Blueprint:
    """An address that lasts while pages break elsewhere. What nobody may read is 404."""
    routes = Blueprint("permalinks", __name__)

    @routes.get("/api/comments/<comment_id>")
    def comment(comment_id: str) -> Response:
        is_number = comment_id.isascii() and comment_id.isdigit() and len(comment_id) <= _DIGITS
        place = publication.place(min(int(comment_id), LARGEST_ID)) if is_number else None
        if place is None:
            raise known(404)
        answer = Response(status=302)
        answer.headers["Location"] = place
        answer.headers["Cache-Control"] = "no-cache"
        answer.autocorrect_location_header = False
        return answer

    return routes

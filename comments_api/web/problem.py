"""One error shape: RFC 9457 problem details for programs, a page with the same words for people."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException

from comments_api.conversation.exchange import ExchangeError
from comments_api.ports import BrokenStore, FilesUnavailable, StoreUnavailable
from comments_api.web import texts

log = logging.getLogger(__name__)

_UNTIL_A_PERSON_CAME = 600
_JSON_TYPES = ("application/json", "application/problem+json")
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(eq=False)  # not frozen: raising sets attributes
class Problem(Exception):
    """An answer that is not what was asked for. `title` and `detail` are for people.

    `code` is the stable name for programs; `errors` maps field names to sentences; `retry_after`
    is seconds.
    """

    status: int
    code: str
    title: str
    detail: str
    errors: Mapping[str, str] = field(default_factory=dict)
    retry_after: int | None = None

    def as_response(self, typed: str | None = None) -> Response:
        """The problem in the form that this client asked for; a page gives `typed` back."""
        return self.as_json() if wants_json() else self.as_page(typed)

    def as_json(self) -> Response:
        """RFC 9457, with `errors` and `request_id` as extensions."""
        content: dict[str, object] = {
            "type": f"urn:spiegelkabinett:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": g.get("request_id"),
        }
        if self.errors:
            content["errors"] = [
                {"field": name, "message": message} for name, message in self.errors.items()
            ]
        body = json.dumps(content, ensure_ascii=False)
        return self.dressed(Response(body, mimetype="application/problem+json"))

    def as_page(self, typed: str | None = None) -> Response:
        """The same words on a page in the site's dress."""
        page = render_template("problem.html", problem=self, typed=typed)
        return self.dressed(Response(page))

    def dressed(self, response: Response) -> Response:
        """The status and headers of this problem on a response."""
        response.status_code = self.status
        response.headers["Cache-Control"] = "no-store"
        if self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


def wants_json() -> bool:
    """Whether the client is a program.

    Who sent a form is a person, unless the Accept header prefers JSON; else whoever accepts HTML
    by name is. Below /api, all others are programs.
    """
    accepted = request.accept_mimetypes
    html, machine = accepted["text/html"], max(accepted[kind] for kind in _JSON_TYPES)
    if html != machine:
        return bool(machine > html)
    if request.mimetype in _FORM_TYPES:
        return False
    return request.mimetype in _JSON_TYPES or request.path.startswith("/api/")


def _(message: str) -> str:
    """Mark a msgid; `known` translates it."""
    return message


# status → code, title, detail
_WORDS = {
    HTTPStatus.FORBIDDEN: (
        "forbidden",
        _("Not allowed"),
        _("This request did not come from a page of this site. Please go back and try again."),
    ),
    HTTPStatus.NOT_FOUND: (
        "not-found",
        _("Nothing to be seen here"),
        _("There is no page at this address. Perhaps it moved, perhaps it never was."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method-not-allowed",
        _("That is not how it works"),
        _("This address does not take this kind of request."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "too-large",
        _("Too much at once"),
        _("What was sent is larger than a comment can be. Please go back and shorten it."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        "unsupported-media-type",
        _("Not understood"),
        _("A comment is sent as a form (application/x-www-form-urlencoded) or as JSON, in UTF-8."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "internal",
        _("This is our fault"),
        _("Something went wrong here. It has been noted; please try again later."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "unavailable",
        _("Not possible at the moment"),
        _("The comments cannot be reached right now. Nothing was stored; please try again soon."),
    ),
}
_NOT_UNDERSTOOD = ("bad-request", _("Not understood"), _("The request could not be read."))


def known(status: int, *, retry_after: int | None = None) -> Problem:
    """The problem that usually goes by this status."""
    code, title, detail = _WORDS.get(HTTPStatus(status), _NOT_UNDERSTOOD)
    translate = texts.gettext
    return Problem(status, code, translate(title), translate(detail), retry_after=retry_after)


def init_app(app: Flask) -> None:
    """Answer every error in the one shape."""
    app.register_error_handler(Problem, lambda problem: problem.as_response())
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(StoreUnavailable, _from_unavailable)
    app.register_error_handler(BrokenStore, _from_broken)
    app.register_error_handler(FilesUnavailable, _from_broken)
    app.register_error_handler(ExchangeError, _from_broken)


def _from_unavailable(error: StoreUnavailable) -> Response:
    log.warning("store unavailable", extra={"reason": error.reason})
    return known(503, retry_after=error.retry_after).as_response()


def _from_broken(error: BrokenStore | ExchangeError | FilesUnavailable) -> Response:
    log.error("a person is needed", extra={"reason": str(error)})
    return known(503, retry_after=_UNTIL_A_PERSON_CAME).as_response()


def _from_http(error: HTTPException) -> Response | HTTPException:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error  # a redirect by the router answers for itself
    response = known(status).as_response()
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response

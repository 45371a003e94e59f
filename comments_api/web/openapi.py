"""The interface for programs, described: ``/api/openapi.json``, an OpenAPI 3.1 document.

The document lies beside this module and is written by hand. A test holds it against the routes,
and schemathesis holds the service against it.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request

_DOCUMENT = Path(__file__).with_name("openapi.json")


def blueprint() -> Blueprint:
    """``/api/openapi.json``, as it lies in the package."""
    routes = Blueprint("openapi", __name__, url_prefix="/api")
    document = _DOCUMENT.read_bytes()

    @routes.get("/openapi.json")
    def openapi() -> Response:
        response = Response(document, mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request.environ)
        return response

    return routes

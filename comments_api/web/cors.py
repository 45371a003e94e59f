"""Sites on another origin that may use this service: an exact list, and never with credentials.

The Fetch standard's CORS protocol (https://fetch.spec.whatwg.org/#http-cors-protocol). No pattern,
no ``*``, no ``null``, and no Access-Control-Allow-Credentials: a page of another site may read what
everybody may read and send what everybody may send, and never as a moderator.
"""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, request

_SHARED = ("/api/", "/kommentare/")
"""What the readers' side is; the desk is nobody else's."""

_READABLE = "ETag, Location, Retry-After"
_SENDABLE = "Content-Type"
_PREFLIGHT_SECONDS = 7200


def init_app(app: Flask, origins: Collection[str]) -> None:
    """Let pages of `origins` read the answers of the readers' side."""
    if not origins:
        return

    def share(response: Response) -> Response:
        if not request.path.startswith(_SHARED):
            return response
        response.vary.add("Origin")
        if request.headers.get("Origin") not in origins:
            return response
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        headers["Access-Control-Expose-Headers"] = _READABLE
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            headers["Access-Control-Allow-Methods"] = headers.get("Allow", "")
            headers["Access-Control-Allow-Headers"] = _SENDABLE
            headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
        return response

    app.after_request(share)


def is_shared_with(origins: Collection[str]) -> bool:
    """Whether this request comes from a page of one of `origins` to the readers' side."""
    return request.path.startswith(_SHARED) and request.headers.get("Origin") in origins

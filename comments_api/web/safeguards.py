"""What holds on every request and every answer: where a form came from, and what a page may do."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, Response, request

from comments_api.web.cors import is_shared_with
from comments_api.web.problem import known

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
MODERATION = "/moderation/"

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init_app(app: Flask, public_origin: str | None, guests: Collection[str] = ()) -> None:
    """Check every unsafe request and dress every answer.

    `public_origin` is the one origin allowed; without it, the host that the request names. The
    sites in `guests` may send to the readers' side too.
    """

    def check() -> None:
        if request.method in _SAFE or came_from_here(public_origin) or is_shared_with(guests):
            return
        raise known(403)

    app.before_request(check)
    app.after_request(_dress)


def came_from_here(public_origin: str | None) -> bool:
    """Whether an unsafe request came from a page of this site.

    A browser says so in Sec-Fetch-Site, which no page can forge; an older one in Origin, which must
    match exactly. The content type plays no part. A client that sends neither is no browser and
    carries no cookie of somebody else's; moderation refuses even that.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == (public_origin or f"{request.scheme}://{request.host}")
    return not request.path.startswith(MODERATION)


def _dress(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Not no-referrer: with that, browsers send forms with `Origin: null`.
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return response

"""One line of JSON a request, with an id and without anything personal.

A line names the route (``/api/receipts/<token>``), never the address that was asked for: addresses
hold tokens. No query string, no network address, no browser.
"""

from __future__ import annotations

import logging
import secrets
import time
from types import TracebackType

from flask import Flask, Response, g, request

log = logging.getLogger(__name__)

_READING = {"GET", "HEAD"}
_ExceptionInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]


class LoggedFlask(Flask):
    """Flask, but an unexpected exception is logged once, without the address asked for."""

    def log_exception(self, exc_info: _ExceptionInfo) -> None:
        """The traceback, under the id that the reader was told."""
        log.error(
            "unexpected", exc_info=exc_info, extra={"request_id": g.get("request_id"), **_what()}
        )


def init_app(app: Flask) -> None:
    """Give every request an id, time it and log it."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    quiet = request.method in _READING and response.status_code < 400  # noqa: PLR2004 no fault
    level = logging.DEBUG if quiet else logging.INFO
    if log.isEnabledFor(level):
        line = {
            "request_id": g.request_id,
            **_what(),
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        }
        log.log(level, "request", extra=line)
    return response


def _what() -> dict[str, str]:
    route = request.url_rule.rule if request.url_rule else "-"
    return {"method": request.method, "route": route}

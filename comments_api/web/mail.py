"""Where the links in mails lead: to a page with a button. A GET changes nothing.

The address is the key: no login, no cookie, no Origin. A mail program that knows RFC 8058 sends the
POST behind the button itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from comments_api.subscribing import Subscriptions, UnknownLink, Wish
from comments_api.web import body, texts
from comments_api.web.answers import private
from comments_api.web.problem import Problem, wants_json
from comments_api.web.texts import gettext as _


def blueprint(subscriptions: Subscriptions) -> Blueprint:
    """The routes below /api/mail."""
    pages = _Pages(subscriptions)
    routes = Blueprint("mail", __name__, url_prefix="/api/mail")
    routes.after_request(_secret)
    routes.register_error_handler(UnknownLink, lambda _error: _unknown().as_response())
    confirm, leave = "/confirm/<token>", "/leave/<token>"
    routes.get(confirm)(pages.confirmation)
    routes.post(confirm)(pages.confirm)
    routes.get(leave)(pages.leaving)
    routes.post(leave)(pages.leave)
    routes.post(f"{leave}/all")(pages.leave_altogether)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    subscriptions: Subscriptions

    def confirmation(self, token: str) -> Response:
        """What would be confirmed, and the button."""
        return _page(self.subscriptions.look_at_confirmation(token), "asked", token)

    def confirm(self, token: str) -> Response:
        """The replies come from now on."""
        return _page(self.subscriptions.confirm(token), "confirmed", token)

    def leaving(self, token: str) -> Response:
        """What would be left, and the two buttons."""
        wish = self.subscriptions.look_at_leaving(token)
        return _page(wish, "leaving" if wish else "left", token)

    def leave(self, token: str) -> Response:
        """No more mail from this discussion. Also the POST of RFC 8058, whose body says nothing."""
        return _page(self.subscriptions.leave(token), "left", token)

    def leave_altogether(self, token: str) -> Response:
        """No more replies by mail at all."""
        return _page(self.subscriptions.leave(token, altogether=True), "left-all", token)


def _page(wish: Wish | None, state: str, token: str) -> Response:
    thread = wish.thread if wish else None
    if thread is not None:
        texts.speak(thread.lang)
    if wants_json():
        content = {"state": state, "thread_id": wish.subscription.thread_id if wish else None}
        return Response(json.dumps(content), mimetype=body.JSON)
    return Response(render_template("mail.html", wish=wish, state=state, token=token))


def _secret(response: Response) -> Response:
    # As with a receipt: the address is the key.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Vary"] = "Accept"
    return private(response)


def _unknown() -> Problem:
    return Problem(
        404,
        "unknown-link",
        _("This link is no longer good"),
        _("It is incomplete, it was used already, or its seven days are over."),
    )

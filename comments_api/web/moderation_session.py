"""The moderator's cookie: set at login, asked for on every page of the desk, gone at logout."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import ip_address

from flask import g, request
from werkzeug.wrappers import Response

from comments_api.accounts import Accounts, csrf_token
from comments_api.model import Session

CSRF_FIELD = "form_token"


@dataclass(frozen=True, slots=True)
class Cookie:
    """How the session's cookie is called and sent on this connection."""

    name: str
    path: str
    secure: bool

    def set(self, response: Response, token: str) -> None:
        """Hand the token to the browser, for as long as it runs."""
        response.set_cookie(
            self.name,
            token,
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="Strict",
        )

    def clear(self, response: Response) -> None:
        """Take it back."""
        response.delete_cookie(
            self.name, path=self.path, secure=self.secure, httponly=True, samesite="Strict"
        )


def cookie() -> Cookie | None:
    """The cookie for this connection; None where it would travel unprotected.

    ``__Host-`` binds it to this host and to HTTPS. Plain HTTP is good enough only where nothing
    leaves the machine.
    """
    if request.is_secure:
        return Cookie("__Host-moderation", "/", secure=True)
    if _is_loopback(request.host):
        return Cookie("moderation", "/moderation/", secure=False)
    return None


def current(accounts: Accounts) -> Session | None:
    """The session of this request, if it holds; what its forms must carry goes into `g`."""
    known = cookie()
    token = request.cookies.get(known.name) if known else None
    session = accounts.session(token) if token else None
    g.form_token = csrf_token(token) if session and token else None
    return session


def form_is_ours(form: dict[str, str]) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(form.get(CSRF_FIELD, "").encode(), str(g.form_token).encode())


def _is_loopback(host: str) -> bool:
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False

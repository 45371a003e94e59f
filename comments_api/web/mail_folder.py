"""The mails that would have been sent, while developing without a mail server."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Blueprint, Response, render_template

from comments_api.web.answers import private

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Shown:
    """A mail as it would be read; `headers` are all it has."""

    headers: tuple[tuple[str, str], ...]
    subject: str
    text: str


def blueprint(root: Path) -> Blueprint:
    """``/mail/``: the newest mails in the folder `root`, the last one first."""
    routes = Blueprint("mail_folder", __name__, url_prefix="/mail")

    @routes.get("/")
    def folder() -> Response:
        files = sorted(root.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        mails = [_read(file) for file in files[:_SHOWN]]
        return private(Response(render_template("mail_folder.html", mails=mails, root=root)))

    return routes


def _read(file: Path) -> _Shown:
    message = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
    headers = tuple((name, str(value)) for name, value in message.items())
    return _Shown(headers, str(message["Subject"]), message.get_content())

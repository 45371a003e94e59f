"""A preview while writing: the page loads itself again, and says what is wrong with the texts.

The site's files stay as they are; what a preview needs is put into the answer. Its folder is
written by whoever builds: ``state.json`` (``version`` and ``trouble``), and ``redaktion/``, the
pages that only the author sees.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template
from markupsafe import Markup

ADDRESS = "/redaktion/"


@dataclass(frozen=True, slots=True)
class State:
    """What is shown, and what has to be mended before anything newer is (or nothing: "")."""

    version: str = ""
    trouble: str = ""


class Preview:
    """The folder of a preview."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def state(self) -> State:
        """The state as the last build left it."""
        try:
            return State(**json.loads((self.folder / "state.json").read_bytes()))
        except FileNotFoundError:
            return State()

    def dressed(self, html: str) -> str:
        """A page of the site, with what makes it a preview."""
        head, body, rest = html.partition("</head>")
        before, end, after = rest.rpartition("</body>")
        state = self.state()
        return "".join(
            (
                head,
                _part("preview_head.html", state),
                body,
                before,
                _part("preview_trouble.html", state) if state.trouble else "",
                end,
                after,
            )
        )

    def no_site(self) -> Response | None:
        """What stands in for a page while no build has succeeded yet."""
        state = self.state()
        if not state.trouble:
            return None
        return Response(render_template("preview_alone.html", state=state), 503)


def blueprint(preview: Preview) -> Blueprint:
    """What the page asks for, again and again: whether there is something new."""
    routes = Blueprint(
        "preview",
        __name__,
        static_folder="static/preview",
        static_url_path="/static",
        url_prefix=ADDRESS.rstrip("/"),
    )

    @routes.get("/version")
    def version() -> Response:
        answer = Response(preview.state().version, mimetype="text/plain")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return routes


def _part(template: str, state: State) -> Markup:
    return Markup(render_template(template, state=state))  # noqa: S704 our own, escaped there

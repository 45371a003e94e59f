"""How the service's pages are dressed, and what their templates may call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from jinja2 import StrictUndefined

from comments_api.conversation.comment import permalink
from comments_api.conversation.markup import to_html
from comments_api.dates import day_and_time, grouped
from comments_api.web import texts


@dataclass(frozen=True, slots=True)
class Dress:
    """The site's name and what its pages load; addresses from the root."""

    name: str
    stylesheet: str | None
    script: str | None
    icon: str | None


def init_app(app: Flask, dress: Dress) -> None:
    """Strict and tidy templates, and the filters `moment`, `number` and `html`."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["site"] = dress
    app.jinja_env.globals["permalink"] = permalink
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["number"] = number
    app.jinja_env.filters["html"] = to_html


def moment(at: datetime) -> str:
    """Day and time in the language of the answer."""
    return day_and_time(at, texts.language())


def number(count: int) -> str:
    """A number in the language of the answer."""
    return grouped(count, texts.language())

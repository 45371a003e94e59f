"""The language of the answer: the thread's where there is one, else the service's."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import cast

from flask import Flask, current_app, g

from comments_api.conversation.language import catalogue, primary_subtag

_PACKAGE = Path(__file__).resolve().parent.parent
_KEY = "INTERFACE_LANGUAGE"


@cache
def translations(lang: str) -> NullTranslations:
    """The service's catalogue; shared, so never to be changed."""
    return catalogue(lang, _PACKAGE)


def init_app(app: Flask, lang: str) -> None:
    """Speak `lang` by default, in Python and in templates."""
    app.config[_KEY] = lang
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.globals["interface_language"] = language


def speak(lang: str) -> None:
    """Answer this request in `lang`."""
    g.language = primary_subtag(lang)


def language() -> str:
    """The primary language subtag of this answer."""
    return cast("str", g.get("language") or current_app.config[_KEY])


def gettext(message: str) -> str:
    """`message` in the language of the answer."""
    return translations(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of the message that fits `number`, in the language of the answer."""
    return translations(language()).ngettext(singular, plural, number)

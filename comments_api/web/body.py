"""The body of a request, read strictly: a form or a JSON object, in UTF-8, or a Problem."""

from __future__ import annotations

import json
from typing import NoReturn
from urllib.parse import parse_qsl

from flask import request

from comments_api.web import texts
from comments_api.web.problem import Problem, known

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_MOST_FIELDS = 50
_UTF8 = {"utf-8", "utf8", ""}


def is_json() -> bool:
    """Whether the client says it sends JSON."""
    return request.mimetype == JSON


def read_object() -> dict[str, object]:
    """The fields sent, as a form or as JSON. Raises Problem: 400, 413 or 415."""
    if is_json():
        return _read_json()
    return dict(read_form())


def read_form() -> dict[str, str]:
    """The fields of a form; of a field sent twice, the last. Raises Problem: 400, 413 or 415."""
    if request.mimetype != FORM:
        raise known(415)
    try:
        pairs = parse_qsl(
            _text().strip("\r\n"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:  # broken UTF-8, or too many fields
        raise _malformed() from error
    return dict(pairs)


def _read_json() -> dict[str, object]:
    try:
        content = json.loads(_text(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _malformed() from error
    if not isinstance(content, dict):
        raise _malformed()
    return content


def _text() -> str:
    if request.mimetype_params.get("charset", "").lower() not in _UTF8:
        raise known(415)
    content = request.get_data(cache=False)
    # Of a body that did not say how long it is, the rest was cut off silently.
    if request.content_length is None and len(content) >= (request.max_content_length or 0):
        raise known(413)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed() from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _malformed() -> Problem:
    _ = texts.gettext
    return Problem(
        400,
        "malformed",
        _("Not understood"),
        _("What was sent is neither a form nor a JSON object in valid UTF-8."),
    )

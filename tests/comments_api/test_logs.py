from __future__ import annotations

import json
import logging
import sys

from comments_api.logs import JsonLines


def line(record: logging.LogRecord) -> dict[str, object]:
    written = JsonLines().format(record)
    assert "\n" not in written
    found = json.loads(written)
    assert isinstance(found, dict)
    return found


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("comments_api", logging.INFO, "file.py", 1, message, (), None)
    vars(made).update(more)
    return made


def test_a_record_is_one_line_of_json_with_what_was_given() -> None:
    found = line(record("größer\nals eine Zeile", request_id="abc", status=200))
    assert found["event"] == "größer\nals eine Zeile"
    assert (found["level"], found["logger"]) == ("info", "comments_api")
    assert (found["request_id"], found["status"]) == ("abc", 200)
    assert "pathname" not in found
    assert str(found["time"]).endswith("+00:00")


def test_a_traceback_stays_in_the_line() -> None:
    try:
        1 / 0  # noqa: B018 it is the failing that counts
    except ZeroDivisionError:
        made = record("unexpected")
        made.exc_info = sys.exc_info()
    assert "ZeroDivisionError" in str(line(made)["traceback"])


def test_what_is_not_json_is_written_as_text() -> None:
    assert line(record("x", reason=ValueError("y")))["reason"] == "y"

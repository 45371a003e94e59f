from __future__ import annotations

import importlib
import logging

import pytest
from flask import Flask


def test_another_server_finds_the_application(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        application = importlib.import_module("comments_api.wsgi").application
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    assert isinstance(application, Flask)
    assert application.test_client().get("/readyz").status_code == 200

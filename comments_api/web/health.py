"""For whoever watches the service: whether it lives, and whether it could store a comment."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from comments_api.ports import Store


def blueprint(store: Store) -> Blueprint:
    """``/healthz``: the process answers. ``/readyz``: the store takes changes, else 503."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return jsonify(status="ok")

    @routes.get("/readyz")
    def readyz() -> ResponseReturnValue:
        store.check()
        return jsonify(status="ready")

    return routes

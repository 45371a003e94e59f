"""Published threads as HTML fragments: what the web server does in production."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from flask import Blueprint, Response, request

from comments_api.conversation.exchange import Exchange
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from comments_api.publication import Publication
from comments_api.web.problem import known

_KEPT = 256


@dataclass(frozen=True, slots=True)
class Fragment:
    """The bytes of a fragment and their name; both change with the thread's version."""

    content: bytes
    etag: str

    @classmethod
    def of(cls, content: bytes) -> Fragment:
        """The fragment that is `content`."""
        return cls(content, sha256(content).hexdigest()[:32])


class Fragments:
    """Fragment files, kept in memory until the file is another."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._kept: OrderedDict[ThreadId, tuple[tuple[int, int, int], Fragment]] = OrderedDict()
        self._lock = Lock()

    def get(self, thread_id: ThreadId) -> Fragment | None:
        """The published fragment; None when there is none."""
        path = self._exchange.fragment_file(thread_id)
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
            with self._lock:
                kept = self._kept.get(thread_id)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            fragment = Fragment.of(path.read_bytes())
        except FileNotFoundError:
            return None
        with self._lock:
            self._kept[thread_id] = (stamp, fragment)
            self._kept.move_to_end(thread_id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return fragment


def blueprint(fragments: Fragments, publication: Publication) -> Blueprint:
    """``/kommentare/<thread>.html``, with conditional requests."""
    routes = Blueprint("fragments", __name__, url_prefix="/kommentare")

    @routes.get("/<name>.html")
    def fragment(name: str) -> Response:
        try:
            thread_id = parse_thread_id(name)
        except InvalidThreadId as error:
            raise known(404) from error
        found = fragments.get(thread_id)
        if found is None:  # nothing was published yet: the thread as it is, which is empty
            rendered = publication.fragment(thread_id)
            if rendered is None:
                raise known(404)
            found = Fragment.of(rendered.encode())
        response = Response(found.content, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(found.etag)
        response.make_conditional(request.environ)
        return response

    return routes

"""Published threads as HTML fragments and feeds: what the web server does in production."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock

from flask import Blueprint, Response, request

from comments_api.conversation.exchange import Exchange
from comments_api.conversation.feed import MEDIA_TYPE as ATOM
from comments_api.conversation.feed import SITE_FEED
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from comments_api.publication import Publication
from comments_api.web.problem import known

_KEPT = 256
_PAGE = re.compile(r"(?:\.([2-9]|[1-9][0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The bytes of a fragment, the same packed with gzip, and their name.

    All change with the thread's version.
    """

    content: bytes
    packed: bytes
    etag: str

    @classmethod
    def of(cls, content: bytes) -> Fragment:
        """The fragment that is `content`."""
        packed = gzip.compress(content, 6, mtime=0)
        return cls(content, packed, sha256(content).hexdigest()[:32])


class Fragments:
    """Fragment files, kept in memory until the file is another."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._kept: OrderedDict[Path, tuple[tuple[int, int, int], Fragment]] = OrderedDict()
        self._lock = Lock()

    def thread(self, thread_id: ThreadId, number: int = 1) -> Fragment | None:
        """A page of the published thread, counted from 1; None when there is none."""
        return self._get(self._exchange.fragment_file(thread_id, number))

    def feed(self, thread_id: ThreadId) -> Fragment | None:
        """The published feed of a thread; None when there is none."""
        return self._get(self._exchange.feed_file(thread_id))

    def site_feed(self) -> Fragment | None:
        """The published feed of the site; None when there is none."""
        return self._get(self._exchange.site_feed_file)

    def _get(self, path: Path) -> Fragment | None:
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
            with self._lock:
                kept = self._kept.get(path)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            fragment = Fragment.of(path.read_bytes())
        except FileNotFoundError:
            return None
        with self._lock:
            self._kept[path] = (stamp, fragment)
            self._kept.move_to_end(path)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return fragment


def blueprint(fragments: Fragments, publication: Publication) -> Blueprint:
    """``/kommentare/<thread>.html`` and ``.atom``, with conditional requests.

    Where nothing was published yet, they are made of what there is, which is nothing.
    """
    routes = Blueprint("fragments", __name__, url_prefix="/kommentare")

    @routes.get("/<name>.html")
    def fragment(name: str) -> Response:
        thread, dot, page = name.partition(".")
        thread_id, number = _thread_id(thread), _page(dot + page)

        def make() -> str | None:
            return dict(enumerate(publication.fragments(thread_id), start=1)).get(number)

        return _answer(fragments.thread(thread_id, number), make)

    @routes.get("/<name>.atom")
    def feed(name: str) -> Response:
        thread_id = _thread_id(name)
        found = fragments.feed(thread_id)
        return _answer(found, partial(publication.feed, thread_id), ATOM)

    @routes.get(SITE_FEED.removeprefix("/kommentare"))
    def site_feed() -> Response:
        return _answer(fragments.site_feed(), publication.site_feed, ATOM)

    return routes


def _thread_id(name: str) -> ThreadId:
    try:
        return parse_thread_id(name)
    except InvalidThreadId as error:
        raise known(404) from error


def _page(text: str) -> int:
    """The number in ``.2``, at least 2, or 1 where there is none."""
    found = _PAGE.fullmatch(text)
    if found is None:
        raise known(404)
    return int(found[1] or 1)


def _answer(
    found: Fragment | None, make: Callable[[], str | None], mimetype: str = "text/html"
) -> Response:
    if found is None:
        rendered = make()
        if rendered is None:
            raise known(404)
        found = Fragment.of(rendered.encode())
    if request.accept_encodings["gzip"]:
        response = Response(found.packed, mimetype=mimetype)
        response.content_encoding = "gzip"
        response.set_etag(f"{found.etag}-gzip")  # strong, so other bytes have another name
    else:
        response = Response(found.content, mimetype=mimetype)
        response.set_etag(found.etag)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    response.make_conditional(request.environ)
    return response

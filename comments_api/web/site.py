"""The built site as files, for development. In production a web server does this better."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, redirect, request, send_file
from werkzeug.exceptions import NotFound, RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response as BaseResponse

from comments_api.web.preview import ADDRESS, Preview
from comments_api.web.problem import known

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Written down here, for Python's own list depends on the machine."""

_PACKED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"}
"""Worth compressing; pictures and typefaces are compressed already."""
_FEEDS = {".atom.xml": "application/atom+xml", ".feed.json": "application/feed+json"}

_TYPEFACES = "/theme/fonts/"
"""`make fonts` names them by a hash of their content: a browser need not ask again."""
_FOR_GOOD = "public, max-age=31536000, immutable"

_OURS = ("/api/", "/moderation/", "/kommentare/")


def init_app(app: Flask, root: Path, preview: Preview | None = None) -> None:
    """Where the service has no page of its own, the site may have one, and a preview another."""
    site = Site(root, preview)
    editors = Site(preview.folder, preview) if preview else None

    def find(_error: NotFound) -> BaseResponse:
        found = None
        if request.method in {"GET", "HEAD"} and not request.path.startswith(_OURS):
            if editors and request.path.startswith(ADDRESS):
                found = editors.page(request.path)
            found = found or site.page(request.path)
            if found is None and preview:
                found = preview.no_site()
        return found or known(404).as_response()

    app.register_error_handler(NotFound, find)


class Site:
    """The files below `root`, which a build may replace at any time."""

    def __init__(self, root: Path, preview: Preview | None = None) -> None:
        self._root = root
        self._preview = preview

    def page(self, path: str) -> BaseResponse | None:
        """What stands at `path`: a file, a folder's index, the site's own 404 page, or nothing."""
        file = self._inside(path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            return redirect(f"/{path.strip('/')}/", 301)  # one slash: two would name a host
        if path.endswith("/"):
            file = self._inside(f"{path}index.html") or self._inside(f"{path}410.html")
        if file is not None and file.is_file():
            return self._send(file)
        missing = self._inside("/404.html")
        if missing is None:
            return None
        response = self._send(missing, conditional=False)
        response.status_code = 404
        return response

    def _inside(self, path: str) -> Path | None:
        """What exists under this name, wherever links lead, but never outside of the root."""
        try:
            root = self._root.resolve()
            file = (root / path.lstrip("/")).resolve(strict=True)
        except (OSError, ValueError):  # nothing there, a name with NUL, one that is too long
            return None
        if not file.is_relative_to(root):
            return None
        hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
        return None if hidden else file

    def _send(self, file: Path, *, conditional: bool = True) -> Response:
        content_type = _content_type(file)
        if self._preview and file.suffix == ".html":
            # Never conditional: the same file is another answer when something is wrong.
            response = Response(self._preview.dressed(file.read_text(encoding="utf-8")))
        else:
            try:
                response = send_file(
                    file, mimetype=content_type, conditional=conditional, etag=conditional
                )
            except RequestedRangeNotSatisfiable:  # nobody looks after an error in an error handler
                return known(416).as_response()
        if file.name == "410.html":  # the page of a withdrawn text, by that name or its folder's
            response.status_code = 410
        response.headers["Content-Type"] = content_type
        lasting = request.path.startswith(_TYPEFACES) and file.suffix == ".woff2"
        response.headers["Cache-Control"] = _FOR_GOOD if lasting else "no-cache"
        if file.suffix in _PACKED:
            response.vary.add("Accept-Encoding")
            if response.status_code == HTTPStatus.OK and request.accept_encodings["gzip"]:
                _pack(response)
        return response


def _content_type(file: Path) -> str:
    ending = "".join(file.suffixes[-2:])
    return _FEEDS.get(ending) or _TYPES.get(file.suffix, "application/octet-stream")


def _pack(response: Response) -> None:
    """Compress as the web server will, so that what is measured here holds there."""
    response.direct_passthrough = False
    response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
    response.content_encoding = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same text, not the same bytes

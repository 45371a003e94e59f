"""A small S3-compatible store in this process: real HTTP, the operations that publishing needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape


@dataclass
class Bucket:
    """What the store holds, and every change in the order in which it came."""

    endpoint: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    changes: list[tuple[str, str]] = field(default_factory=list)
    refuses: int | None = None
    """How many more files it takes; None: all."""

    def put(self, name: str, content: bytes, kind: str) -> bool:
        if self.refuses is not None:
            if self.refuses == 0:
                return False
            self.refuses -= 1
        self.files[name] = content
        self.types[name] = kind
        self.changes.append(("put", name))
        return True

    def delete(self, name: str) -> None:
        del self.files[name]
        self.changes.append(("delete", name))

    def listing(self, prefix: str) -> str:
        entries = "".join(
            f"<Contents><Key>{escape(name)}</Key><Size>{len(content)}</Size>"
            f"<LastModified>2026-11-22T12:00:00.000Z</LastModified>"
            f"<ETag>&quot;{md5(content, usedforsecurity=False).hexdigest()}&quot;</ETag></Contents>"
            for name, content in sorted(self.files.items())
            if name.startswith(prefix)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"


class _Handler(BaseHTTPRequestHandler):
    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        content = self._body()
        assert "Signature=" in self.headers["Authorization"]
        kind = self.headers["Content-Type"]
        if self.bucket.put(self._name(), content, kind):
            self._answer(200, etag=md5(content, usedforsecurity=False).hexdigest())
        else:
            self._answer(403, "<Error><Code>QuotaExceeded</Code></Error>")

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        self._answer(200, self.bucket.listing(asked.get("prefix", [""])[0]))

    def do_POST(self) -> None:
        names = [key.text or "" for key in ET.fromstring(self._body()).iter() if _is_key(key)]  # noqa: S314 from ourselves
        for name in names:
            self.bucket.delete(name)
        done = "".join(f"<Deleted><Key>{escape(name)}</Key></Deleted>" for name in names)
        self._answer(200, f"<DeleteResult>{done}</DeleteResult>")

    def do_DELETE(self) -> None:
        self.bucket.delete(self._name())
        self._answer(204)

    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket/")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def _answer(self, status: int, text: str = "", etag: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", f'"{etag}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        pass


def _is_key(element: ET.Element) -> bool:
    return element.tag.rpartition("}")[2] == "Key"


@contextmanager
def object_store() -> Iterator[Bucket]:
    """A store with one bucket named ``bucket``, on a port the kernel chose."""
    bucket = Bucket()
    handler = type("Handler", (_Handler,), {"bucket": bucket})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        bucket.endpoint = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield bucket
        server.shutdown()
        thread.join()

"""Sending to an S3-compatible store.

Who we are, and where the store is, stands in the usual variables: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, and for a store that is not Amazon's AWS_ENDPOINT.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path, PurePath

from obstore.exceptions import BaseError
from obstore.store import S3Store

from plugins.author_tools.sending.destination import CannotSend, Sent

_PAGES = (".html", ".xml", ".json", ".txt")
"""What leads to other files, and therefore travels after them."""

_NAMED_BY_CONTENT = "theme/fonts/*.woff2"
_FOR_GOOD = "public, max-age=31536000, immutable"

_TYPES = mimetypes.MimeTypes(strict=True)
for _type, _suffix in (
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("application/manifest+json", ".webmanifest"),
):
    _TYPES.add_type(_type, _suffix)


@dataclass(frozen=True, slots=True)
class S3:
    """A bucket, and the folder in it that becomes the site."""

    store: S3Store
    translate: Callable[[str], str]

    @classmethod
    def at(cls, place: str, _: Callable[[str], str]) -> S3:
        """The store at ``bucket`` or ``bucket/folder``. Raises CannotSend."""
        bucket, _slash, folder = place.partition("/")
        if not bucket:
            raise CannotSend(_("PUBLISH_TO names no bucket.\n    → s3://bucket/folder"))
        return cls(S3Store(bucket, prefix=folder.strip("/") or None), _)

    def send(self, site: Path) -> Sent:
        """Send what differs, pages last, then delete what is no more. Raises CannotSend."""
        try:
            there = dict(self._there())
            here = {path.relative_to(site).as_posix(): path for path in _files(site)}
            travelling = [
                name for name in sorted(here, key=_turn) if there.get(name) != _tag(here[name])
            ]
            for name in travelling:
                self._put(name, here[name])
            vanished = sorted(there.keys() - here.keys())
            for name in vanished:
                self.store.delete(name)
        except (BaseError, OSError) as error:
            raise CannotSend(str(error).partition("\n\nDebug source")[0]) from error
        return Sent(len(travelling), len(vanished))

    def _there(self) -> Iterator[tuple[str, str]]:
        for chunk in self.store.list():
            for file in chunk:
                yield file["path"], (file["e_tag"] or "").strip('"')

    def _put(self, name: str, file: Path) -> None:
        keeping = _FOR_GOOD if PurePath(name).match(_NAMED_BY_CONTENT) else "no-cache"
        attributes = {"Content-Type": _content_type(name), "Cache-Control": keeping}
        # In one piece: only then is the store's tag the sum by which the next run compares.
        self.store.put(name, file, attributes=attributes, use_multipart=False)


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_file())


def _turn(name: str) -> tuple[bool, str]:
    return name.endswith(_PAGES), name


def _tag(file: Path) -> str:
    return md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _content_type(name: str) -> str:
    if name.endswith(".atom.xml"):
        return "application/atom+xml"
    guessed, _encoding = _TYPES.guess_type(name)
    kind = guessed or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

"""The files by which site and service know of each other.

``threads.json`` tells the service which threads exist, and ``former-names.json`` what they were
called elsewhere; ``threads/<id>.json`` tells the site what was approved; ``fragments/<id>.html`` is
the same, rendered, for pages already open, ``fragments/<id>.2.html`` its second page, and
``fragments/<id>.atom`` for feed readers, beside that of the whole site. All are written atomically,
with the same bytes for the same content, and read with distrust. Writers that share a folder take
turns by a lock of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from comments_api.conversation.atomic import write_atomically
from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange_format import (
    Malformed,
    PublishedThread,
    UnknownVersion,
    decode_former_names,
    decode_published,
    decode_threads,
    encode_former_names,
    encode_published,
    encode_threads,
)
from comments_api.conversation.feed import SITE_FEED
from comments_api.conversation.language import catalogue
from comments_api.conversation.thread_id import ThreadId

__all__ = ["Exchange", "ExchangeError", "PublishedThread"]

_Decoded = TypeVar("_Decoded")


def fragment_name(thread_id: ThreadId, number: int = 1) -> str:
    """The name of a page of a thread as HTML, on the disk and in the address."""
    return f"{thread_id}.html" if number == 1 else f"{thread_id}.{number}.html"


class ExchangeError(Exception):
    """An exchange file cannot be used. Carries `path`, `reason` and `remedy` in one language."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}\n    → {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class Exchange:
    """The exchange folder `root`. Its errors speak `lang`."""

    def __init__(self, root: Path, lang: str = "de") -> None:
        self.root = root
        self._gettext = catalogue(lang, Path(__file__).parent).gettext

    @property
    def threads_file(self) -> Path:
        """The list of all threads, from the site."""
        return self.root / "threads.json"

    def thread_file(self, thread_id: ThreadId) -> Path:
        """The approved comments of one thread, from the service."""
        return self.root / "threads" / f"{thread_id}.json"

    def fragment_file(self, thread_id: ThreadId, number: int = 1) -> Path:
        """A page of the same comments as HTML, from the service, counted from 1."""
        return self.root / "fragments" / fragment_name(thread_id, number)

    def feed_file(self, thread_id: ThreadId) -> Path:
        """The newest of them as Atom, from the service."""
        return self.root / "fragments" / f"{thread_id}.atom"

    @property
    def site_feed_file(self) -> Path:
        """The newest comments of all threads as Atom, from the service."""
        return self.root / "fragments" / SITE_FEED.rpartition("/")[2]

    def write_threads(self, threads: Iterable[Thread]) -> bool:
        """Replace the list of threads if it changed; says whether it did.

        Raises OSError, and ExchangeError for a list that could not be read again.
        """
        content = encode_threads(threads)
        self._decode(self.threads_file, decode_threads, content, self._source_remedy())
        return _write_if_changed(self.threads_file, content)

    def read_threads(self) -> dict[ThreadId, Thread]:
        """All threads by id; none when no site was built yet. Raises ExchangeError."""
        content = self._read(self.threads_file)
        if content is None:
            return {}
        remedy = self._gettext("Build the site again, that writes this file anew: make build")
        return self._decode(self.threads_file, decode_threads, content, remedy)

    @property
    def former_names_file(self) -> Path:
        """Under which names discussions were known elsewhere, from the site."""
        return self.root / "former-names.json"

    def write_former_names(self, names: Mapping[str, ThreadId]) -> bool:
        """Replace the former names if they changed; says whether they did.

        Raises OSError, and ExchangeError for names that could not be read again.
        """
        content = encode_former_names(names)
        self._decode(self.former_names_file, decode_former_names, content, self._source_remedy())
        return _write_if_changed(self.former_names_file, content)

    def read_former_names(self) -> dict[str, ThreadId]:
        """The discussions by their former names; none when there are none. Raises ExchangeError."""
        content = self._read(self.former_names_file)
        if content is None:
            return {}
        remedy = self._gettext("Build the site again, that writes this file anew: make build")
        return self._decode(self.former_names_file, decode_former_names, content, remedy)

    def write_published(self, published: PublishedThread) -> bool:
        """Replace a thread's approved comments if they changed; says whether they did.

        Raises OSError, and ExchangeError for comments that could not be read again.
        """
        path = self.thread_file(published.thread_id)
        content = encode_published(published)
        self._decode(path, decode_published, content, self._source_remedy())
        return _write_if_changed(path, content)

    def read_published(self, thread_id: ThreadId) -> PublishedThread | None:
        """A thread's approved comments; None when nothing was published yet.

        Raises ExchangeError.
        """
        _ = self._gettext
        path = self.thread_file(thread_id)
        content = self._read(path)
        if content is None:
            return None
        remedy = _("Publish it again from the database: python -m comments_api publish --all")
        published = self._decode(path, decode_published, content, remedy)
        if published.thread_id != thread_id:
            reason = _("It holds the discussion “%(found)s”.") % {"found": published.thread_id}
            raise ExchangeError(path, reason, remedy)
        return published

    def write_fragments(self, thread_id: ThreadId, pages: Sequence[str]) -> None:
        """Replace a thread's HTML where it changed, and take away pages it no longer has.

        Raises OSError.
        """
        wanted = {
            self.fragment_file(thread_id, number): html.encode()
            for number, html in enumerate(pages, start=1)
        }
        for path, content in wanted.items():
            _write_if_changed(path, content)
        first = self.fragment_file(thread_id)
        for path in {first, *first.parent.glob(f"{thread_id}.*.html")} - wanted.keys():
            path.unlink(missing_ok=True)

    def write_feed(self, thread_id: ThreadId, atom: str) -> bool:
        """Replace a thread's feed if it changed; says whether it did. Raises OSError."""
        return _write_if_changed(self.feed_file(thread_id), atom.encode())

    def write_site_feed(self, atom: str) -> bool:
        """Replace the site's feed if it changed; says whether it did. Raises OSError."""
        return _write_if_changed(self.site_feed_file, atom.encode())

    def _source_remedy(self) -> str:
        return self._gettext("Correct it where it comes from. The file was left as it is.")

    def _read(self, path: Path) -> bytes | None:
        _ = self._gettext
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = _("It cannot be read (%(why)s).") % {"why": error.strerror}
            remedy = _("Give this process the right to read the file, and look at the disk.")
            raise ExchangeError(path, reason, remedy) from error

    def _decode(
        self, path: Path, decode: Callable[[bytes], _Decoded], content: bytes, remedy: str
    ) -> _Decoded:
        _ = self._gettext
        try:
            return decode(content)
        except Malformed as error:
            if isinstance(error, UnknownVersion):
                remedy = _("Run site and service from the same version of the software.")
            values = {
                name: _(str(value)) if name == "expected" else value
                for name, value in error.values.items()
            }
            raise ExchangeError(path, _(error.message) % values, remedy) from error


def _write_if_changed(path: Path, content: bytes) -> bool:
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass  # absent or unreadable: writing it will tell
    write_atomically(path, content)
    return True

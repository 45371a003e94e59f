"""The exchange files as bytes: canonical JSON out, strictly validated JSON in. No disk here.

Encoding checks nothing; what it made is valid when decoding accepts it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from comments_api.conversation.avatar import DRAWINGS
from comments_api.conversation.comment import EarlierText, PublicComment, Thread
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import InvalidThreadId, ThreadId, parse_thread_id
from comments_api.conversation.web_link import is_web_link

THREADS_VERSION = 4
"""Read until the site is built anew: 1, without `lost`, 2, without `rules_url` and `privacy_url`,
3, without `imprint_url`."""

NAMES_VERSION = 1
PUBLISHED_VERSION = 4
"""Read until published anew: 1, without `earlier`, 2, without `passage`, 3, without `avatar`."""

_LARGEST_ID = 2**63 - 1  # what a database column holds
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PublishedThread:
    """What is approved in a thread. `version` grows with every change of it."""

    thread_id: ThreadId
    version: int
    comments: tuple[PublicComment, ...]


class Malformed(Exception):
    """The bytes are not this format. `message` is a msgid, `values` what to fill into it."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message = message
        self.values = values


class UnknownVersion(Malformed):
    """Well formed, but written by another version of the software."""


def _(message: str) -> str:
    """Mark a msgid; the one who knows the language translates it."""
    return message


def encode_threads(threads: Iterable[Thread]) -> bytes:
    """The list of threads, ordered by id."""
    ordered = sorted(threads, key=lambda thread: thread.id)
    return _encode(
        {
            "version": THREADS_VERSION,
            "threads": [
                {
                    "id": thread.id,
                    "title": thread.title,
                    "url": thread.url,
                    "lang": thread.lang,
                    "author": thread.author,
                    "open": thread.open,
                    "closes_at": thread.closes_at and _stamp(thread.closes_at),
                    "zone": thread.zone,
                    "lost": sorted(thread.lost),
                    "rules_url": thread.rules_url,
                    "privacy_url": thread.privacy_url,
                    "imprint_url": thread.imprint_url,
                }
                for thread in ordered
            ],
        }
    )


def decode_threads(content: bytes) -> dict[ThreadId, Thread]:
    """The threads by id. Raises Malformed."""
    record = _decode(content, {"version", "threads"}, set(range(1, THREADS_VERSION + 1)))
    version = record.values["version"]
    entries = record.entries("threads")
    threads = [_thread(_Record.of(entry, where), version) for where, entry in entries]
    _refuse_repetition("threads", [thread.id for thread in threads])
    return {thread.id: thread for thread in threads}


def encode_published(published: PublishedThread) -> bytes:
    """One thread's approved comments, ordered by (written_at, id)."""
    ordered = sorted(published.comments, key=lambda comment: (comment.written_at, comment.id))
    return _encode(
        {
            "version": PUBLISHED_VERSION,
            "thread_id": published.thread_id,
            "thread_version": published.version,
            "comments": [
                {
                    "id": comment.id,
                    "parent_id": comment.parent_id,
                    "author": comment.author,
                    "website": comment.website,
                    "source": comment.source,
                    "written_at": _stamp(comment.written_at),
                    "by_author": comment.by_author,
                    "earlier": [
                        {"source": text.source, "replaced_at": _stamp(text.replaced_at)}
                        for text in comment.earlier
                    ],
                    "passage": comment.passage and asdict(comment.passage),
                    "avatar": comment.avatar,
                }
                for comment in ordered
            ],
        }
    )


def decode_published(content: bytes) -> PublishedThread:
    """One thread's approved comments. Raises Malformed."""
    fields = {"version", "thread_id", "thread_version", "comments"}
    record = _decode(content, fields, set(range(1, PUBLISHED_VERSION + 1)))
    version = record.values["version"]
    entries = record.entries("comments")
    comments = tuple(_comment(_Record.of(entry, where), version) for where, entry in entries)
    _refuse_repetition("comments", [comment.id for comment in comments])
    return PublishedThread(
        record.thread_id("thread_id"), record.integer("thread_version", least=0), comments
    )


def encode_former_names(names: Mapping[str, ThreadId]) -> bytes:
    """Under which names discussions were known elsewhere, ordered by name."""
    return _encode(
        {
            "version": NAMES_VERSION,
            "names": [{"name": name, "thread_id": names[name]} for name in sorted(names)],
        }
    )


def decode_former_names(content: bytes) -> dict[str, ThreadId]:
    """The discussions by their former names. Raises Malformed."""
    record = _decode(content, {"version", "names"}, {NAMES_VERSION})
    names = [_former_name(_Record.of(entry, where)) for where, entry in record.entries("names")]
    _refuse_repetition("names", [name for name, _thread in names])
    return dict(names)


_THREAD_FIELDS = {"id", "title", "url", "lang", "author", "open", "closes_at", "zone"}
_THREAD_SINCE = {"lost": 2, "rules_url": 3, "privacy_url": 3, "imprint_url": 4}
_COMMENT_FIELDS = {"id", "parent_id", "author", "website", "source", "written_at", "by_author"}
_COMMENT_SINCE = {"earlier": 2, "passage": 3, "avatar": 4}


def _told_since(fields: Mapping[str, int], version: int) -> list[str]:
    return [name for name, since in fields.items() if version >= since]


def _thread(record: _Record, version: int) -> Thread:
    later = _told_since(_THREAD_SINCE, version)
    record.require(_THREAD_FIELDS.union(later))
    pages = {
        name: record.checked_text(name, _is_address, _("an address"))
        for name in later
        if name.endswith("_url")
    }
    return Thread(
        id=record.thread_id("id"),
        title=record.text("title"),
        url=record.checked_text("url", _is_address, _("an address")),
        lang=record.checked_text("lang", _is_language, _("a language tag")),
        author=record.text("author"),
        open=record.flag("open"),
        closes_at=None if record.is_null("closes_at") else record.moment("closes_at"),
        zone=record.checked_text("zone", _is_zone, _("the name of a time zone")),
        lost=record.numbers("lost") if "lost" in later else frozenset(),
        **pages,
    )


def _former_name(record: _Record) -> tuple[str, ThreadId]:
    record.require({"name", "thread_id"})
    return record.text("name"), record.thread_id("thread_id")


def _comment(record: _Record, version: int) -> PublicComment:
    later = _told_since(_COMMENT_SINCE, version)
    record.require(_COMMENT_FIELDS.union(later))
    earlier = record.entries("earlier") if "earlier" in later else []
    about = record.values["passage"] if "passage" in later else None
    drawn = "avatar" in later and not record.is_null("avatar")
    return PublicComment(
        id=record.integer("id", least=1),
        parent_id=None if record.is_null("parent_id") else record.integer("parent_id", least=1),
        author=record.text("author"),
        website=None if record.is_null("website") else record.text("website"),
        source=record.text("source"),
        written_at=record.moment("written_at"),
        by_author=record.flag("by_author"),
        earlier=tuple(_earlier(_Record.of(entry, where)) for where, entry in earlier),
        passage=None if about is None else _passage(_Record.of(about, f"{record.where}passage.")),
        avatar=record.integer("avatar", least=0, most=DRAWINGS - 1) if drawn else None,
    )


def _earlier(record: _Record) -> EarlierText:
    record.require({"source", "replaced_at"})
    return EarlierText(record.text("source"), record.moment("replaced_at"))


def _passage(record: _Record) -> Passage:
    record.require({"exact", "prefix", "suffix"})
    exact = record.checked_text("exact", bool, _("text"))
    return Passage(exact, record.text("prefix"), record.text("suffix"))


@dataclass(frozen=True, slots=True)
class _Record:
    """A JSON object and where it stands, for example ``comments[3].``; read by type."""

    values: dict[str, Any]
    where: str

    @classmethod
    def of(cls, value: object, where: str) -> _Record:
        if not isinstance(value, dict):
            raise Malformed(_("“%(field)s” must be an object."), field=where.rstrip("."))
        return cls(value, where)

    def require(self, fields: set[str]) -> None:
        for name in sorted(fields ^ self.values.keys()):
            missing, surplus = _("“%(field)s” is missing."), _("“%(field)s” is not expected here.")
            raise Malformed(missing if name in fields else surplus, field=self.where + name)

    def wrong(self, name: str, expected: str) -> Malformed:
        return Malformed(
            _("“%(field)s” must be %(expected)s."), field=self.where + name, expected=expected
        )

    def is_null(self, name: str) -> bool:
        return self.values[name] is None

    def text(self, name: str) -> str:
        value = self.values[name]
        if not isinstance(value, str) or _SURROGATES.search(value):
            raise self.wrong(name, _("text"))
        return value

    def checked_text(self, name: str, check: Callable[[str], bool], expected: str) -> str:
        value = self.text(name)
        if not check(value):
            raise self.wrong(name, expected)
        return value

    def integer(self, name: str, *, least: int, most: int = _LARGEST_ID) -> int:
        value = self.values[name]
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(name, _("a whole number"))
        return value

    def numbers(self, name: str) -> frozenset[int]:
        value = self.values[name]
        if not isinstance(value, list) or any(type(number) is not int for number in value):
            raise self.wrong(name, _("a list of whole numbers"))
        return frozenset(value)

    def flag(self, name: str) -> bool:
        value = self.values[name]
        if not isinstance(value, bool):
            raise self.wrong(name, _("true or false"))
        return value

    def moment(self, name: str) -> datetime:
        expected = _("a date and time with its time zone")
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise self.wrong(name, expected) from error
        if moment.utcoffset() is None or not MINYEAR < moment.year < MAXYEAR:
            raise self.wrong(name, expected)
        return moment.astimezone(UTC)

    def thread_id(self, name: str) -> ThreadId:
        try:
            return parse_thread_id(self.text(name))
        except InvalidThreadId as error:
            raise self.wrong(name, _("the id of a thread")) from error

    def entries(self, name: str) -> list[tuple[str, object]]:
        value = self.values[name]
        if not isinstance(value, list):
            raise self.wrong(name, _("a list"))
        return [(f"{self.where}{name}[{index}].", entry) for index, entry in enumerate(value)]


def _decode(content: bytes, fields: set[str], versions: set[int]) -> _Record:
    try:
        value = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed(_("It is not valid JSON.")) from error
    if not isinstance(value, dict):
        raise Malformed(_("It does not hold a JSON object."))
    record = _Record(value, "")
    if "version" not in value:
        raise Malformed(_("“%(field)s” is missing."), field="version")
    if record.integer("version", least=1) not in versions:
        raise UnknownVersion(
            _("It has format version %(found)s; this software reads version %(known)s."),
            found=value["version"],
            known=max(versions),
        )
    record.require(fields)
    return record


def _encode(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "surrogatepass")  # what is no text is found on decoding


def _stamp(moment: datetime) -> str:
    return moment.isoformat().removesuffix("+00:00") + "Z"


def _is_address(url: str) -> bool:
    from_root = url.startswith("/") and not url.startswith("//") and url.isprintable()
    return (from_root and not set(url) & set(' \\"<>')) or is_web_link(url)


def _is_language(tag: str) -> bool:
    return _LANGUAGE_TAG.fullmatch(tag) is not None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, the name of a folder
        return False
    return True


def _refuse_repetition(field: str, ids: list[Any]) -> None:
    if len(set(ids)) < len(ids):
        raise Malformed(_("“%(field)s” holds the same id twice."), field=field)

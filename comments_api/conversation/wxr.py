"""WordPress eXtended RSS: what both halves of moving in need to know of the format.

Facts from WordPress's exporter (wp-admin/includes/export.php) and importer: versions 1.0, 1.1 and
1.2, whose name spaces carry the version and come with http or https; times as
``YYYY-MM-DD HH:MM:SS``, local and in GMT, where zeros mean "never".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from comments_api.conversation.foreign_file import ForeignFile, UnusableExport
from comments_api.conversation.foreign_xml import records, text_of

VERSIONS = ("1.0", "1.1", "1.2")

_EXPORT = re.compile(r"https?://wordpress\.org/export/\d+\.\d+/(excerpt/)?")
_OTHERS = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")


def _(message: str) -> str:
    """Mark a msgid; `UnusableExport.told` translates it."""
    return message


def channel(file: ForeignFile) -> Iterator[Element]:
    """Everything in the channel, in order: ``title``, ``wp-author``, ``item`` and so on.

    Names are as in version 1.2, whatever the version: ``wp-post_id``, ``content-encoded``,
    ``excerpt-encoded``, ``dc-creator``. Raises UnusableExport, also for RSS that is no WXR.
    """
    version = ""
    for record in records(file, ("rss", "channel"), _prefix_of):
        if record.tag == "wp-wxr_version":
            version = (record.text or "").strip()
            if version not in VERSIONS:
                raise UnusableExport(
                    file.path,
                    _("Its version is “%(found)s”; known are %(known)s."),
                    found=version,
                    known=", ".join(VERSIONS),
                )
        if record.tag == "item" and not version:
            break
        yield record
    if not version:
        raise UnusableExport(
            file.path,
            _("This is RSS, but no export of WordPress: it names no wp:wxr_version."),
        )


class Numbering:
    """What each item of an export is called, in order: its number, if that is its own.

    Files joined by hand repeat numbers, files made by other programs leave them out. Such an item
    gets one that no other has, and that WordPress never gives: ``12-2``, ``0``, ``0-2``.
    """

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, item: Element) -> str:
        """The name of the next item."""
        number = text_of(item, "wp-post_id").strip() or "0"
        self._given[number] += 1
        times = self._given[number]
        return number if times == 1 else f"{number}-{times}"


def is_number(name: str) -> bool:
    """Whether `name` is the number that WordPress gave: links of the blog may use it."""
    return name.isdecimal() and name.strip("0") != ""


def moment(gmt: str, local: str, zone: tzinfo) -> datetime | None:
    """When something was written: by its time in GMT, else by the local one in `zone`; or never."""
    if (found := _stamp(gmt)) is not None:
        return found.replace(tzinfo=UTC)
    if (found := _stamp(local)) is not None:
        return found.replace(tzinfo=zone).astimezone(UTC)
    return None


def blog_name(address: str) -> str:
    """A blog's name in the origins of what came from it, for example ``old.example/blog``."""
    parts = urlsplit(address.strip())
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}" or "?"


def origin(blog: str, number: str) -> str:
    """What a post or a comment of a blog is called here, for good."""
    return f"wordpress:{blog}:{number}"


def _stamp(text: str) -> datetime | None:
    text = text.strip()
    if not _STAMP.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:  # 0000-00-00, or the 31st of February
        return None
    return found if 1 < found.year < 9999 else None  # noqa: PLR2004 room for every zone


def _prefix_of(uri: str) -> str | None:
    export = _EXPORT.fullmatch(uri)
    if export:
        return "excerpt" if export[1] else "wp"
    return _OTHERS.get(uri.replace("https://", "http://"))

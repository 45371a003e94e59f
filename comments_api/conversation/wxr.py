"""WordPress eXtended RSS: what both halves of moving in need to know of the format.

Facts from WordPress's exporter (wp-admin/includes/export.php) and importer: versions 1.0, 1.1 and
1.2, whose name spaces carry the version and come with http or https; times as
``YYYY-MM-DD HH:MM:SS``, local and in GMT, where zeros mean "never".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from comments_api.conversation.foreign_file import ForeignFile, UnusableExport
from comments_api.conversation.foreign_xml import records

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

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from plugins.feeds.atom import atom
from plugins.feeds.feed import Entry, Feed

SITE = "https://spiegelkabinett.example/"
ENTRY = Entry(
    id="tag:spiegelkabinett.example,2026:a",
    url=f"{SITE}a/",
    title="A",
    lang="de",
    published=datetime(2026, 9, 7, tzinfo=UTC),
    updated=datetime(2026, 9, 8, tzinfo=UTC),
    authors=(),
    tags=(),
    summary="",
    summary_text="",
    content="<p>Ja.</p>",
)


@pytest.mark.parametrize("subtitle", ["", "Über Eitelkeit"])
def test_a_feed_has_a_subtitle_only_if_there_is_one(subtitle: str) -> None:
    addresses = (SITE, f"{SITE}a.atom.xml", f"{SITE}a.feed.json")
    written = atom(Feed(f"{ENTRY.id}:feed", "A", subtitle, "de", *addresses, entries=(ENTRY,)))
    assert ("<subtitle>" in written) is bool(subtitle)
    assert "<updated>2026-09-08T00:00:00+00:00</updated>" in written

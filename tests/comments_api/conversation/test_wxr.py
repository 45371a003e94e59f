from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.conversation.wxr import blog_name, channel, moment, origin
from tests.support.wxr import item, wxr

BERLIN = ZoneInfo("Europe/Berlin")


def tags(path: Path, content: str) -> list[str]:
    file = path / "a.xml"
    file.write_text(content, "utf-8")
    with opened(file) as foreign:
        return [record.tag for record in channel(foreign)]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_names_are_the_same_in_every_version(tmp_path: Path, version: str, scheme: str) -> None:
    found = tags(tmp_path, wxr(item(1, "a"), version=version, scheme=scheme))
    assert found[:3] == ["title", "link", "wp-wxr_version"]
    assert found[-2:] == ["wp-author", "item"]


def test_other_versions_and_other_rss_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport, match=r"“2.0”; known are 1.0, 1.1, 1.2"):
        tags(tmp_path, wxr(version="2.0"))
    feed = "<rss><channel><title>a</title>{}</channel></rss>"
    for content in ("", "<item/>"):
        with pytest.raises(UnusableExport, match="no export of WordPress"):
            tags(tmp_path, feed.format(content))


@pytest.mark.parametrize(
    ("gmt", "local", "expected"),
    [
        ("2019-07-01 08:00:00", "egal", datetime(2019, 7, 1, 8, tzinfo=UTC)),
        ("0000-00-00 00:00:00", "2019-07-01 10:00:00", datetime(2019, 7, 1, 8, tzinfo=UTC)),
        ("", "2019-02-31 10:00:00", None),
        ("0001-01-01 00:00:00", "9999-12-31 23:59:59", None),
        ("2019-07-01", "", None),
    ],
)
def test_times_are_gmt_or_local_or_never(gmt: str, local: str, expected: datetime | None) -> None:
    assert moment(gmt, local, BERLIN) == expected


def test_what_came_from_a_blog_bears_its_name() -> None:
    assert blog_name(" https://Alt.example/blog/ ") == "alt.example/blog"
    assert blog_name("") == "?"
    assert origin("alt.example", "12") == "wordpress:alt.example:12"

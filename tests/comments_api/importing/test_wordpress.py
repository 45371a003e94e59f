from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.importing.old_discussion import LeftOut, OldThread
from comments_api.importing.wordpress import SOURCE_KEY, read
from tests.support.wxr import comment, item, wxr

BERLIN = ZoneInfo("Europe/Berlin")


def threads(path: Path, content: str | bytes) -> list[OldThread]:
    file = path / "export.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with opened(file) as export:
        return list(read(export, BERLIN))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_version_is_read(tmp_path: Path, version: str, scheme: str) -> None:
    content = wxr(
        item(12, "Titel", comment(1), comment(2, parent=1)), version=version, scheme=scheme
    )
    (thread,) = threads(tmp_path, content)
    assert thread.names[0] == "wordpress:alt.example/blog:12"
    assert "https://alt.example/blog/2019/titel/" in thread.names
    assert "/?p=12" in thread.names
    assert [one.origin for one in thread.comments] == [
        "wordpress:alt.example/blog:1",
        "wordpress:alt.example/blog:2",
    ]
    assert thread.comments[1].parent == "wordpress:alt.example/blog:1"
    assert thread.comments[0].written_at == datetime(2019, 12, 1, 8, 30, tzinfo=UTC)
    assert thread.comments[0].email == "erna@example.org"


def test_what_is_no_comment_is_left_out_and_counted(tmp_path: Path) -> None:
    content = wxr(
        item(
            1,
            "Titel",
            comment(1, approved="spam"),
            comment(2, approved="trash"),
            comment(3, approved="post-trashed"),
            comment(4, kind="pingback"),
            comment(5, kind="trackback"),
            comment(6, kind="order_note"),
            comment(7, text="<!-- nichts -->"),
            comment(8, approved="0"),
            comment(9, kind="comment"),
        ),
        item(2, "Ohne Diskussion"),
    )
    (thread,) = threads(tmp_path, content)
    assert [(one.origin[-1], one.waits) for one in thread.comments] == [("8", True), ("9", False)]
    assert thread.left_out == {
        LeftOut.SPAM: 1,
        LeftOut.TRASH: 2,
        LeftOut.PINGBACK: 2,
        LeftOut.OTHER_KIND: 1,
        LeftOut.EMPTY: 1,
    }


def test_the_post_s_author_is_known_by_number(tmp_path: Path) -> None:
    content = wxr(item(1, "Titel", comment(1, user=7), comment(2, user=8), comment(3)))
    (thread,) = threads(tmp_path, content)
    assert [one.by_author for one in thread.comments] == [True, False, False]


def test_times_without_gmt_are_local_and_missing_ones_are_told(tmp_path: Path) -> None:
    never = "0000-00-00 00:00:00"
    content = wxr(
        item(
            1,
            "Titel",
            comment(1, gmt=never, local="2019-07-01 10:00:00"),
            comment(2, gmt=never, local=never),
        )
    )
    (thread,) = threads(tmp_path, content)
    assert [one.written_at.hour for one in thread.comments] == [8, 8]
    assert thread.undated == 1


def test_comments_get_the_paragraphs_and_links_that_wordpress_shows(tmp_path: Path) -> None:
    text = "Eins\nzwei\n\n<b>Drei</b> auf https://example.org/a_b."
    (thread,) = threads(tmp_path, wxr(item(1, "Titel", comment(1, text=text))))
    assert thread.comments[0].source == "Eins\nzwei\n\n**Drei** auf <https://example.org/a_b>."


def test_our_own_exports_keep_the_source(tmp_path: Path) -> None:
    kept = comment(1, text="<p>egal</p>").replace(
        "</wp:comment>",
        "<wp:commentmeta><wp:meta_key>andere</wp:meta_key></wp:commentmeta>"
        f"<wp:commentmeta><wp:meta_key>{SOURCE_KEY}</wp:meta_key>"
        "<wp:meta_value>*so*</wp:meta_value></wp:commentmeta></wp:comment>",
    )
    (thread,) = threads(tmp_path, wxr(item(1, "Titel", kept)))
    assert thread.comments[0].source == "*so*"


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(wxr(item(1, "Titel", comment(1))).encode())
    assert len(threads(tmp_path, packed)) == 1
    with pytest.raises(UnusableExport, match="damaged"):
        threads(tmp_path, packed[:-20])


def test_a_blog_without_its_address_goes_by_its_link(tmp_path: Path) -> None:
    content = wxr(item(1, "Titel", comment(1)))
    content = content.replace("<wp:base_blog_url>https://alt.example/blog</wp:base_blog_url>", "")
    assert threads(tmp_path, content)[0].names[0] == "wordpress:alt.example/blog:1"


def test_comments_find_posts_and_keep_names_where_numbers_are_missing(tmp_path: Path) -> None:
    nameless = comment(4).replace("<wp:comment_id>4</wp:comment_id>", "")
    content = wxr(item(12, "a"), item(12, "b", nameless, comment(5), nameless, slug="b"))
    (thread,) = threads(tmp_path, content)
    assert thread.names == (
        "wordpress:alt.example/blog:12-2",
        "https://alt.example/blog/2019/b/",
        "https://alt.example/blog/?p=12",
    )
    assert [one.origin for one in thread.comments] == [
        f"wordpress:alt.example/blog:{name}" for name in ("12-2.1", "5", "12-2.3")
    ]

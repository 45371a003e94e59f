from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.importing.disqus import read
from comments_api.importing.old_discussion import LeftOut, OldThread

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><title>General</title></category>
"""


def thread(number: int, identifier: str = "", closed: str = "false") -> str:
    return f"""<thread dsq:id="{number}"><id>{identifier}</id><forum>alt</forum>
<link>https://alt.example/seite-{number}/</link><title>Seite  {number}</title><message/>
<createdAt>2019-12-01T08:00:00Z</createdAt><isClosed>{closed}</isClosed>
<isDeleted>false</isDeleted></thread>"""


def post(number: int, of: int, parent: int | None = None, name: str = "Erna", **flags: str) -> str:
    set_ = {"isDeleted": "false", "isSpam": "false", "createdAt": "2019-12-01T08:30:00Z", **flags}
    return f"""<post dsq:id="{number}"><id/><message><![CDATA[<p>Satz {number} @leo:disqus</p>]]>
</message>{"".join(f"<{key}>{value}</{key}>" for key, value in set_.items())}
<author><email>erna@example.org</email><name>{name}</name><isAnonymous>false</isAnonymous>
<username>erna1</username></author><ipAddress>192.0.2.1</ipAddress><thread dsq:id="{of}"/>
{"" if parent is None else f'<parent dsq:id="{parent}"/>'}</post>"""


def threads(path: Path, *content: str) -> list[OldThread]:
    file = path / "disqus.xml"
    file.write_text(f"{HEAD}{''.join(content)}</disqus>", "utf-8")
    with opened(file) as export:
        return list(read(export))


def test_threads_and_their_posts_are_read(tmp_path: Path) -> None:
    content = (thread(1, "kennung", closed="true"), thread(2), post(11, 1), post(12, 1, parent=11))
    (found,) = threads(tmp_path, *content)
    assert found.names == ("disqus:1", "1", "kennung", "https://alt.example/seite-1/")
    assert (found.title, found.closed) == ("Seite 1", True)
    first, second = found.comments
    assert (first.origin, first.parent, first.author) == ("disqus:11", None, "Erna")
    assert (second.parent, second.source) == ("disqus:11", "Satz 12 @leo")
    assert first.written_at == datetime(2019, 12, 1, 8, 30, tzinfo=UTC)


def test_an_empty_id_is_no_name_and_posts_may_come_first(tmp_path: Path) -> None:
    (found,) = threads(tmp_path, post(11, 2), thread(2))
    assert found.names == ("disqus:2", "2", "https://alt.example/seite-2/")
    assert len(found.comments) == 1


def test_deleted_and_spam_stay_and_what_is_without_a_thread_is_shown(tmp_path: Path) -> None:
    deleted, spam, homeless = threads(
        tmp_path,
        thread(1),
        thread(2),
        post(11, 1, isDeleted="true"),
        post(12, 1, parent=11),
        post(13, 2, isSpam="true"),
        post(14, 99),
    )
    assert deleted.left_out == {LeftOut.DELETED: 1}
    assert [one.parent for one in deleted.comments] == ["disqus:11"]
    assert (spam.left_out, spam.comments) == ({LeftOut.SPAM: 1}, [])
    assert (homeless.names, homeless.title) == (("disqus:99", "99"), "")


def test_what_was_said_in_a_deleted_thread_stays_there(tmp_path: Path) -> None:
    gone = thread(1).replace("<isDeleted>false", "<isDeleted>true")
    deleted, other = threads(tmp_path, gone, thread(2), post(11, 1), post(12, 1), post(13, 2))
    assert (deleted.comments, deleted.left_out) == ([], {LeftOut.DELETED: 2})
    assert len(other.comments) == 1


def test_names_approval_and_times_may_be_missing(tmp_path: Path) -> None:
    (found,) = threads(
        tmp_path,
        thread(1),
        post(11, 1, name="", isApproved="false", createdAt="2019-12-01T08:30:00"),
        post(12, 1, createdAt="einst"),
        post(13, 1).replace("<name>Erna</name>", "").replace("<username>erna1</username>", ""),
    )
    assert [one.author for one in found.comments] == ["erna1", "Erna", ""]
    assert [one.waits for one in found.comments] == [True, False, False]
    assert len({one.written_at for one in found.comments}) == 1
    assert found.undated == 1


def test_another_root_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text("<rss/>")
    with opened(file) as export, pytest.raises(UnusableExport, match=r"x\.xml:1:1.*<rss>.*disqus"):
        list(read(export))


def test_a_post_without_a_number_has_its_site_s_name(tmp_path: Path) -> None:
    posts = [post(1, 1).replace('dsq:id="1"><id/>', f"><id>{name}</id>") for name in "ab"]
    (found,) = threads(tmp_path, thread(1), *posts)
    assert [one.origin for one in found.comments] == ["disqus:a", "disqus:b"]

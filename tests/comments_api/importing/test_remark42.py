from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.importing.old_discussion import LeftOut, OldThread
from comments_api.importing.remark42 import read

URL = "https://alt.example/seite/"
HEAD = {"version": 1, "users": [], "posts": [{"url": URL, "read_only": True}, {"url": "x"}]}


def comment(key: str, pid: str = "", **changes: object) -> dict[str, object]:
    return {
        "id": key,
        "pid": pid,
        "text": "<p>Ein <em>Satz</em>.</p>",
        "orig": "Ein *Satz*.",
        "user": {"name": "Erna", "id": "github_1", "picture": "", "ip": "x", "admin": False},
        "locator": {"site": "alt", "url": URL},
        "score": 3,
        "vote": 0,
        "time": "2019-12-01T09:30:00.123456789+01:00",
        "title": "Seite",
        **changes,
    }


def threads(
    path: Path, *lines: object, pack: Callable[[bytes], bytes] = gzip.compress
) -> list[OldThread]:
    content = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    file = path / "backup.gz"
    file.write_bytes(pack(content.encode()))
    with opened(file) as export:
        return list(read(export))


@pytest.mark.parametrize("empty", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_time_that_nobody_wrote_at_is_none(tmp_path: Path, empty: str) -> None:
    [thread] = threads(tmp_path, HEAD, comment("a"), comment("b", time=empty))
    assert thread.undated == 1
    assert thread.comments[1].written_at == thread.comments[0].written_at


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_a_backup_is_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    lines = (
        HEAD,
        comment("a"),
        comment("b", "a", orig="", pin=True),
        "",
        comment("c", delete=True, text="", orig=""),
        comment("d", "c", time="2019-12-01T08:31:00"),
        comment("e", time="einst"),
        comment("f", locator={"url": "/andere/"}, title=""),
    )
    thread, other = threads(tmp_path, *lines, pack=pack)
    assert (thread.names, thread.title, thread.closed) == ((URL,), "Seite", True)
    first, second, orphan, undated = thread.comments
    assert (first.origin, first.source, first.author) == ("remark42:alt:a", "Ein *Satz*.", "Erna")
    assert first.written_at.astimezone(UTC) == datetime(2019, 12, 1, 8, 30, 0, 123456, tzinfo=UTC)
    assert (second.parent, second.source) == ("remark42:alt:a", "Ein *Satz*.")
    assert orphan.parent == "remark42:alt:c"
    assert undated.written_at == orphan.written_at
    assert thread.left_out == {LeftOut.DELETED: 1}
    assert (other.names, other.closed) == (("/andere/",), False)


def test_the_line_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport, match=r"backup\.gz:1: "):
        threads(tmp_path, "[]")
    with pytest.raises(UnusableExport, match=r"backup\.gz:3: "):
        threads(tmp_path, HEAD, comment("a"), {"id": "b"})

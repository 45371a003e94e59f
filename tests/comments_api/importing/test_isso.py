from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.importing.isso import read_database, read_json
from comments_api.importing.old_discussion import LeftOut, OldThread

BERLIN = ZoneInfo("Europe/Berlin")
SCHEMA = """
CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
  created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,
  author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,
  dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
INSERT INTO threads VALUES (1, '/alt/eins/', 'Eins'), (2, '/alt/zwei/', NULL);
"""
ROWS = [
    (1, 1, None, 1575189000.25, 1, "Ein *Satz*.", "Erna", "erna@example.org", "erna.example"),
    (1, 2, 1, 1575189060.0, 2, "Antwort.", None, None, None),
    (1, 3, None, 1575189070.0, 4, "", None, None, None),
    (1, 4, 3, "einst", 1, "Auf Gelöschtes.", "Ute", "keine Adresse", "javascript:x"),
    (2, 5, None, 1575189080.0, 1, "Zwei.", "Ute", None, None),
    (9, 6, None, 1575189090.0, 1, "Ohne Faden.", "Ute", None, None),
]


def database(path: Path, rows: list[tuple[Any, ...]] = ROWS) -> Path:
    file = path / "isso's.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO comments (tid, id, parent, created, mode, text, author, email, website,"
            " voters) VALUES (?,?,?,?,?,?,?,?,?,x'00')",
            rows,
        )
        connection.commit()
    return file


def test_the_database_is_read_and_not_touched(tmp_path: Path) -> None:
    file = database(tmp_path)
    before = file.read_bytes()
    homeless, first, second = sorted(read_database(file), key=lambda thread: thread.names)
    assert (first.names, first.title) == (("/alt/eins/",), "Eins")
    one, two, orphan = first.comments
    assert (one.origin, one.source) == ("isso:/alt/eins/:1", "Ein *Satz*.")
    assert one.written_at == datetime(2019, 12, 1, 8, 30, 0, 250000, tzinfo=UTC)
    assert one.website == "http://erna.example"
    assert (two.parent, two.waits, two.author) == ("isso:/alt/eins/:1", True, "")
    assert (orphan.parent, orphan.email, orphan.website) == ("isso:/alt/eins/:3", None, None)
    assert orphan.written_at == two.written_at
    assert first.left_out == {LeftOut.DELETED: 1}
    assert [one.source for one in second.comments] == ["Zwei."]
    assert [one.source for one in homeless.comments] == ["Ohne Faden."]
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_column_of_any_type_is_read_as_text(tmp_path: Path) -> None:
    broken = [(1, 1, None, 1.5e9, 1, b"gr\xfcn", 42, None, None), *ROWS[4:5]]
    file = database(tmp_path, broken)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE comments SET text = CAST(x'67FC' AS TEXT) WHERE id = 5")
        connection.commit()
    first, second = sorted(read_database(file), key=lambda thread: thread.names)
    assert [(one.author, one.source) for one in first.comments] == [("42", "gr\ufffdn")]
    assert [one.source for one in second.comments] == ["g\ufffd"]


def test_what_is_only_in_the_log_is_read_too(tmp_path: Path) -> None:
    file = database(tmp_path, [])
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute(
            "INSERT INTO comments (tid, id, created, mode, text, voters) VALUES (1,1,0,1,'x',x'')"
        )
        writer.commit()
        assert file.with_name(f"{file.name}-wal").stat().st_size > 0, "the control"
        (thread,) = read_database(file)
    assert [one.source for one in thread.comments] == ["x"]


def test_what_has_no_mode_waits(tmp_path: Path) -> None:
    (thread,) = read_database(database(tmp_path, [(1, 1, None, 0.0, None, "x", "", "", "")]))
    assert [one.waits for one in thread.comments] == [True]


def test_an_empty_database_has_no_threads(tmp_path: Path) -> None:
    assert list(read_database(database(tmp_path, []))) == []


def test_another_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("kein SQLite, sondern ein Satz")
    with closing(sqlite3.connect(tmp_path / "fremd.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
    for name in ("text.db", "fremd.db", "fehlt.db"):
        with pytest.raises(UnusableExport, match="no database of Isso"):
            list(read_database(tmp_path / name))
    assert not (tmp_path / "fehlt.db").exists()


def generic(path: Path, content: object) -> list[OldThread]:
    file = path / "comments.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with opened(file) as export:
        return list(read_json(export, BERLIN))


COMMENT = {
    "id": "1",
    "author": "Erna",
    "email": "erna@example.org",
    "website": "",
    "remote_addr": "192.0.2.1",
    "created": "2019-12-01 09:30:00",
    "text": "Ein Satz.",
}


def test_the_generic_format_is_read_in_order_of_the_numbers(tmp_path: Path) -> None:
    later = {**COMMENT, "id": 10, "parent": 2}
    second = {"id": 2, "created": "2019-07-01 09:30:00", "text": "Zwei. \ud800"}
    (thread,) = generic(tmp_path, [{"id": "/alt/", "comments": [later, second, COMMENT]}])
    assert [one.origin for one in thread.comments] == [f"isso:/alt/:{n}" for n in (1, 2, 10)]
    assert [one.written_at.astimezone(UTC).hour for one in thread.comments] == [8, 7, 8]
    assert thread.comments[2].parent == "isso:/alt/:2"
    assert thread.comments[1].source == "Zwei. \ufffd"


def test_json_of_another_shape_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport, match=r"comments\.json:1:2: .*not JSON"):
        generic(tmp_path, "[")
    for content in ({"a": 1}, [1], [{"id": 1}], [{"id": 1, "comments": [{"id": "x"}]}]):
        with pytest.raises(UnusableExport, match="generic format"):
            generic(tmp_path, content)

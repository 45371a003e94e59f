from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from comments_api.model import ErasedComment
from comments_api.ports import FilesUnavailable
from comments_api.storage.erasure_ledger import BrokenLedger, LedgerFile

NOON = datetime(2026, 9, 7, 12, 0, 0, 123456, tzinfo=UTC)


def entry(number: int) -> ErasedComment:
    return ErasedComment(number, NOON, NOON + timedelta(hours=number))


def test_what_is_noted_is_found_again_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "erasures.jsonl"
    assert list(LedgerFile(path).entries()) == []
    LedgerFile(path).note([])
    assert not path.exists()
    LedgerFile(path).note([entry(2), entry(1)])
    LedgerFile(path).note([entry(3)])
    assert list(LedgerFile(path).entries()) == [entry(2), entry(1), entry(3)]


def test_a_line_holds_two_times_and_a_number_and_no_word(tmp_path: Path) -> None:
    path = tmp_path / "erasures.jsonl"
    LedgerFile(path).note([entry(7)])
    assert json.loads(path.read_text()) == {
        "comment": 7,
        "written_at": "2026-09-07T12:00:00.123456+00:00",
        "erased_at": "2026-09-07T19:00:00.123456+00:00",
    }


def test_a_line_torn_by_a_crash_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "erasures.jsonl"
    LedgerFile(path).note([entry(1)])
    with path.open("ab") as file:
        file.write(b'{"comment": 2, "wri')
    LedgerFile(path).note([entry(3)])
    assert list(LedgerFile(path).entries()) == [entry(1), entry(3)]


@pytest.mark.parametrize("line", [b"x", b"[]", b'{"comment": 1}', b"[" * 100_000, b"\xff"])
def test_a_foreign_line_is_told_by_its_number(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "erasures.jsonl"
    LedgerFile(path).note([entry(1)])
    with path.open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(BrokenLedger) as caught:
        list(LedgerFile(path).entries())
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_a_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(FilesUnavailable):
        LedgerFile(tmp_path).note([entry(1)])
    with pytest.raises(FilesUnavailable):
        list(LedgerFile(tmp_path).entries())

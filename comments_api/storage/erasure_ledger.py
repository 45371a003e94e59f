"""The ledger of erasures: a file of JSON lines, only ever added to, outside the database."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from comments_api.model import ErasedComment
from comments_api.ports import FilesUnavailable


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


class BrokenLedger(Exception):
    """A line is not one of this ledger. Carries `path`, `line` and `reason`, a msgid."""

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line
        self.reason = _("this is not a line of the ledger of erasures")
        super().__init__(f"{path}:{line}: {self.reason}")


class LedgerFile:
    """One line an erased comment: its number, when it was written, when it was erased."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, erased: Iterable[ErasedComment]) -> None:
        """Add to the ledger and wait for the disk. Raises FilesUnavailable."""
        lines = "".join(f"{_encoded(entry)}\n" for entry in erased)
        if not lines:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                _end_torn_line(file.fileno())
                file.write(lines.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise FilesUnavailable(str(self._path), str(error.strerror)) from error

    def entries(self) -> Iterator[ErasedComment]:
        """Everything noted. Raises FilesUnavailable, BrokenLedger."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise FilesUnavailable(str(self._path), str(error.strerror)) from error
        for number, line in enumerate(content.split(b"\n"), 1):
            if line:
                yield self._decoded(line, number)

    def _decoded(self, line: bytes, number: int) -> ErasedComment:
        try:
            record = json.loads(line)
            return ErasedComment(
                int(record["comment"]),
                datetime.fromisoformat(record["written_at"]),
                datetime.fromisoformat(record["erased_at"]),
            )
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BrokenLedger(self._path, number) from error


def _encoded(entry: ErasedComment) -> str:
    return json.dumps(
        {
            "comment": entry.comment_id,
            "written_at": entry.written_at.isoformat(),
            "erased_at": entry.erased_at.isoformat(),
        }
    )


def _end_torn_line(descriptor: int) -> None:
    """Cut off what a crash left of a line: its erasure was not acknowledged and did not happen."""
    size = os.fstat(descriptor).st_size
    kept = os.pread(descriptor, size, 0).rfind(b"\n") + 1 if size else 0
    if kept < size:
        os.ftruncate(descriptor, kept)
